// SPDX-License-Identifier: Apache-2.0
#pragma once

// What every screen says about records and the link: plain values, filled by the composition. UI thread.

#include "core/base/id.hpp"
#include "ui/text/moment.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace daohu::model {

// Names a row on a screen and stays the same as long as the record or draft exists.
using RowId = Id<struct RowTag>;

// Where one record is on its way to the county. `uploaded` only after the server's receipt is stored.
enum class RecordState : std::uint8_t { draft, waiting, uploading, uploaded, returned, conflict };

enum class LinkState : std::uint8_t { offline, online, syncing };

// The badge in the top bar: how the link is and how much has not been acknowledged yet.
struct SyncBadge {
    LinkState link = LinkState::offline;
    int waiting = 0;  // finished records without a receipt
};

// The pages of the tab bar, in the order in which they are shown.
enum class Tab : std::uint8_t { today, households, drafts, sync, more };

// A tab was tapped.
struct OpenTab {
    Tab tab;
};
// The badge was tapped.
struct OpenSync {};
// A row was tapped: continue the draft, or show the record.
struct OpenRecord {
    RowId id;
};

// Begin a discovery report; the draft is created by the composition.
struct StartDiscovery {};
// The search text was changed to this; empty clears it.
struct ChangeSearch {
    std::string text;
};
// A household was tapped: show its dossier.
struct OpenHousehold {
    RowId id;
};
// Back to where this was opened from.
struct GoBack {};

// A sentence across the top of a screen. `text` is already in the person's language.
enum class NoticeKind : std::uint8_t { info, warning, danger, success };
struct Notice {
    NoticeKind kind = NoticeKind::info;
    std::string text;
};

// A few words that say a state, in a colour that says the same.
struct Chip {
    std::string text;
    NoticeKind kind = NoticeKind::info;
};

// How sure a figure or a date is that a rule gave: the words of the rules, never a bare guess.
enum class Certainty : std::uint8_t { exact, assumed, boundary, not_stated, missing_input, conflicting };

// One line of a list of records.
struct RecordRow {
    RowId id;
    std::string title;    // whom or what it is about, never shortened: a name, a group
    std::string summary;  // what it is: the form's title, the hardship; may be shortened
    RecordState state = RecordState::draft;
    std::optional<int> percent;  // of the upload, while `uploading`
    std::optional<std::chrono::year_month_day> date;
    std::optional<Moment> acknowledged_at;  // when the receipt was stored, once `uploaded`
    std::string reason;                     // why it was returned or what is in conflict, for people; else empty
};

}  // namespace daohu::model
