// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the settings. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/settings.hpp"

namespace daohu::screens {

void draw(const model::SettingsState& state, kit::Kit& kit, model::SettingsActions& actions);

}  // namespace daohu::screens
