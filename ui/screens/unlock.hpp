// SPDX-License-Identifier: Apache-2.0
#pragma once

// The vault lock: the passphrase opens the data. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/unlock.hpp"

namespace daohu::screens {

void draw(const model::UnlockState& state, kit::Kit& kit, model::UnlockActions& actions);

}  // namespace daohu::screens
