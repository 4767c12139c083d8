// SPDX-License-Identifier: Apache-2.0
#pragma once

// The parts of a form and how far each is: beside the question where there is room, else a page of its own. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/question.hpp"

namespace daohu::screens {

// Gives whether one of the parts was tapped.
bool draw_outline(const model::QuestionState& state, kit::Kit& kit, kit::Rect area, model::QuestionActions& actions);

[[nodiscard]] bool is_outline_open(kit::Kit& kit);
void open_outline(kit::Kit& kit);
// Closes itself when a part or the way back is tapped.
void draw_outline_page(const model::QuestionState& state, kit::Kit& kit, kit::Rect screen,
                       model::QuestionActions& actions);

}  // namespace daohu::screens
