// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws conflicts, and the versions of one. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/conflicts.hpp"

namespace daohu::screens {

void draw(const model::ConflictsState& state, kit::Kit& kit, model::ConflictsActions& actions);

}  // namespace daohu::screens
