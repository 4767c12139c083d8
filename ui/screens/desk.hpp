// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the desk of the township. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/desk.hpp"

namespace daohu::screens {

void draw(const model::DeskState& state, kit::Kit& kit, model::DeskActions& actions);

}  // namespace daohu::screens
