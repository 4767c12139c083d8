// SPDX-License-Identifier: Apache-2.0
#pragma once

// What pages have in common: the bar with the way back and the badge, the column to read in, notices, chips. UI thread.

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/kit/widgets/segments.hpp"
#include "ui/model/plan.hpp"
#include "ui/model/status.hpp"
#include "ui/screens/status_words.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace daohu::screens {

// The top bar of a page, with the badge in it; says `leave` and OpenSync.
template <class Leave, class Actions>
void page_top(kit::Kit& kit, kit::Rect& screen, kit::TopBar bar, const model::SyncBadge& badge, Leave leave,
              Actions& actions) {
    set_badge(kit, bar, badge);
    switch (kit::top_bar(kit, screen, bar)) {
        case kit::TopBarTap::back: actions.add(std::move(leave)); break;
        case kit::TopBarTap::badge: actions.add(model::OpenSync{}); break;
        case kit::TopBarTap::nothing: break;
    }
}
// That of a page that was opened from another one; says GoBack and OpenSync.
template <class Actions>
void page_top(kit::Kit& kit, kit::Rect& screen, Text title, Text subtitle, const model::SyncBadge& badge,
              Actions& actions) {
    kit::TopBar bar;
    bar.title = title;
    bar.subtitle = subtitle;
    bar.back = kit.tr("page.back");
    page_top(kit, screen, bar, badge, model::GoBack{}, actions);
}

// The part of `area` that text is set in: margins, and no wider than is good to read.
[[nodiscard]] kit::Rect text_column(kit::Kit& kit, kit::Rect area);

// The field to search a list with, and a button that clears it; says ChangeSearch. Takes its strip off `column`.
// `id` is of the field: "households.search".
std::optional<model::ChangeSearch> search_field(kit::Kit& kit, kit::Rect& column, const kit::ItemId& id,
                                                std::string_view search);

// The head of a list that is worked through: what went wrong, the search, and the way to write down a discovery, below
// the list or, where every line counts, beside the search. Leaves the list's own column in `screen`.
struct ListHead {
    kit::ItemId search;
    std::string_view searched;
    kit::ItemId discover;
    kit::ButtonKind discover_kind = kit::ButtonKind::primary;
    const std::optional<model::Notice>& notice;
};
struct ListHeadTaps {
    std::optional<model::ChangeSearch> search;
    bool is_discovery = false;
};
[[nodiscard]] ListHeadTaps list_head(kit::Kit& kit, kit::Rect& screen, const ListHead& head);

// What a column shows, for its place to be kept while it shows the same.
[[nodiscard]] inline std::uint64_t content_of(const model::RowId& id) { return std::hash<model::RowId>{}(id); }

// A sentence of the state as a banner, with the space after it.
void draw_notice(kit::Kit& kit, kit::ScrollArea& column, const model::Notice& notice);
// Filters of a list: "plan.filter.dibao". The one that was switched.
std::optional<model::SwitchFilter> draw_filters(kit::Kit& kit, kit::ScrollArea& column, std::string_view prefix,
                                                std::span<const model::PlanFilter> filters);
void set_chip(kit::ListRow& row, const std::optional<model::Chip>& chip);
// Chips beside each other in as many rows as they need.
void draw_chips(kit::Kit& kit, kit::ScrollArea& column, std::span<const model::Chip> chips);

[[nodiscard]] Translated words_for(kit::Kit& kit, model::Certainty certainty);
[[nodiscard]] kit::Tone tone_of(model::Certainty certainty);
[[nodiscard]] Translated words_for(kit::Kit& kit, model::DueGroup group);
[[nodiscard]] kit::Tone tone_of(model::DueGroup group);
// "3 days overdue", "due today", "in 5 days", that it may be begun, or the clock of the task.
[[nodiscard]] Text due_words(kit::Kit& kit, const model::PlanTask& task);
// "11-20 to 11-30", "from 11-20", or one date; empty without any.
[[nodiscard]] Text window_words(kit::Kit& kit, const model::PlanTask& task);

}  // namespace daohu::screens
