// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lines in groups. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/line_list.hpp"

namespace daohu::screens {

void draw(const model::LineListState& state, kit::Kit& kit, model::LineListActions& actions);

}  // namespace daohu::screens
