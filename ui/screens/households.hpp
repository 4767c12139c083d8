// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the list of households and the keys to search it. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/households.hpp"

namespace daohu::screens {

void draw(const model::HouseholdsState& state, kit::Kit& kit, model::HouseholdsActions& actions);

}  // namespace daohu::screens
