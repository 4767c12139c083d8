// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the weekly look at the tablet's files came to. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/store_check.hpp"

namespace daohu::screens {

void draw(const model::StoreCheckState& state, kit::Kit& kit, model::StoreCheckActions& actions);

}  // namespace daohu::screens
