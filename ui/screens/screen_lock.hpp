// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the screen lock. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/screen_lock.hpp"

namespace daohu::screens {

void draw(const model::ScreenLockState& state, kit::Kit& kit, model::ScreenLockActions& actions);

}  // namespace daohu::screens
