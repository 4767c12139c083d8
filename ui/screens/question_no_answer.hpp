// SPDX-License-Identifier: Apache-2.0
#pragma once

// Why a question has no answer: the button below it, and the sheet of reasons. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/model/question.hpp"

namespace daohu::screens {

// Nothing where the question offers no such reasons.
void draw_no_answer(const model::QuestionField& field, kit::Kit& kit, kit::ScrollArea& column);
// Whether the sheet is open.
[[nodiscard]] bool is_asking_why(kit::Kit& kit);
// The sheet, while it is open. Drawn last.
void draw_no_answer_sheet(const model::QuestionState& state, kit::Kit& kit, model::QuestionActions& actions);

}  // namespace daohu::screens
