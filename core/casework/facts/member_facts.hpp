// SPDX-License-Identifier: Apache-2.0
#pragma once

// A person with what is recorded on the sheets beside him, as the rules read it. Any thread.

#include "core/casework/facts/household_records.hpp"
#include "core/policy/facts.hpp"

namespace daohu::casework {

// `on` is the day that is asked about: services of employment are counted in its calendar year.
[[nodiscard]] policy::Member member_facts(const HouseholdRecords& records, const registry::Entity& person, Date on);

}  // namespace daohu::casework
