// SPDX-License-Identifier: Apache-2.0
#pragma once

// A passphrase is set. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/secret.hpp"

namespace daohu::screens {

void draw(const model::SecretState& state, kit::Kit& kit, model::SecretActions& actions);

}  // namespace daohu::screens
