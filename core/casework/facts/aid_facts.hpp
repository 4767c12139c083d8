// SPDX-License-Identifier: Apache-2.0
#pragma once

// Income, spending, and the aid that is or was received. Any thread.

#include "core/casework/facts/household_records.hpp"
#include "core/policy/facts.hpp"

namespace daohu::casework {

// Whether the aid on record is the whole history of the last twelve months: only where the county has sent what it
// knows about them.
enum class AidHistory : std::uint8_t { not_synced, synced };

// What has no day of its ending before `on`. Not asked where nothing is on record: a form has no row for "none".
[[nodiscard]] policy::Known<std::vector<policy::Income>> income_facts(const HouseholdRecords& records, Date on);
// Of the last twelve months.
[[nodiscard]] policy::Known<std::vector<policy::Expense>> expense_facts(const HouseholdRecords& records, Date on);

// All that was booked, first aid of other occasions than `first_aid` included as temporary aid. Without a synced
// history an empty record is no answer.
[[nodiscard]] policy::Known<std::vector<policy::AidHeld>>
aid_facts(const HouseholdRecords& records, const std::vector<EntityId>& occasion, AidHistory history);
[[nodiscard]] policy::FirstAid first_aid_facts(const registry::Entity& first_aid);

// The programmes that the family, or a person of it, gets on that day: recurring aid that has not ended.
[[nodiscard]] policy::Known<policy::CodeSet> programmes_of(const HouseholdRecords& records, AidHistory history,
                                                           Date on);
// Those in which the person is named, with the family's; not asked where no aid names him, then the family's count.
[[nodiscard]] policy::Known<policy::CodeSet> own_programmes(const HouseholdRecords& records,
                                                            const registry::Entity& person, Date on);
[[nodiscard]] bool is_running(const registry::Entity& aid, Date on);

}  // namespace daohu::casework
