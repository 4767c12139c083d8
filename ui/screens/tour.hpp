// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is where. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/tour.hpp"

namespace daohu::screens {

void draw(const model::TourState& state, kit::Kit& kit, model::TourActions& actions);

}  // namespace daohu::screens
