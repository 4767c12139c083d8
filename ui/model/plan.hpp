// SPDX-License-Identifier: Apache-2.0
#pragma once

// Today as the plan of the day: what is overdue, due today and due this week, gathered by household. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

// The groups of the plan, in the order in which they are shown. `urgent`: a danger to life, a legal clock
// that runs, or help that somebody needs within a day.
enum class DueGroup : std::uint8_t { urgent, overdue, today, this_week, later };

struct PlanTask {
    std::string what;  // "old-age allowance, yearly review"
    DueGroup group = DueGroup::today;
    int days = 0;                                     // overdue by, or left until it is due
    std::optional<std::chrono::year_month_day> from;  // the window in which it may be done
    std::optional<std::chrono::year_month_day> until;
    std::string clock;  // of a legal clock, "5 h 20 min left"; of other urgent help how urgent it is; else empty
};

struct PlanHousehold {
    RowId id;
    std::string name;             // never shortened
    std::string place;            // group and house number
    std::string note;             // lives alone, has a draft; may be empty
    std::vector<PlanTask> tasks;  // the most pressing first; at least one
};

struct PlanGroup {
    DueGroup group = DueGroup::today;
    std::vector<PlanHousehold> households;
};

// A shift that somebody stands today.
struct PlanDuty {
    RowId id;
    std::string title;   // from when until when
    std::string detail;  // where, and who
};

struct PlanFilter {
    std::string id;  // stable: "dibao"
    std::string label;
    bool is_on = false;
};

// What stands beside the list where there is room.
struct PlanDetail {
    RowId id;
    std::string name;
    std::vector<std::string> facts;  // "female · 67 · group 3, no. 5", "last visit 2025-11-18"
    std::vector<PlanTask> tasks;
    std::vector<std::string> warnings;  // a dog, a second visitor needed; each a sentence
    bool can_visit = true;              // a household is known to go to
};

struct PlanState {
    Moment now;
    std::string village;
    std::string coordinator;
    SyncBadge badge;
    std::vector<Tab> tabs{Tab::today, Tab::households, Tab::drafts, Tab::sync, Tab::more};
    std::optional<Moment> data_as_of;  // the last sync; absent: never
    std::optional<Notice> notice;
    std::string search;
    std::vector<PlanDuty> duties;  // few
    std::vector<PlanFilter> filters;
    std::vector<PlanGroup> groups;  // without empty ones
    int hidden_by_filters = 0;      // households
    std::optional<PlanDetail> detail;
};

// Shown beside the list: fill `detail`.
struct SelectHousehold {
    RowId id;
};
struct StartVisit {
    RowId household;
};
struct SwitchFilter {
    std::string id;
    bool is_on;
};

using PlanAction = std::variant<OpenHousehold, OpenRecord, SelectHousehold, StartVisit, StartDiscovery, SwitchFilter,
                                ChangeSearch, OpenTab, OpenSync>;
using PlanActions = ActionList<PlanAction>;

}  // namespace daohu::model
