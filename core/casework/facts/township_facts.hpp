// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known of a village or township as a whole: its counts, its reserve, its jobseekers, its month of public
// labour. From what is on this tablet; walks whole registers, so it is made when somebody asks for it and not every
// frame. On the reading connection's thread.

#include "core/casework/read/context.hpp"
#include "core/casework/read/portions.hpp"
#include "core/policy/assess.hpp"
#include "core/policy/facts.hpp"

namespace daohu::casework {

struct TownshipQuestion {
    std::string township;  // division code; figures of its villages begin with it
    Date from;
    Date to;                             // both included
    policy::ReserveLedger reserve = {};  // as far as it is known: reserve_facts() of ActViews::reserve()
};

// Counts that the county published (dataset `statistic`, whose indicators are called like the facts), urgent
// discoveries and county tasks of the period, complaints where they can be read here, and registered jobseekers as
// members. Secret cases count nowhere.
// `facts`, which outlive the portions, are whole after the last.
void add_township_facts(const ReadContext& context, const TownshipQuestion& question, Portions& portions,
                        policy::Facts& facts);

// Everybody who gets dibao or tekun support, with the attendance of the month of `day`.
[[nodiscard]] Result<policy::Facts> labour_facts(const ReadContext& context, Date day);

}  // namespace daohu::casework
