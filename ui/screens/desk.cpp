// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/desk.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/unread.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::DeskActions;
using model::DeskPage;
using model::DeskState;

namespace {

struct PageName {
    DeskPage page;
    const char* id;
    TextKey label;
};
constexpr std::array<PageName, 5> kPages{{{DeskPage::discoveries, "desk.page.discoveries", "desk.discoveries"},
                                          {DeskPage::referrals, "desk.page.referrals", "desk.referrals"},
                                          {DeskPage::merges, "desk.page.merges", "desk.merges"},
                                          {DeskPage::lists, "desk.page.lists", "desk.lists"},
                                          {DeskPage::devices, "desk.page.devices", "desk.devices"}}};

[[nodiscard]] const model::DeskCount* count_of(const DeskState& state, DeskPage page) {
    const auto found = std::ranges::find(state.counts, page, &model::DeskCount::page);
    return found == state.counts.end() ? nullptr : &*found;
}

[[nodiscard]] Text count_words(const DeskState& state, Kit& kit, DeskPage page) {
    const model::DeskCount* const count = count_of(state, page);
    if (count == nullptr || count->open == 0) {
        return kit.tr("desk.nothing");
    }
    const Text open = kit.tr("desk.open", {{"count", count->open}});
    return count->late > 0 ? Text{kit.words().facts({open, kit.tr("desk.late", {{"count", count->late}})})} : open;
}

// The pages as a list at the left.
void draw_outline(const DeskState& state, Kit& kit, Rect area, DeskActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit.paint().fill(area, kit.colour().surface);
    kit::ScrollArea list{kit, "desk.outline", area.inset(theme.layout.edge, 0)};
    list.space(theme.space.card);
    for (const PageName& page : kPages) {
        kit::ListRow row;
        row.title = kit.tr(page.label);
        row.detail = count_words(state, kit, page.page);
        row.is_selected = page.page == state.page;
        if (kit::list_row(kit, page.id, list, row) && page.page != state.page) {
            actions.add(model::ShowDeskPage{page.page});
        }
    }
    kit::ListRow conflicts;
    conflicts.title = kit.tr("conflicts.title");
    conflicts.detail = state.conflicts > 0 ? kit.tr("desk.open", {{"count", state.conflicts}}) : kit.tr("desk.nothing");
    if (kit::list_row(kit, "desk.conflicts", list, conflicts)) {
        actions.add(model::OpenConflicts{});
    }
    kit::ListRow statistics;
    statistics.title = kit.tr("statistics.title");
    if (kit::list_row(kit, "desk.statistics", list, statistics)) {
        actions.add(model::OpenStatistics{});
    }
}

// The same as tabs, where there is no room beside the rows.
void draw_tabs_of(const DeskState& state, Kit& kit, kit::ScrollArea& column, DeskActions& actions) {
    std::vector<kit::Segment> items;
    for (const PageName& page : kPages) {
        const model::DeskCount* const count = count_of(state, page.page);
        items.push_back(
            {page.id, count == nullptr || count->open == 0
                          ? Text{kit.tr(page.label)}
                          : Text{kit.tr("desk.tab", {{"name", kit.tr(page.label)}, {"open", count->open}})}});
    }
    const Rect place = column.next(kit::segments_height(kit, items, column.width()));
    if (const auto tapped = kit::segments(kit, place, items, static_cast<std::size_t>(state.page))) {
        actions.add(model::ShowDeskPage{kPages[*tapped].page});
    }
    column.space(kit.theme().space.gap);
    const std::array more{kit::Filter{"desk.conflicts", kit.tr("desk.conflicts", {{"count", state.conflicts}})},
                          kit::Filter{"desk.statistics", kit.tr("statistics.title")}};
    if (const auto tapped = kit::filters(kit, column.next(kit::filters_height(kit, more, column.width())), more)) {
        if (*tapped == 0) {
            actions.add(model::OpenConflicts{});
        } else {
            actions.add(model::OpenStatistics{});
        }
    }
    column.space(kit.theme().space.gap);
}

void draw_rows(const DeskState& state, Kit& kit, kit::ScrollArea& list, DeskActions& actions) {
    if (state.rows.empty() && !is_unread(state.notice)) {
        kit::paragraph(kit, list, kit.tr("desk.empty"), kit::ParagraphLook::body);
    }
    kit::LongList rows{kit, list, "desk.rows", state.rows.size(), kit.theme().target.list_row};
    while (const auto i = rows.next()) {
        const model::DeskRow& item = state.rows[*i];
        kit::ListRow row;
        row.title = FixedText{item.title};
        row.detail = FixedText{item.detail};
        set_chip(row, item.chip);
        row.note = FixedText{item.note};
        if (kit::list_row(kit, {"desk", "row", item.id.to_string()}, list, row)) {
            actions.add(model::OpenDeskRow{item.id});
        }
    }
}

}  // namespace

void draw(const DeskState& state, Kit& kit, DeskActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen();
    page_top(kit, screen, kit.tr("desk.title"), kit.words().facts({FixedText{state.township}, FixedText{state.person}}),
             state.badge, actions);
    if (kit.has_two_panes()) {
        draw_outline(state, kit, screen.cut_left(theme.layout.outline), actions);
    }
    kit::ScrollArea list{kit, "desk.list", screen.inset(kit.margin(screen.w), 0),
                         static_cast<std::uint64_t>(state.page) + 1};
    list.space(theme.space.card);
    if (state.notice) {
        draw_notice(kit, list, *state.notice);
    }
    if (!kit.has_two_panes()) {
        draw_tabs_of(state, kit, list, actions);
    }
    draw_rows(state, kit, list, actions);
    list.space(theme.space.screen);
}

}  // namespace daohu::screens
