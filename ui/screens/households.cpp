// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/households.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/search_pad.hpp"
#include "ui/screens/page.hpp"

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::HouseholdRow;
using model::HouseholdsActions;
using model::HouseholdsState;

namespace {

constexpr const char* kPadOpen = "households.pad_open";
constexpr const char* kAsking = "households.asking";

void draw_top(const HouseholdsState& state, Kit& kit, Rect& screen, HouseholdsActions& actions) {
    kit::TopBar bar;
    bar.title = kit.tr("tab.households");
    bar.subtitle = state.search.empty() || state.is_reading
                       ? kit.tr("households.total", {{"count", state.total}})
                       : kit.tr("households.found",
                                {{"count", static_cast<std::int64_t>(state.rows.size())}, {"total", state.total}});
    set_badge(kit, bar, state.badge);
    if (kit::top_bar(kit, screen, bar) == kit::TopBarTap::badge) {
        actions.add(model::OpenSync{});
    }
}

bool draw_row(const HouseholdRow& household, Kit& kit, kit::ScrollArea& list) {
    kit::ListRow row;
    row.title = kit.words().facts({FixedText{household.name}, FixedText{household.place}});
    row.detail = kit.words().facts({FixedText{household.matched}, FixedText{household.detail}});
    set_chip(row, household.chip);
    return kit::list_row(kit, {"households", "row", household.id.to_string()}, list, row);
}

void draw_rows(const std::vector<HouseholdRow>& households, const kit::ItemId& id, Kit& kit, kit::ScrollArea& list,
               HouseholdsActions& actions) {
    kit::LongList rows{kit, list, id, households.size(), kit.theme().target.list_row};
    while (const auto i = rows.next()) {
        if (draw_row(households[*i], kit, list)) {
            actions.add(model::OpenHousehold{households[*i].id});
        }
    }
}

// What stands below the rows: near matches, and only then the way to make a new one.
void draw_end(const HouseholdsState& state, Kit& kit, kit::ScrollArea& list, HouseholdsActions& actions) {
    const kit::Space& space = kit.theme().space;
    if (state.is_reading) {
        if (state.rows.empty()) {
            list.space(space.card);
            kit::paragraph(kit, list, kit.tr("lines.reading"), kit::ParagraphLook::body);
        }
        return;
    }
    if (state.search.empty()) {
        if (state.rows.empty()) {
            list.space(space.section);
            kit::paragraph(kit, list, kit.tr("households.empty"), kit::ParagraphLook::body);
        } else if (state.is_cut) {
            const auto count = static_cast<std::int64_t>(state.rows.size());
            list.space(space.card);
            kit::paragraph(kit, list, kit.tr("households.rest", {{"count", count}}), kit::ParagraphLook::hint);
        }
        return;
    }
    if (state.rows.empty()) {
        list.space(space.card);
        kit::paragraph(kit, list, kit.tr("today.no_match", {{"text", FixedText{state.search}}}),
                       kit::ParagraphLook::body);
    }
    if (!state.near.empty()) {
        kit::list_heading(kit, list, kit.tr("households.near"));
        draw_rows(state.near, "households.near", kit, list, actions);
    }
    if (state.may_create) {
        list.space(space.screen);
        kit::paragraph(kit, list, kit.tr("households.create_note"), kit::ParagraphLook::note);
        list.space(space.gap);
        if (kit::column_button(kit, "households.create", list, kit.tr("households.create"),
                               kit::ButtonKind::secondary)) {
            kit.memory(kAsking).number = 1;
        }
    }
}

// Beside the list where the screen is wide, below it where it is high. Takes its part off `area`.
void draw_pad(const HouseholdsState& state, Kit& kit, Rect& area, HouseholdsActions& actions) {
    const kit::Theme& theme = kit.theme();
    const bool is_beside = area.w > area.h;
    Rect place;
    if (is_beside) {
        Rect side = area.cut_right(kit.has_two_panes() ? theme.layout.detail : area.w / 2);
        kit.paint().fill(side, kit.colour().surface);
        place = side.inset(theme.space.screen, theme.space.gap);
        place.h = std::min(place.h, kit::search_pad_size(kit, place.w).h);
    } else {
        const float height = kit::search_pad_size(kit, area.w).h + 2 * theme.space.gap;
        const Rect strip = area.cut_bottom(height);
        kit.paint().fill(strip, kit.colour().surface);
        place = strip.inset(kit.margin(strip.w), theme.space.gap);
    }
    if (auto typed = kit::search_pad(kit, place, state.search)) {
        actions.add(model::ChangeSearch{std::move(*typed)});
    }
}

void draw_search(const HouseholdsState& state, Kit& kit, Rect& column, bool has_pad_button,
                 HouseholdsActions& actions) {
    Rect strip = column;
    if (has_pad_button) {
        std::int64_t& is_open = kit.memory(kPadOpen).number;
        const Translated label = is_open != 0 ? kit.tr("households.pad.close") : kit.tr("households.pad.open");
        const float width = kit::button_width(kit, label);
        const Rect side = strip.cut_right(width);
        strip.cut_right(kit.theme().space.gap);
        if (kit::button(kit, "households.pad", {side.x, side.y, side.w, kit::button_height(kit)}, label,
                        kit::ButtonKind::quiet)) {
            is_open = is_open != 0 ? 0 : 1;
        }
    }
    const float before = strip.h;
    if (auto change = search_field(kit, strip, "households.search", state.search)) {
        actions.add(std::move(*change));
    }
    column.cut_top(std::max(before - strip.h, has_pad_button ? kit::button_height(kit) : 0));
}

void draw_create_dialog(const HouseholdsState& state, Kit& kit, HouseholdsActions& actions) {
    std::int64_t& asking = kit.memory(kAsking).number;
    if (asking == 0) {
        return;
    }
    const kit::DialogAnswer answer =
        kit::dialog(kit, {.title = kit.tr("households.ask.title", {{"name", FixedText{state.search}}}),
                          .message = kit.tr("households.ask.message"),
                          .keep = kit.tr("households.ask.keep"),
                          .act = kit.tr("households.create"),
                          .keep_id = "households.ask.keep",
                          .act_id = "households.ask.act"});
    if (answer != kit::DialogAnswer::none) {
        asking = 0;
    }
    if (answer == kit::DialogAnswer::act) {
        actions.add(model::CreateHousehold{state.search});
    }
}

}  // namespace

void draw(const HouseholdsState& state, Kit& kit, HouseholdsActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen();
    draw_top(state, kit, screen, actions);
    if (const auto tab = draw_tabs(kit, screen, state.tabs, model::Tab::households)) {
        actions.add(model::OpenTab{*tab});
    }
    const bool always_has_pad = kit.has_two_panes();
    if (always_has_pad || kit.memory(kPadOpen).number != 0) {
        draw_pad(state, kit, screen, actions);
    }
    Rect column = screen.inset(kit.margin(screen.w), 0);
    column.cut_top(theme.space.card);
    draw_search(state, kit, column, !always_has_pad, actions);
    column.cut_top(theme.space.gap);
    column.cut_bottom(theme.space.gap);
    {
        const std::uint64_t shown = std::hash<std::string>{}(state.search);
        kit::ScrollArea list{kit, "households.list", column, shown};
        if (state.notice) {
            draw_notice(kit, list, *state.notice);
        }
        draw_rows(state.rows, "households.rows", kit, list, actions);
        draw_end(state, kit, list, actions);
        list.space(theme.space.screen);
    }
    draw_create_dialog(state, kit, actions);
}

}  // namespace daohu::screens
