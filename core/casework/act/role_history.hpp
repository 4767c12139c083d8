// SPDX-License-Identifier: Apache-2.0
#pragma once

// A role that grew or shrank while a tablet was offline: what becomes of the acts done under the old one. Values; any
// thread.
//
// Nothing is refused and nothing is lost. What the role included when it was done stands; what it had included until
// shortly before stands and is noted, because the tablet could not know; everything else is set aside with a reason, and
// the township decides (Act::set_aside). The fold shows it meanwhile: it is signed, and it may be about somebody in need.

#include "core/base/clock.hpp"
#include "core/casework/act/roles.hpp"
#include "core/registry/history.hpp"

#include <span>
#include <vector>

namespace daohu::casework {

// How long a tablet may not have heard of it.
inline constexpr std::chrono::days kRoleGrace{30};

struct RolePeriod {
    WallTime from;            // until the next period
    std::vector<Role> roles;  // empty: none any more
};

// From the history of a worker's entity, in order of time: each write of `roles` begins a period, a day in `until` ends
// the last.
[[nodiscard]] std::vector<RolePeriod> role_periods(std::span<const registry::HistoryItem> worker);

enum class Standing : std::uint8_t { stands, stands_noted, set_aside };

enum class RoleReason : std::uint8_t {
    none,
    ended,    // a role that included it ended shortly before
    over,     // it ended longer ago
    not_yet,  // only a later role includes it
    never,    // no role of this worker ever did
};

struct RoleVerdict {
    Standing standing = Standing::stands;
    RoleReason reason = RoleReason::none;

    friend bool operator==(const RoleVerdict&, const RoleVerdict&) = default;
};

// `written_at` is the entry's own time, or when the county received it where that is earlier.
[[nodiscard]] RoleVerdict judge_act(std::string_view form_id, WallTime written_at, std::span<const RolePeriod> periods);

}  // namespace daohu::casework
