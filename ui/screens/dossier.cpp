// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/dossier.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/screens/form_sheet.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/record_body.hpp"

#include <array>
#include <utility>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::DossierActions;
using model::DossierPage;
using model::DossierState;

namespace {

constexpr std::string_view kPage = "dossier";
constexpr std::array kPages{DossierPage::overview, DossierPage::members, DossierPage::aid, DossierPage::visits,
                            DossierPage::timeline};

void draw_tabs_of(const DossierState& state, Kit& kit, kit::ScrollArea& column, DossierActions& actions) {
    const std::array items{kit::Segment{"dossier.page.overview", kit.tr("dossier.overview")},
                           kit::Segment{"dossier.page.members", kit.tr("dossier.members")},
                           kit::Segment{"dossier.page.aid", kit.tr("dossier.aid")},
                           kit::Segment{"dossier.page.visits", kit.tr("dossier.visits")},
                           kit::Segment{"dossier.page.timeline", kit.tr("dossier.timeline")}};
    const Rect place = column.next(kit::segments_height(kit, items, column.width()));
    if (const auto tapped = kit::segments(kit, place, items, static_cast<std::size_t>(state.page))) {
        actions.add(model::ShowDossierPage{kPages[*tapped]});
    }
    column.space(kit.theme().space.gap);
}

void draw_facts(const DossierState& state, Kit& kit, kit::ScrollArea& column, DossierActions& actions) {
    const kit::Space& space = kit.theme().space;
    if (state.facts.empty()) {
        kit::paragraph(kit, column, kit.tr("dossier.no_facts"), kit::ParagraphLook::hint);
    }
    for (const model::RecordSection& section : state.facts) {
        draw_record_section(section, kit, column);
        column.space(space.card);
    }
    if (kit::column_button(kit, "dossier.policy", column, kit.tr("dossier.policy"), kit::ButtonKind::secondary)) {
        actions.add(model::OpenPolicy{});
    }
    column.space(space.gap);
    if (kit::column_button(kit, "dossier.history", column, kit.tr("dossier.history"), kit::ButtonKind::secondary)) {
        actions.add(model::OpenHistory{});
    }
    if (!state.can_copy) {
        return;
    }
    column.space(space.gap);
    if (kit::column_button(kit, "dossier.copy", column, kit.tr("dossier.copy"), kit::ButtonKind::secondary)) {
        actions.add(model::CopyForFamily{});
    }
}

void draw_members(const DossierState& state, Kit& kit, kit::ScrollArea& column, DossierActions& actions) {
    if (state.members.empty()) {
        kit::paragraph(kit, column, kit.tr("dossier.no_members"), kit::ParagraphLook::hint);
    }
    for (const model::MemberRow& member : state.members) {
        kit::ListRow row;
        row.title = FixedText{member.name};
        row.detail = FixedText{member.detail};
        set_chip(row, member.chip);
        if (kit::list_row(kit, {"dossier", "member", member.id.to_string()}, column, row)) {
            actions.add(model::OpenMember{member.id});
        }
    }
}

void draw_aid(const DossierState& state, Kit& kit, kit::ScrollArea& column, DossierActions& actions) {
    if (state.aid.empty()) {
        kit::paragraph(kit, column, kit.tr("dossier.no_aid"), kit::ParagraphLook::hint);
    }
    for (const model::AidRow& aid : state.aid) {
        kit::ListRow row;
        row.title = kit.words().facts({FixedText{aid.title}, FixedText{aid.amount}});
        row.detail = FixedText{aid.detail};
        set_chip(row, aid.chip);
        if (kit::list_row(kit, {"dossier", "aid", aid.id.to_string()}, column, row)) {
            actions.add(model::OpenRecord{aid.id});
        }
    }
}

void draw_visits(const DossierState& state, Kit& kit, kit::ScrollArea& column, DossierActions& actions) {
    if (state.visits.empty()) {
        kit::paragraph(kit, column, kit.tr("dossier.no_visits"), kit::ParagraphLook::hint);
    }
    kit::LongList rows{kit, column, "dossier.visits", state.visits.size(), kit.theme().target.list_row};
    while (const auto i = rows.next()) {
        const model::RecordRow& record = state.visits[*i];
        if (kit::list_row(kit, row_id("dossier", record.id), column, row_of(kit, record, state.now.date))) {
            actions.add(model::OpenRecord{record.id});
        }
    }
}

void draw_timeline(const DossierState& state, Kit& kit, kit::ScrollArea& column, DossierActions& actions) {
    if (state.timeline.empty()) {
        kit::paragraph(kit, column, kit.tr("dossier.no_timeline"), kit::ParagraphLook::hint);
    }
    kit::LongList rows{kit, column, "dossier.timeline", state.timeline.size(), kit.theme().target.list_row};
    while (const auto i = rows.next()) {
        const model::TimelineRow& event = state.timeline[*i];
        kit::ListRow row;
        row.title = FixedText{event.what};
        row.detail = kit.words().facts({kit.words().moment(event.at, state.now.date), FixedText{event.who}});
        row.detail_above = true;
        if (kit::list_row(kit, {"dossier", "event", event.id.to_string()}, column, row)) {
            actions.add(model::OpenRecord{event.id});
        }
    }
}

void draw_page(const DossierState& state, Kit& kit, kit::ScrollArea& column, DossierActions& actions) {
    switch (state.page) {
        case DossierPage::overview: return draw_facts(state, kit, column, actions);
        case DossierPage::members: return draw_members(state, kit, column, actions);
        case DossierPage::aid: return draw_aid(state, kit, column, actions);
        case DossierPage::visits: return draw_visits(state, kit, column, actions);
        case DossierPage::timeline: return draw_timeline(state, kit, column, actions);
    }
}

// Who lives there and what it gets, beside the facts where there is room.
void draw_side(const DossierState& state, Kit& kit, Rect area, DossierActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit.paint().fill(area, kit.colour().surface);
    kit::ScrollArea column{kit, "dossier.side", area.inset(space.screen, 0), content_of(state.id)};
    kit::list_heading(kit, column, kit.tr("dossier.members"));
    draw_members(state, kit, column, actions);
    column.space(space.card);
    kit::list_heading(kit, column, kit.tr("dossier.aid"));
    draw_aid(state, kit, column, actions);
    column.space(space.screen);
}

// What was begun is gone on with first; else the visit, and whatever else can be written down.
void draw_bottom(const DossierState& state, Kit& kit, Rect& screen, DossierActions& actions) {
    if (state.draft) {
        const kit::ActionButton go_on{"dossier.start", kit.tr("dossier.continue"), kit::ButtonKind::primary};
        if (kit::action_bar(kit, screen, std::span{&go_on, 1})) {
            actions.add(model::ContinueDraft{*state.draft});
        }
        return;
    }
    if (state.forms.empty()) {
        return;
    }
    const bool has_visit = !state.visit.empty();
    const std::array buttons{kit::ActionButton{"dossier.start",
                                               has_visit ? kit.tr("dossier.other") : kit.tr("dossier.start"),
                                               has_visit ? kit::ButtonKind::secondary : kit::ButtonKind::primary},
                             kit::ActionButton{"dossier.visit", kit.tr("plan.visit"), kit::ButtonKind::primary}};
    const auto tapped = kit::action_bar(kit, screen, std::span{buttons}.first(has_visit ? 2 : 1));
    if (!tapped) {
        return;
    }
    if (*tapped == 0) {
        open_form_sheet(kit, kPage);
    } else {
        actions.add(model::StartForm{state.visit});
    }
}

}  // namespace

void draw(const DossierState& state, Kit& kit, DossierActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen();
    page_top(kit, screen, FixedText{state.name}, FixedText{state.place}, state.badge, actions);
    draw_bottom(state, kit, screen, actions);
    if (kit.has_two_panes() && state.page == DossierPage::overview) {
        draw_side(state, kit, screen.cut_right(theme.layout.detail), actions);
    }
    {
        const Rect area = screen.inset(kit.margin(screen.w), 0);
        const std::uint64_t shown = content_of(state.id) + static_cast<std::uint64_t>(state.page);
        kit::ScrollArea column{kit, "dossier.list", area, shown};
        column.space(theme.space.card);
        for (const model::Notice& notice : state.notices) {
            draw_notice(kit, column, notice);
        }
        draw_chips(kit, column, state.chips);
        draw_tabs_of(state, kit, column, actions);
        draw_page(state, kit, column, actions);
        column.space(theme.space.screen);
    }
    if (auto form = draw_form_sheet(kit, kPage, state.forms)) {
        actions.add(model::StartForm{std::move(*form)});
    }
}

}  // namespace daohu::screens
