// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws one household. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/dossier.hpp"

namespace daohu::screens {

void draw(const model::DossierState& state, kit::Kit& kit, model::DossierActions& actions);

}  // namespace daohu::screens
