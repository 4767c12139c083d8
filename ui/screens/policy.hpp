// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws one household under the rules. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/policy.hpp"

namespace daohu::screens {

void draw(const model::PolicyState& state, kit::Kit& kit, model::PolicyActions& actions);

}  // namespace daohu::screens
