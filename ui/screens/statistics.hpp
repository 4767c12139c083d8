// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws coverage and statistics. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/statistics.hpp"

namespace daohu::screens {

void draw(const model::StatisticsState& state, kit::Kit& kit, model::StatisticsActions& actions);

}  // namespace daohu::screens
