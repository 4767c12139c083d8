// SPDX-License-Identifier: Apache-2.0
#pragma once

// The households of the village, found by initials, hanzi, pinyin or the last digits of a number. A new one can be made
// only after a search, with the near matches in sight. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct HouseholdRow {
    RowId id;
    std::string name;     // of its head; never shortened
    std::string place;    // group and house number
    std::string detail;   // who lives there, which aid it gets
    std::string matched;  // why it was found where the name does not say it: "daughter: Sample C", "id ends in 0015"
    std::optional<Chip> chip;
};

struct HouseholdsState {
    Moment now;
    SyncBadge badge;
    std::vector<Tab> tabs{Tab::today, Tab::households, Tab::drafts, Tab::sync, Tab::more};
    std::string search;
    std::vector<HouseholdRow> rows;  // all of them, or what the search found, in the order to show
    std::vector<HouseholdRow> near;  // much like what was searched, where nothing was found exactly
    int total = 0;                   // households on the tablet
    bool is_cut = false;             // there are more than `rows`, to be searched for
    bool is_reading = false;         // the rows are not yet those of `search`
    bool may_create = false;         // this role may, and the search has been made
    std::optional<Notice> notice;
};

// Begin a new household with what was searched as its name; confirmed against the near matches in a dialog.
struct CreateHousehold {
    std::string name;
};

using HouseholdsAction = std::variant<ChangeSearch, OpenHousehold, CreateHousehold, OpenTab, OpenSync>;
using HouseholdsActions = ActionList<HouseholdsAction>;

}  // namespace daohu::model
