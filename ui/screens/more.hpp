// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the list of what is not on the tab bar. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/more.hpp"

namespace daohu::screens {

void draw(const model::MoreState& state, kit::Kit& kit, model::MoreActions& actions);

}  // namespace daohu::screens
