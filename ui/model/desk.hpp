// SPDX-License-Identifier: Apache-2.0
#pragma once

// The desk of the township: discoveries with their clocks, referrals, conflicts, people who may be the same, devices.
// UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class DeskPage : std::uint8_t { discoveries, referrals, merges, lists, devices };

struct DeskRow {
    RowId id;
    std::string title;
    std::string detail;  // village, what, who reported it
    std::optional<Chip> chip;
    std::string note;  // a date, the time left
    bool is_late = false;
};

struct DeskCount {
    DeskPage page = DeskPage::discoveries;
    int open = 0;
    int late = 0;
};

struct DeskState {
    Moment now;
    std::string township;
    std::string person;
    SyncBadge badge;
    DeskPage page = DeskPage::discoveries;
    std::vector<DeskCount> counts;  // of every page
    std::vector<DeskRow> rows;      // of this page, the most pressing first
    int conflicts = 0;
    std::optional<Notice> notice;
};

struct ShowDeskPage {
    DeskPage page;
};
struct OpenDeskRow {
    RowId id;
};
struct OpenConflicts {};
struct OpenStatistics {};

using DeskAction = std::variant<ShowDeskPage, OpenDeskRow, OpenConflicts, OpenStatistics, GoBack, OpenSync>;
using DeskActions = ActionList<DeskAction>;

}  // namespace daohu::model
