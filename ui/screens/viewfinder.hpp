// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws what a camera sees, with a shutter as large as a thumb. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/viewfinder.hpp"

namespace daohu::screens {

void draw(const model::ViewfinderState& state, kit::Kit& kit, model::ViewfinderActions& actions);

}  // namespace daohu::screens
