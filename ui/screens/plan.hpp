// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws today as the plan of the day. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/plan.hpp"

namespace daohu::screens {

void draw(const model::PlanState& state, kit::Kit& kit, model::PlanActions& actions);

}  // namespace daohu::screens
