// SPDX-License-Identifier: Apache-2.0
#pragma once

// Damaged files and their rescue. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/mending.hpp"

namespace daohu::screens {

void draw(const model::MendingState& state, kit::Kit& kit, model::MendingActions& actions);

}  // namespace daohu::screens
