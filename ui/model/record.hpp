// SPDX-License-Identifier: Apache-2.0
#pragma once

// One record as it stands, to read. The generic view: whatever has no screen of its own is shown here. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct RecordValue {
    std::string label;
    std::string value;       // in words; empty when there is none
    std::string provenance;  // who said so and when; may be empty
};
struct RecordSection {
    std::string title;
    std::vector<RecordValue> values;
};

// A form that can be begun here.
struct FormOffer {
    std::string form;  // its id
    std::string title;
    std::string unavailable;  // why not now; empty: it can be started
};

struct RecordViewState {
    RecordRow record;
    SyncBadge badge;
    std::string author;  // who recorded it, on which device
    std::optional<Moment> finished_at;
    std::vector<RecordSection> sections;
    bool can_continue = false;    // a draft of this tablet
    bool has_dossier = false;     // of the family or person it is about
    std::vector<FormOffer> next;  // what it is gone on with, the usual one last
};

struct ContinueDraft {
    RowId id;
};
struct CloseRecord {};
struct StartForm {
    std::string form;
};
// Of the family or person the record is about.
struct OpenDossier {};

using RecordViewAction = std::variant<ContinueDraft, CloseRecord, StartForm, OpenDossier, OpenSync>;
using RecordViewActions = ActionList<RecordViewAction>;

}  // namespace daohu::model
