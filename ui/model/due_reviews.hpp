// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which households have to be reviewed when, by which clause, and how sure that is. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/plan.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct ReviewRow {
    RowId household;
    std::string name;
    std::string category;                               // dibao, tekun, low income
    std::optional<std::chrono::year_month_day> due_on;  // absent where no clause sets one
    int days = 0;                                       // overdue by, or left
    bool may_begin = false;                             // the earliest day has come, and no clause sets the last one
    Certainty certainty = Certainty::exact;
    std::string clause;       // "notice 2021 no. 9, 3(2)"; empty: no clause
    std::string explanation;  // what is missing, which readings differ; may be empty
};

enum class ReviewGroupKind : std::uint8_t { overdue, this_month, next_month, later, paused, not_stated };
struct ReviewGroup {
    ReviewGroupKind kind = ReviewGroupKind::overdue;
    std::vector<ReviewRow> rows;
};

struct DueReviewsState {
    Moment now;
    SyncBadge badge;
    std::string pack;  // whose rules these are
    std::vector<PlanFilter> filters;
    std::vector<ReviewGroup> groups;  // without empty ones
    bool is_reading = false;          // they are on their way
    std::optional<Notice> notice;
};

using DueReviewsAction = std::variant<OpenHousehold, SwitchFilter, GoBack, OpenSync>;
using DueReviewsActions = ActionList<DueReviewsAction>;

}  // namespace daohu::model
