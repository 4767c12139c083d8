// SPDX-License-Identifier: Apache-2.0
#pragma once

// Six digits behind dots. The digits themselves never stand in the kit: every key leaves as what was struck. UI thread.

#include "ui/kit/widgets/keypad.hpp"

namespace daohu::kit {

inline constexpr int kPinDigits = 6;

[[nodiscard]] Size pin_pad_size(Kit& kit);
// Dots for `typed` of the digits, and the keys below; disabled keys are drawn and cannot be struck.
std::optional<Key> pin_pad(Kit& kit, Rect rect, int typed, ItemState state);

}  // namespace daohu::kit
