// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the enrolment of a new tablet. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/enrol.hpp"

namespace daohu::screens {

void draw(const model::EnrolState& state, kit::Kit& kit, model::EnrolActions& actions);

}  // namespace daohu::screens
