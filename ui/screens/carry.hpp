// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the page for carrying records on a stick. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/carry.hpp"

namespace daohu::screens {

void draw(const model::CarryState& state, kit::Kit& kit, model::CarryActions& actions);

}  // namespace daohu::screens
