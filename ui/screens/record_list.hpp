// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws a list of records that was opened from another page. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/record_list.hpp"

namespace daohu::screens {

void draw(const model::RecordListState& state, kit::Kit& kit, model::RecordListActions& actions);

}  // namespace daohu::screens
