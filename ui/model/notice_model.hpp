// SPDX-License-Identifier: Apache-2.0
#pragma once

// Notices in words: which lists could be posted, what hangs on the board, and each of them exactly as it will hang. UI
// thread.

#include "core/casework/act_views.hpp"
#include "core/casework/read/activity.hpp"
#include "ui/model/line_list.hpp"
#include "ui/model/notice_preview.hpp"
#include "ui/model/vocabulary.hpp"

#include <span>

namespace daohu::model {

// A line of a list that could be posted is called "programme.<code>", one of a notice by the notice's id.
inline constexpr std::string_view kProgrammeLine = "programme.";

void fill_notices(LineListState& state, std::span<const casework::ProgrammeLine> programmes,
                  std::span<const registry::Entity> notices, casework::Role reader, Date today,
                  const Vocabulary& words);

// A list before it is posted.
void fill_preview(NoticePreviewState& state, const casework::NoticePreview& preview, std::string_view programme,
                  Date today, const Vocabulary& words);

// One that was posted, with its rows.
void fill_posted(NoticePreviewState& state, const registry::Entity& notice, std::span<const registry::Entity> rows,
                 const Vocabulary& words);

}  // namespace daohu::model
