// SPDX-License-Identifier: Apache-2.0
#pragma once

// Records of one kind, or of one person, as a list to read. Whatever has no screen of its own is listed here. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct RecordListState {
    Moment now;
    SyncBadge badge;
    std::string title;
    std::string subtitle;
    std::string empty;               // the sentence where there is nothing
    std::vector<RecordRow> records;  // in the order to show
    bool can_export = false;         // they may leave the tablet as a spreadsheet
};

struct ExportRecords {};

using RecordListAction = std::variant<OpenRecord, ExportRecords, GoBack, OpenSync>;
using RecordListActions = ActionList<RecordListAction>;

}  // namespace daohu::model
