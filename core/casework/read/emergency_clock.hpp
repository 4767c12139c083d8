// SPDX-License-Identifier: Apache-2.0
#pragma once

// The hours that a county's document gives for first aid, measured by both clocks of the tablet that wrote the discovery
// down, under the pack of the day of discovery. Every page counts them here, so that no two say different things. On the
// reading connection's thread.

#include "core/casework/act/duty_clock.hpp"
#include "core/casework/read/context.hpp"

namespace daohu::casework {

struct EmergencyClock {
    WallTime discovered_at;
    std::optional<WallTime> helped_at;
    Elapsed elapsed;                // by the wall clock, and what passed at least
    std::optional<DutyClock> duty;  // nothing where the document states no hours
    policy::Outcome rule;           // with its clause
};

// not_found for a case without a moment of discovery; policy_pack_missing.
[[nodiscard]] Result<EmergencyClock> emergency_clock(const ReadContext& context, const registry::Entity& the_case,
                                                     const ClockReading& now);

// How far back a list looks into the journal. What was found before that is measured by the wall clock alone; the page of
// its first aid measures it by both.
inline constexpr std::chrono::days kListedClockDays{7};

// Of a case without first aid, for lists. Without the clocks of this tablet only the wall clock counts. Nothing where no
// document in force on the day of discovery counts hours.
struct ListedCase {
    EntityId id;
    WallTime discovered_at;
};
[[nodiscard]] Result<std::optional<EmergencyClock>> listed_clock(const ReadContext& context, const ListedCase& the_case,
                                                                 WallTime now,
                                                                 const std::optional<ClockReading>& clocks);

}  // namespace daohu::casework
