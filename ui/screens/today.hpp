// SPDX-License-Identifier: Apache-2.0
#pragma once

// Today: what has been recorded and what waits; the way into a discovery report. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/today.hpp"

namespace daohu::screens {

void draw(const model::TodayState& state, kit::Kit& kit, model::TodayActions& actions);

}  // namespace daohu::screens
