// SPDX-License-Identifier: Apache-2.0
#pragma once

// One page of a form: read, answer, go on. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/question.hpp"

namespace daohu::screens {

void draw(const model::QuestionState& state, kit::Kit& kit, model::QuestionActions& actions);

}  // namespace daohu::screens
