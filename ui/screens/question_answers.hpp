// SPDX-License-Identifier: Apache-2.0
#pragma once

// The answers of one question, each kind its own way. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/model/question.hpp"

namespace daohu::screens {

// Draws choices, boxes and problems below the question's text; tapping a number or a date gives it the keypad.
void draw_answer(const model::QuestionField& field, kit::Kit& kit, kit::ScrollArea& column,
                 model::QuestionActions& actions);

}  // namespace daohu::screens
