// SPDX-License-Identifier: Apache-2.0
#pragma once

// Lines to read and to open, in groups: kinds of records, days by which something is to be done, families still to be
// met, published figures. Whatever is a list and has no screen of its own. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/record.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct ListedLine {
    std::string id;  // stable, and unlike that of any other line
    std::string title;
    std::string detail;
    std::optional<Chip> chip;
    std::string note;  // small, under the chip: a date
};

struct ListedGroup {
    std::string title;  // may be empty
    std::vector<ListedLine> lines;
};

struct LineListState {
    Moment now;
    SyncBadge badge;
    std::string title;
    std::string subtitle;
    std::string empty;  // the sentence where there is nothing
    std::optional<Notice> notice;
    std::vector<ListedGroup> groups;      // without empty ones
    std::string remark;                   // below the last line; may be empty
    std::optional<std::string> search{};  // what was searched for; nothing: the list has no search
    std::vector<FormOffer> forms;         // what is begun here for all of it, the usual one last
};

struct OpenLine {
    std::string id;
};

using LineListAction = std::variant<OpenLine, ChangeSearch, StartForm, GoBack, OpenSync>;
using LineListActions = ActionList<LineListAction>;

}  // namespace daohu::model
