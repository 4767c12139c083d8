// SPDX-License-Identifier: Apache-2.0
#pragma once

// Two people changed the same thing: mine, theirs and what was there before, field by field. UI thread.
//
// Nothing is lost whatever is chosen: both writes stay in the record's history.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct ConflictVersion {
    std::string value;  // in words; empty: it was taken out
    std::string who;    // and when, on which device
    bool is_mine = false;
};

struct ConflictField {
    std::string name;  // stable, of the property: "phone"
    std::string label;
    std::string before;                     // what both changed; empty: there was nothing
    std::vector<ConflictVersion> versions;  // two or more
    std::optional<std::size_t> chosen;      // of `versions`
    std::string decided_by;                 // whose decision it is where it is not this person's; else empty
};

struct ConflictRow {
    RowId id;
    std::string title;
    std::string detail;
    int open_fields = 0;
};

struct ConflictsState {
    Moment now;
    SyncBadge badge;
    std::vector<ConflictRow> records;
    std::optional<RowId> selected;      // of `records`
    std::vector<ConflictField> fields;  // of the selected one
    bool can_settle = false;            // every field of this person's to decide has a choice
    std::string failure;
};

struct SelectConflict {
    RowId id;
};
struct ChooseVersion {
    std::string field;
    std::size_t version;
};
struct SettleConflict {};
struct CloseConflict {};

using ConflictsAction =
    std::variant<SelectConflict, ChooseVersion, SettleConflict, CloseConflict, OpenRecord, GoBack, OpenSync>;
using ConflictsActions = ActionList<ConflictsAction>;

}  // namespace daohu::model
