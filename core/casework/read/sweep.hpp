// SPDX-License-Identifier: Apache-2.0
#pragma once

// How far a village has been swept for families in hardship: no household of the village left out, nobody of a household
// left out. Counted from visits that were recorded; nobody is met because a form says nothing. On the reading
// connection's thread; made when asked for.

#include "core/casework/read/context.hpp"
#include "core/casework/read/portions.hpp"
#include "core/policy/outcome.hpp"

namespace daohu::casework {

enum class SweepState : std::uint8_t {
    met,          // somebody was met at home
    nobody_home,  // visited, and nobody was there
    not_visited,
};

struct SweepHousehold {
    EntityId household;
    std::string village_group;
    SweepState state = SweepState::not_visited;
    std::size_t attempts = 0;         // visits that met nobody
    std::vector<EntityId> not_met{};  // who live there and whom no visit names
};

struct SweepGroup {
    std::string village_group;
    std::size_t households = 0;
    std::size_t households_met = 0;
    std::size_t residents = 0;
    std::size_t residents_met = 0;
};

struct SweepQuestion {
    std::string division;  // digits of its code; empty: everywhere this tablet works
    Date from;             // visits of these days count, both included
    Date to;
    std::string purpose{};  // a code of visit_purpose that a visit must have; empty: any visit
};

struct SweepCoverage {
    SweepGroup all;
    std::vector<SweepGroup> groups;
    // Households where somebody is still to be met: those never visited first, then those where nobody was home, then
    // those where somebody was missing; by village group.
    std::vector<SweepHousehold> open;
    // What the county's document says about when: not_stated where it asks for sweeps "regularly" or not at all.
    std::vector<policy::Outcome> rule;
};
// `coverage`, which outlives the portions, is whole after the last. policy_pack_missing, from the last.
void add_sweep_coverage(const ReadContext& context, const SweepQuestion& question, Portions& portions,
                        SweepCoverage& coverage);

}  // namespace daohu::casework
