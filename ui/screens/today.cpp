// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/today.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/record_body.hpp"
#include "ui/screens/unread.hpp"

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::TodayActions;
using model::TodayState;

namespace {

void draw_top(const TodayState& state, Kit& kit, Rect& screen, TodayActions& actions) {
    kit::TopBar bar;
    bar.title = state.tab == model::Tab::drafts ? kit.tr("drafts.title") : kit.tr("today.title");
    bar.subtitle = kit.words().facts(
        {kit.words().short_date(state.now.date), FixedText{state.village}, FixedText{state.coordinator}});
    set_badge(kit, bar, state.badge);
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::badge) {
        actions.add(model::OpenSync{});
    }
}

void draw_list(const TodayState& state, Kit& kit, Rect area, TodayActions& actions) {
    if (state.records.empty() && !is_unread(state.notice)) {
        const Text sentence = state.is_reading ? Text{kit.tr("lines.reading")}
                              : state.search.empty()
                                  ? Text{kit.tr("today.empty")}
                                  : Text{kit.tr("today.no_match", {{"text", FixedText{state.search}}})};
        kit::empty_state(kit, "today.empty", area, sentence, {});
        return;
    }
    kit::ScrollArea list{kit, "today.list", area};
    kit::LongList rows{kit, list, "today.rows", state.records.size(), kit.theme().target.list_row};
    while (const auto i = rows.next()) {
        const model::RecordRow& record = state.records[*i];
        kit::ListRow row = row_of(kit, record, state.now.date);
        row.is_selected = kit.has_two_panes() && state.detail && state.detail->record.id == record.id;
        if (!kit::list_row(kit, row_id("today", record.id), list, row)) {
            continue;
        }
        if (kit.has_two_panes()) {
            actions.add(model::SelectRecord{record.id});
        } else {
            actions.add(model::OpenRecord{record.id});
        }
    }
}

void draw_detail(const TodayState& state, Kit& kit, Rect area, TodayActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit.paint().fill(area, kit.colour().surface);
    if (!state.detail) {
        kit::empty_state(kit, "today.detail", area, kit.tr("today.choose"), {});
        return;
    }
    Rect inside = area.inset(theme.space.screen, theme.space.screen);
    const Text open = state.detail->can_continue ? kit.tr("record.continue") : kit.tr("today.open");
    const Rect button = inside.cut_bottom(kit::button_height(kit, open, inside.w));
    inside.cut_bottom(theme.space.gap);
    {
        kit::ScrollArea column{kit, "today.detail.list", inside, row_id("today", state.detail->record.id).hash()};
        kit::paragraph(kit, column, FixedText{state.detail->record.title}, kit::ParagraphLook::title);
        kit::paragraph(kit, column, FixedText{state.detail->record.summary}, kit::ParagraphLook::note);
        column.space(theme.space.card);
        draw_record_body(*state.detail, kit, column);
    }
    if (kit::button(kit, "today.detail.open", button, open, kit::ButtonKind::secondary)) {
        actions.add(model::OpenRecord{state.detail->record.id});
    }
}

}  // namespace

void draw(const TodayState& state, Kit& kit, TodayActions& actions) {
    Rect screen = kit.screen();
    draw_top(state, kit, screen, actions);
    if (const auto tab = draw_tabs(kit, screen, state.tabs, state.tab)) {
        actions.add(model::OpenTab{*tab});
    }
    if (kit.has_two_panes()) {
        draw_detail(state, kit, screen.cut_right(kit.theme().layout.detail), actions);
    }
    ListHeadTaps taps = list_head(kit, screen,
                                  {.search = "today.search",
                                   .searched = state.search,
                                   .discover = "today.discover",
                                   .discover_kind = kit::ButtonKind::primary,
                                   .notice = state.notice});
    if (taps.is_discovery) {
        actions.add(model::StartDiscovery{});
    }
    if (taps.search) {
        actions.add(std::move(*taps.search));
    }
    draw_list(state, kit, screen, actions);
}

}  // namespace daohu::screens
