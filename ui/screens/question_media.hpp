// SPDX-License-Identifier: Apache-2.0
#pragma once

// Answers that are more than words: a photo, a place, a signature, rows of the same questions. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/model/question.hpp"

namespace daohu::screens {

void draw_photo(const model::QuestionField& field, const model::PhotoAnswer& answer, kit::Kit& kit,
                kit::ScrollArea& column, model::QuestionActions& actions);
void draw_location(const model::QuestionField& field, const model::LocationAnswer& answer, kit::Kit& kit,
                   kit::ScrollArea& column, model::QuestionActions& actions);
void draw_signature(const model::QuestionField& field, const model::SignatureAnswer& answer, kit::Kit& kit,
                    kit::ScrollArea& column, model::QuestionActions& actions);
void draw_repeat(const model::QuestionField& field, const model::RepeatAnswer& answer, kit::Kit& kit,
                 kit::ScrollArea& column, model::QuestionActions& actions);

// What those answers ask first: remove this photo, clear this signature, why is this row taken out. Drawn last.
void draw_media_dialogs(const model::QuestionState& state, kit::Kit& kit, model::QuestionActions& actions);

}  // namespace daohu::screens
