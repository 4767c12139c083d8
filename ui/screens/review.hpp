// SPDX-License-Identifier: Apache-2.0
#pragma once

// Check and finish: what is missing, the answers once more, and the button that makes a record. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/review.hpp"

namespace daohu::screens {

void draw(const model::ReviewState& state, kit::Kit& kit, model::ReviewActions& actions);

}  // namespace daohu::screens
