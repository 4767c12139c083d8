// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where every record is on its way to the county, in words that are true. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/sync.hpp"

namespace daohu::screens {

void draw(const model::SyncState& state, kit::Kit& kit, model::SyncActions& actions);

}  // namespace daohu::screens
