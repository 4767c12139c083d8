// SPDX-License-Identifier: Apache-2.0
#pragma once

// The button that takes a picture: round, larger than any other, with its word below. UI thread.

#include "ui/kit/kit.hpp"

namespace daohu::kit {

[[nodiscard]] Size shutter_size(Kit& kit, Text label);
// True when it was tapped.
bool shutter(Kit& kit, const ItemId& id, Rect rect, Text label, ItemState state = ItemState::enabled);

}  // namespace daohu::kit
