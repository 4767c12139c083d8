// SPDX-License-Identifier: Apache-2.0
#pragma once

// A referral from sending to telling the family: sent, accepted or returned, in progress, done, told. What is returned
// comes back to whoever sent it; telling the family closes it, nothing else does. Values; any thread.

#include "core/base/date.hpp"
#include "core/policy/pack.hpp"
#include "core/registry/entity.hpp"

#include <span>

namespace daohu::casework {

enum class ReferralState : std::uint8_t { sent, accepted, returned, in_progress, done, told_family };

[[nodiscard]] std::optional<ReferralState> find_referral_state(std::string_view code);
[[nodiscard]] bool may_follow(ReferralState from, ReferralState to);
// casework_transition; an unknown code too.
[[nodiscard]] Result<void> check_step(std::string_view from, std::string_view to);

// Whose turn it is.
enum class ReferralTurn : std::uint8_t {
    body,         // it is with the department
    send_again,   // returned: mend it and send it again, or tell the family
    tell_family,  // done: the family does not know yet
    settle,       // two tablets wrote different states
    nobody,       // closed
};

struct ReferralStep {
    std::string state;
    std::string at;  // the form's own spelling of a time
    std::string by;
    std::string note;
};

struct ReferralView {
    EntityId id;
    std::string body;
    std::string body_label;  // as it was called when it was sent
    std::string programme;
    std::string state;
    std::string result;
    ReferralTurn turn = ReferralTurn::body;
    std::optional<Date> due;
    bool is_overdue = false;
    std::optional<Date> told_family_on;
    std::vector<ReferralStep> steps;  // in order of time
};
// `steps` are entities of referral_step; those of other referrals are passed over.
[[nodiscard]] ReferralView referral_view(const registry::Entity& referral, std::span<const registry::Entity> steps,
                                         Date today);

// Whether a body of the pack still exists. casework_body_ended (the detail names it); a body the county's document does
// not list is nobody's to close.
[[nodiscard]] Result<void> check_body(const policy::Pack& pack, std::string_view body, Date day);

// A revisit is somebody else's, and whoever handled the matter does not rate it.
[[nodiscard]] bool may_rate(std::optional<EntityId> handler, std::optional<EntityId> visitor);

}  // namespace daohu::casework
