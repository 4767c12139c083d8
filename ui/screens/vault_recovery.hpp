// SPDX-License-Identifier: Apache-2.0
#pragma once

// The county opens a sealed tablet. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/vault_recovery.hpp"

namespace daohu::screens {

void draw(const model::VaultRecoveryState& state, kit::Kit& kit, model::VaultRecoveryActions& actions);

}  // namespace daohu::screens
