// SPDX-License-Identifier: Apache-2.0
#pragma once

// The contents of a record, for its own page and for the pane beside a list. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/model/record.hpp"

#include <chrono>

namespace daohu::screens {

void draw_record_body(const model::RecordViewState& state, kit::Kit& kit, kit::ScrollArea& column);

}  // namespace daohu::screens
