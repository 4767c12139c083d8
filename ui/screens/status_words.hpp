// SPDX-License-Identifier: Apache-2.0
#pragma once

// How states are said: the same words and tones on every screen. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/model/status.hpp"

#include <chrono>
#include <optional>
#include <span>

namespace daohu::screens {

[[nodiscard]] Translated words_for(kit::Kit& kit, model::RecordState state);
[[nodiscard]] kit::Tone tone_of(model::RecordState state);
[[nodiscard]] kit::Tone tone_of(model::NoticeKind kind);

// Fills in the badge of a top bar.
void set_badge(kit::Kit& kit, kit::TopBar& bar, const model::SyncBadge& badge);

// A record as a row of a list; times are shown as seen from `today`.
[[nodiscard]] kit::ListRow row_of(kit::Kit& kit, const model::RecordRow& record, std::chrono::year_month_day today);
// "today.record.4f1c..."
[[nodiscard]] kit::ItemId row_id(std::string_view screen, const model::RowId& id);

// The tabs at the bottom; the one that was tapped.
std::optional<model::Tab> draw_tabs(kit::Kit& kit, kit::Rect& screen, std::span<const model::Tab> tabs,
                                    model::Tab current);

}  // namespace daohu::screens
