// SPDX-License-Identifier: Apache-2.0
#pragma once

// The keys of a question page: digits for a number or a date, letters to search long choices by. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/question.hpp"

namespace daohu::screens {

// Takes their part off `work`: beside the question where it is wide, below it where it is high; none where the page
// needs no keys.
void draw_keys(const model::QuestionState& state, kit::Kit& kit, kit::Rect& work, float margin,
               model::QuestionActions& actions);

}  // namespace daohu::screens
