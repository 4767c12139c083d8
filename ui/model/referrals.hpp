// SPDX-License-Identifier: Apache-2.0
#pragma once

// Households sent to another office: where each stands, and what the coordinator has to do next. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/plan.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class ReferralStep : std::uint8_t { draft, sent, accepted, returned, done, told_family };

struct ReferralRow {
    RowId id;
    std::string household;
    std::string to;    // which office
    std::string what;  // for what
    ReferralStep step = ReferralStep::sent;
    std::optional<std::chrono::year_month_day> since;
    int days = 0;        // in this step
    std::string reason;  // why it came back; else empty
    std::string next;    // what is to be done here now; empty: nothing, others are at it
    bool is_late = false;
};

struct ReferralsState {
    Moment now;
    SyncBadge badge;
    std::vector<PlanFilter> filters;
    std::vector<ReferralRow> mine;    // waiting for this coordinator
    std::vector<ReferralRow> theirs;  // waiting for others
    std::vector<ReferralRow> closed;
    bool is_reading = false;  // they are on their way
};

using ReferralsAction = std::variant<OpenRecord, SwitchFilter, GoBack, OpenSync>;
using ReferralsActions = ActionList<ReferralsAction>;

}  // namespace daohu::model
