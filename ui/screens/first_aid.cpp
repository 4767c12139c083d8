// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/first_aid.hpp"

#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/progress.hpp"
#include "ui/screens/page.hpp"
#include "ui/text/near_date.hpp"

#include <array>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::AidClock;
using model::ClockState;
using model::FirstAidActions;
using model::FirstAidState;

namespace {

constexpr int kMinutesInHour = 60;

[[nodiscard]] Translated duration_words(Kit& kit, int minutes) {
    return kit.tr("clock.duration", {{"hours", minutes / kMinutesInHour}, {"minutes", minutes % kMinutesInHour}});
}

[[nodiscard]] kit::Tone tone_of(const AidClock& clock) {
    switch (clock.state) {
        case ClockState::running: return kit::Tone::warn;
        case ClockState::met: return kit::Tone::ok;
        case ClockState::missed: return kit::Tone::danger;
        case ClockState::no_clause: return kit::Tone::neutral;
    }
    return kit::Tone::neutral;
}

[[nodiscard]] Translated sentence_of(Kit& kit, const AidClock& clock) {
    const Translated left = duration_words(kit, clock.minutes_left);
    switch (clock.state) {
        case ClockState::running: return kit.tr("clock.running", {{"time", left}});
        case ClockState::met: return kit.tr("clock.met", {{"time", left}});
        case ClockState::missed:
            return clock.helped ? kit.tr("clock.late", {{"time", left}}) : kit.tr("clock.missed", {{"time", left}});
        case ClockState::no_clause: return kit.tr("clock.no_clause");
    }
    return kit.tr("clock.no_clause");
}

void draw_moment(Kit& kit, kit::ScrollArea& column, Text label, const std::optional<Moment>& moment,
                 const FirstAidState& state) {
    const Text value = moment ? Text{kit.words().moment(*moment, state.now.date)} : Text{};
    kit::labelled_value(kit, column, label, value, kit.tr("clock.not_yet"));
}

void draw_clock(const FirstAidState& state, Kit& kit, kit::ScrollArea& column) {
    const AidClock& clock = state.clock;
    const kit::Space& space = kit.theme().space;
    if (clock.state == ClockState::running || clock.state == ClockState::met) {
        const kit::Progress ring{.done = clock.minutes_left,
                                 .total = clock.minutes_total,
                                 .figure = duration_words(kit, clock.minutes_left),
                                 .label = clock.state == ClockState::met ? kit.tr("clock.ring_met")
                                                                         : kit.tr("clock.ring_left"),
                                 .tone = tone_of(clock)};
        kit::progress_ring(kit, column.next(kit::progress_ring_height(kit, ring, column.width())), ring);
        column.space(space.card);
    }
    kit::banner(kit, column, sentence_of(kit, clock), tone_of(clock));
    column.space(space.gap);
    if (clock.clock_was_changed) {
        kit::banner(kit, column, kit.tr("clock.was_changed"), kit::Tone::warn);
        column.space(space.gap);
    }
    kit::paragraph(kit, column, FixedText{clock.assumption}, kit::ParagraphLook::note);
    draw_moment(kit, column, kit.tr("clock.discovered"), clock.discovered, state);
    draw_moment(kit, column, kit.tr("clock.helped"), clock.helped, state);
    if (clock.deadline) {
        draw_moment(kit, column, kit.tr("clock.deadline"), clock.deadline, state);
    }
    kit::paragraph(kit, column,
                   clock.clause.empty() ? Text{kit.tr("policy.no_clause")}
                                        : Text{kit.tr("policy.clause", {{"clause", FixedText{clock.clause}}})},
                   kit::ParagraphLook::note);
}

void draw_work(const FirstAidState& state, Kit& kit, kit::ScrollArea& column, FirstAidActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::paragraph(kit, column, kit.tr("first_aid.given"), kit::ParagraphLook::title);
    column.space(space.tight);
    if (state.given.empty()) {
        kit::paragraph(kit, column, kit.tr("first_aid.nothing_given"), kit::ParagraphLook::hint);
    }
    for (const model::AidLine& line : state.given) {
        kit::labelled_value(kit, column, FixedText{line.what}, FixedText{line.amount}, {}, FixedText{line.who});
    }
    kit::paragraph(kit, column, FixedText{state.ceiling}, kit::ParagraphLook::note);
    column.space(space.screen);
    kit::paragraph(kit, column, kit.tr("first_aid.duties"), kit::ParagraphLook::title);
    column.space(space.tight);
    if (state.duties.empty()) {
        kit::paragraph(kit, column, kit.tr("first_aid.no_duties"), kit::ParagraphLook::hint);
    }
    for (const model::AidDuty& duty : state.duties) {
        kit::ListRow row;
        row.title = FixedText{duty.what};
        row.chip = duty.is_done ? kit.tr("first_aid.duty.done") : kit.tr("first_aid.duty.open");
        row.chip_tone = duty.is_done ? kit::Tone::ok : kit::Tone::warn;
        if (duty.until && !duty.is_done) {
            row.note = near_date(kit.words(), *duty.until, state.now.date);
        }
        if (kit::list_row(kit, {"first_aid.duty", duty.id}, column, row)) {
            actions.add(model::OpenDuty{duty.id});
        }
    }
    column.space(space.screen);
}

}  // namespace

void draw(const FirstAidState& state, Kit& kit, FirstAidActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen();
    page_top(kit, screen, kit.words().facts({kit.tr("first_aid.title"), FixedText{state.household}}),
             FixedText{state.event}, state.badge, actions);
    const std::array buttons{
        kit::ActionButton{"first_aid.policy", kit.tr("dossier.policy"), kit::ButtonKind::secondary},
        kit::ActionButton{"first_aid.give", kit.tr("first_aid.give"), kit::ButtonKind::primary}};
    if (const auto tapped = kit::action_bar(kit, screen, buttons)) {
        *tapped == 0 ? actions.add(model::CompareRules{}) : actions.add(model::GiveAid{});
    }
    if (kit.has_two_panes()) {
        const Rect left = screen.cut_left(theme.layout.detail);
        kit.paint().fill(left, kit.colour().surface);
        {
            kit::ScrollArea column{kit, "first_aid.clock", left.inset(theme.space.screen, 0)};
            column.space(theme.space.screen);
            draw_clock(state, kit, column);
            column.space(theme.space.screen);
        }
        kit::ScrollArea column{kit, "first_aid.list", text_column(kit, screen), content_of(state.id)};
        column.space(theme.space.screen);
        draw_work(state, kit, column, actions);
        return;
    }
    kit::ScrollArea column{kit, "first_aid.list", screen.inset(kit.margin(screen.w), 0), content_of(state.id)};
    column.space(theme.space.screen);
    draw_clock(state, kit, column);
    column.space(theme.space.screen);
    draw_work(state, kit, column, actions);
}

}  // namespace daohu::screens
