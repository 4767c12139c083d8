// SPDX-License-Identifier: Apache-2.0
#pragma once

// One household: who lives there, what it gets, what was done, and where each fact comes from. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/record.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class DossierPage : std::uint8_t { overview, members, aid, visits, timeline };

struct MemberRow {
    RowId id;
    std::string name;    // never shortened
    std::string detail;  // "wife of the head · female · 64"
    std::optional<Chip> chip;
};

struct AidRow {
    RowId id;
    std::string title;   // what it is
    std::string detail;  // for whom, since when
    std::string amount;  // with its unit; may be empty
    std::optional<Chip> chip;
};

struct TimelineRow {
    RowId id;
    Moment at;
    std::string what;
    std::string who;  // and on which device
};

struct DossierState {
    Moment now;
    RowId id;
    SyncBadge badge;
    std::string name;
    std::string place;
    std::vector<Chip> chips;
    std::vector<Notice> notices;  // a draft is open; another tablet changed it today
    DossierPage page = DossierPage::overview;
    std::vector<RecordSection> facts;  // with their provenance
    std::vector<MemberRow> members;
    std::vector<AidRow> aid;
    std::vector<RecordRow> visits;      // newest first
    std::vector<TimelineRow> timeline;  // newest first
    std::vector<FormOffer> forms;       // what the button offers; empty: this role fills none
    std::string visit;                  // of those forms, the one that most visits are; empty: it is not offered
    std::optional<RowId> draft;         // a visit that was begun and not finished
    bool can_copy = false;              // a copy may be given to the family
};

struct ShowDossierPage {
    DossierPage page;
};
struct OpenMember {
    RowId id;
};
struct OpenPolicy {};
// Everything that was ever written about it.
struct OpenHistory {};
// What is held about it, for the family itself.
struct CopyForFamily {};

using DossierAction = std::variant<ShowDossierPage, OpenMember, OpenRecord, StartForm, ContinueDraft, OpenPolicy,
                                   OpenHistory, CopyForFamily, GoBack, OpenSync>;
using DossierActions = ActionList<DossierAction>;

}  // namespace daohu::model
