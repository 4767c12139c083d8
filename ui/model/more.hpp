// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything that is not on the tab bar, as a list. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct MoreItem {
    std::string id;  // stable: "due_reviews"
    std::string title;
    std::string detail;  // what one finds there
    std::optional<Chip> chip;
};

struct MoreState {
    Moment now;
    std::string village;
    std::string coordinator;
    SyncBadge badge;
    std::vector<Tab> tabs{Tab::today, Tab::households, Tab::drafts, Tab::sync, Tab::more};
    std::vector<MoreItem> items;
};

struct OpenMoreItem {
    std::string id;
};

using MoreAction = std::variant<OpenMoreItem, OpenTab, OpenSync>;
using MoreActions = ActionList<MoreAction>;

}  // namespace daohu::model
