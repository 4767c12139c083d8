// SPDX-License-Identifier: Apache-2.0
#pragma once

// The answers of one question, each kind its own way. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/keypad.hpp"
#include "ui/model/question.hpp"

#include <optional>

namespace daohu::screens {

// Draws choices, boxes and problems below the question's text; tapping a number or a date gives it the keypad.
void draw_answer(const model::QuestionField& field, kit::Kit& kit, kit::ScrollArea& column,
                 model::QuestionActions& actions);

// The field of the page that the keypad writes to: the one tapped last, else the first number or date. Null for none.
[[nodiscard]] const model::QuestionField* keypad_field(const model::QuestionState& state, kit::Kit& kit);
// Draws the keypad for that field and turns its keys into actions.
void draw_keypad(const model::QuestionField& field, kit::Kit& kit, kit::Rect place, model::QuestionActions& actions);

}  // namespace daohu::screens
