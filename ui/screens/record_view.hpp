// SPDX-License-Identifier: Apache-2.0
#pragma once

// One record, to read. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/record.hpp"

namespace daohu::screens {

void draw(const model::RecordViewState& state, kit::Kit& kit, model::RecordViewActions& actions);

}  // namespace daohu::screens
