// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers that are struck on large keys: numbers, days, times of a day. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/keypad.hpp"
#include "ui/model/question.hpp"

namespace daohu::screens {

[[nodiscard]] bool is_editable(const model::QuestionField& field);
[[nodiscard]] kit::FieldState field_state(const model::QuestionField& field, bool is_focused);

// The box of an answer; tapping it gives it the keypad. A stepped number has no box.
void draw_number(const model::QuestionField& field, const model::NumberAnswer& answer, kit::Kit& kit,
                 kit::ScrollArea& column);
void draw_date(const model::QuestionField& field, const model::DateAnswer& answer, kit::Kit& kit,
               kit::ScrollArea& column);
void draw_moment(const model::QuestionField& field, const model::MomentAnswer& answer, kit::Kit& kit,
                 kit::ScrollArea& column);

// The field of the page that the keypad writes to: the one tapped last, else the first number or date. Null for none.
[[nodiscard]] const model::QuestionField* keypad_field(const model::QuestionState& state, kit::Kit& kit);
// Draws the keypad for that field and turns its keys into actions.
void draw_keypad(const model::QuestionField& field, kit::Kit& kit, kit::Rect place, model::QuestionActions& actions);

}  // namespace daohu::screens
