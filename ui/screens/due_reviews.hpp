// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws which households are to be reviewed when. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/due_reviews.hpp"

namespace daohu::screens {

void draw(const model::DueReviewsState& state, kit::Kit& kit, model::DueReviewsActions& actions);

}  // namespace daohu::screens
