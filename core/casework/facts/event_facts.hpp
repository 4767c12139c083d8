// SPDX-License-Identifier: Apache-2.0
#pragma once

// What happened to a family: reviews, discoveries, changes, a phase-out, an application under way. Any thread.

#include "core/casework/facts/household_records.hpp"
#include "core/policy/facts.hpp"

namespace daohu::casework {

// One for every programme (and person) that was ever reviewed or is running, as its latest review left it. A review
// that met nobody is none. `pauses` are the county's.
[[nodiscard]] std::vector<policy::Review> review_facts(const HouseholdRecords& records,
                                                       const std::vector<policy::Pause>& pauses, Date on);
[[nodiscard]] policy::Pause pause_facts(const registry::Entity& review_pause);

[[nodiscard]] policy::Discovery discovery_facts(const registry::Entity& the_case);
// The newest case of the household that is neither closed nor rejected, nor secret; null where there is none.
[[nodiscard]] const registry::Entity* newest_discovery(const HouseholdRecords& records);

// Newest first, one for each kind.
[[nodiscard]] std::vector<policy::Change> change_facts(const HouseholdRecords& records);
[[nodiscard]] policy::PhaseOut phase_out_facts(const HouseholdRecords& records);
[[nodiscard]] policy::Procedure procedure_facts(const HouseholdRecords& records);
[[nodiscard]] policy::Conflict conflict_facts(const HouseholdRecords& records);

}  // namespace daohu::casework
