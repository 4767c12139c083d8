// SPDX-License-Identifier: Apache-2.0
#pragma once

// A public notice exactly as it will hang on the board, before it is approved or posted. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"
#include "ui/text/words.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class NoticeStage : std::uint8_t { draft, ready, posted, taken_down };

struct NoticeLine {
    std::vector<std::string> cells;  // as many as there are columns
};

struct NoticePreviewState {
    Moment now;
    RowId id;
    SyncBadge badge;
    NoticeStage stage = NoticeStage::draft;
    std::string title;
    std::string body;  // the sentence above the table
    std::vector<std::string> columns;
    std::vector<NoticeLine> lines;
    std::string footer;  // objections: until when, to whom, telephone
    std::optional<std::chrono::year_month_day> from, until;
    int left_out = 0;                           // people who must not stand on it: minors, safety mode
    std::vector<std::string> left_out_because;  // reasons, without names
    std::vector<std::string> blocked;           // what forbids posting it; empty: it may be
    bool can_save = true;                       // as a file, for the printer of the township
};

// From when until when it hangs, as its paper says; empty where that is not known.
[[nodiscard]] Text period_of(const NoticePreviewState& state, Words& words);

struct SaveNotice {};
struct ObjectToNotice {};
struct PostNotice {};
struct TakeNoticeDown {};

using NoticePreviewAction = std::variant<SaveNotice, ObjectToNotice, PostNotice, TakeNoticeDown, GoBack, OpenSync>;
using NoticePreviewActions = ActionList<NoticePreviewAction>;

}  // namespace daohu::model
