// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the clock of first aid and what is still owed. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/first_aid.hpp"

namespace daohu::screens {

void draw(const model::FirstAidState& state, kit::Kit& kit, model::FirstAidActions& actions);

}  // namespace daohu::screens
