// SPDX-License-Identifier: Apache-2.0
#pragma once

// The clock of help that is given first, and what is owed afterwards, in words. UI thread.

#include "core/casework/act_views.hpp"
#include "ui/model/first_aid.hpp"
#include "ui/model/vocabulary.hpp"

namespace daohu::model {

[[nodiscard]] AidClock clock_of(const casework::EmergencyClock& clock, const Vocabulary& words);

// A task of the case (dataset follow_up), called by its id.
[[nodiscard]] AidDuty duty_of(const registry::Entity& follow_up, const Vocabulary& words);

}  // namespace daohu::model
