// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws what was being filled in when the tablet went off. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/recover_draft.hpp"

namespace daohu::screens {

void draw(const model::RecoverDraftState& state, kit::Kit& kit, model::RecoverDraftActions& actions);

}  // namespace daohu::screens
