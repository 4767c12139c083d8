// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is being written and what has been recorded, as a list. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/record.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct TodayState {
    Moment now;
    std::string village;
    std::string coordinator;
    SyncBadge badge;
    std::vector<Tab> tabs{Tab::today, Tab::households, Tab::drafts, Tab::sync, Tab::more};
    Tab tab = Tab::drafts;  // the one it stands under
    std::optional<Notice> notice;
    std::string search;                     // what the list is filtered by; empty shows all
    std::vector<RecordRow> records;         // already filtered and in the order to show
    bool is_reading = false;                // they are on their way
    std::optional<RecordViewState> detail;  // shown beside the list where there is room for it
};

// A row was tapped where there is room beside the list: fill `detail` with it. Elsewhere the screen says OpenRecord.
struct SelectRecord {
    RowId id;
};

using TodayAction =
    std::variant<StartDiscovery, OpenRecord, SelectRecord, ContinueDraft, ChangeSearch, OpenTab, OpenSync>;
using TodayActions = ActionList<TodayAction>;

}  // namespace daohu::model
