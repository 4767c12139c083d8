// SPDX-License-Identifier: Apache-2.0
#pragma once

// From the registers to what the rules read, and through the rules: one household, or one person who belongs to none.
// On the reading connection's thread.

#include "core/casework/facts/household_records.hpp"
#include "core/casework/read/context.hpp"
#include "core/policy/assess.hpp"

namespace daohu::casework {

struct FactsQuestion {
    EntityId subject;  // household or person
    Date on;
    std::optional<EntityId> discovery;  // the case it is about; nothing: the newest open one that is no secret
    // What somebody proposes; never taken from the size of the household.
    std::vector<EntityId> persons;
    std::string basis;  // "urban" or "rural", where the document leaves the standard open
};

// not_found where nothing is known about the subject or the case.
[[nodiscard]] Result<policy::Facts> household_facts(const ReadContext& context, const FactsQuestion& question);
// From records that are loaded already.
[[nodiscard]] Result<policy::Facts> household_facts(const ReadContext& context, const HouseholdRecords& records,
                                                    const FactsQuestion& question);

struct HouseholdAssessment {
    const policy::Pack* pack = nullptr;  // the version under which the case was opened
    policy::Assessment assessment;
};

// The codes of household_facts; policy_pack_missing.
[[nodiscard]] Result<HouseholdAssessment> assess_household(const ReadContext& context, const FactsQuestion& question);

// Every pause that the county sent, in order of arrival.
[[nodiscard]] Result<std::vector<policy::Pause>> known_pauses(const ReadContext& context);

}  // namespace daohu::casework
