// SPDX-License-Identifier: Apache-2.0
#pragma once

// What falls due by the county's calendar: reviews (with pauses), the end of a phase-out, the end of a start-up's
// grace. One walk of an index to find the candidates; the rules of the pack judge those and nobody else. On the reading
// connection's thread.

#include "core/casework/read/context.hpp"
#include "core/policy/assess.hpp"

namespace daohu::casework {

enum class DueState : std::uint8_t {
    due,       // on that day, or still to come
    overdue,   // the day has passed
    boundary,  // the document leaves the day open: the earliest reading is a reminder
    paused,    // the county has paused reviews today: never overdue
    unknown,   // a fact is missing or disputed
};

struct DueLine {
    EntityId household;
    std::optional<EntityId> person;  // where it is one person's programme
    std::string programme;           // code
    DueState state = DueState::due;
    std::optional<Date> day;
    std::int64_t days_left = 0;  // below zero: late by so many
    policy::Outcome outcome;     // with its clause, readings and what was assumed
};

struct DueQuestion {
    Date today;
    std::int64_t days_ahead = 30;
};

// Earliest first, what has no day last. policy_pack_missing.
[[nodiscard]] Result<std::vector<DueLine>> due_lines(const ReadContext& context, const DueQuestion& question);

}  // namespace daohu::casework
