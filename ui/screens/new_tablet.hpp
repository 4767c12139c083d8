// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet is used for the first time. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/new_tablet.hpp"

namespace daohu::screens {

void draw(const model::NewTabletState& state, kit::Kit& kit, model::NewTabletActions& actions);

}  // namespace daohu::screens
