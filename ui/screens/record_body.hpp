// SPDX-License-Identifier: Apache-2.0
#pragma once

// The contents of a record, for its own page and for the pane beside a list. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/model/record.hpp"

#include <chrono>

namespace daohu::screens {

// The values of a section. Who said so and when stands once above them where most were said together, and below a value
// only where it was said otherwise.
void draw_record_section(const model::RecordSection& section, kit::Kit& kit, kit::ScrollArea& column);

void draw_record_body(const model::RecordViewState& state, kit::Kit& kit, kit::ScrollArea& column);

}  // namespace daohu::screens
