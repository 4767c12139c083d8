// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws the referrals and what is to be done next. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/referrals.hpp"

namespace daohu::screens {

void draw(const model::ReferralsState& state, kit::Kit& kit, model::ReferralsActions& actions);

}  // namespace daohu::screens
