// SPDX-License-Identifier: Apache-2.0
#pragma once

// What cannot all be true among the rows of a household and the counts of a township: proposals, rolls, notices,
// complaints, the reserve. For check_facts(). Any thread.

#include "core/policy/facts.hpp"
#include "core/policy/fault.hpp"

#include <string_view>

namespace daohu::policy {

// Names every contradiction and marks what it touches as disputed.
void check_records(Facts& facts, Date on, Faults& faults);

// Names a case that was opened under another pack than the one it is asked under.
void check_pack_of_case(const Facts& facts, std::string_view pack, Faults& faults);

}  // namespace daohu::policy
