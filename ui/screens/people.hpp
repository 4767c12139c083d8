// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who works on this tablet. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/model/people.hpp"

namespace daohu::screens {

void draw(const model::PeopleState& state, kit::Kit& kit, model::PeopleActions& actions);

}  // namespace daohu::screens
