// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/review.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/screens/discard_dialog.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/status_words.hpp"

#include <algorithm>
#include <array>

namespace daohu::screens {

using kit::Kit;
using model::Finding;
using model::FindingKind;
using model::FinishState;
using model::ReviewActions;
using model::ReviewState;

namespace {

[[nodiscard]] Translated words_for(Kit& kit, FindingKind kind) {
    switch (kind) {
        case FindingKind::missing: return kit.tr("review.kind.missing");
        case FindingKind::invalid: return kit.tr("review.kind.invalid");
        case FindingKind::please_check: return kit.tr("review.kind.please_check");
    }
    return kit.tr("review.kind.missing");
}

[[nodiscard]] int open_findings(const ReviewState& state) {
    return static_cast<int>(std::count_if(state.findings.begin(), state.findings.end(), [](const Finding& finding) {
        return finding.kind != FindingKind::please_check || !finding.confirmed;
    }));
}

void draw_findings(const ReviewState& state, Kit& kit, kit::ScrollArea& column, ReviewActions& actions) {
    const kit::Space& space = kit.theme().space;
    for (const Finding& finding : state.findings) {
        kit::ListRow row;
        row.title = FixedText{finding.question};
        const Text sentence =
            finding.sentence.empty() ? Text{kit.tr("review.not_answered")} : Text{FixedText{finding.sentence}};
        row.detail = kit.words().facts(
            {FixedText{finding.section}, kit.tr("review.number", {{"number", finding.number}}), sentence});
        row.chip = words_for(kit, finding.kind);
        row.chip_tone = finding.kind == FindingKind::please_check ? kit::Tone::warn : kit::Tone::danger;
        if (kit::list_row(kit, {"review.finding", finding.field}, column, row)) {
            actions.add(model::JumpToQuestion{finding.field});
        }
        if (finding.kind != FindingKind::please_check) {
            continue;
        }
        column.space(space.gap);
        const kit::ChoiceItem confirm{{"review.confirm", finding.field}, kit.tr("review.confirm"), finding.confirmed};
        const kit::Rect place = column.next(kit::choice_height(kit, confirm.label, column.width()));
        if (kit::choice_row(kit, place, confirm, kit::ChoiceMark::check)) {
            actions.add(model::ConfirmFinding{finding.field, !finding.confirmed});
        }
        column.space(space.gap);
    }
}

void draw_answers(const ReviewState& state, Kit& kit, kit::ScrollArea& column, ReviewActions& actions) {
    for (const model::AnswerSection& section : state.answers) {
        kit::list_heading(kit, column, FixedText{section.title});
        for (const model::AnswerLine& line : section.lines) {
            kit::ListRow row;
            row.title = line.answer.empty() ? Text{kit.tr("review.no_answer")} : Text{FixedText{line.answer}};
            row.detail = FixedText{line.question};
            row.detail_above = true;
            if (kit::list_row(kit, {"review.answer", line.field}, column, row)) {
                actions.add(model::JumpToQuestion{line.field});
            }
        }
    }
}

void draw_summary(const ReviewState& state, Kit& kit, kit::ScrollArea& column) {
    if (!state.failure.empty()) {
        kit::banner(kit, column, FixedText{state.failure}, kit::Tone::danger);
        column.space(kit.theme().space.gap);
    }
    const int open = open_findings(state);
    if (open > 0) {
        kit::banner(kit, column, kit.tr("review.open", {{"count", open}}), kit::Tone::warn);
    } else {
        kit::banner(kit, column, kit.tr("review.ready"), kit::Tone::ok);
    }
    column.space(kit.theme().space.gap);
}

void draw_outgoing(const model::OutgoingFacts& outgoing, Kit& kit, kit::ScrollArea& column) {
    kit::list_heading(kit, column, FixedText{outgoing.title});
    for (const model::OutgoingFact& fact : outgoing.facts) {
        kit::labelled_value(kit, column, FixedText{fact.label}, FixedText{fact.value}, kit.tr("review.no_answer"));
    }
    kit::paragraph(kit, column, FixedText{outgoing.remark}, kit::ParagraphLook::note);
    column.space(kit.theme().space.card);
}

// What is left to do, and the way to give up.
void draw_work(const ReviewState& state, Kit& kit, kit::ScrollArea& column, kit::UiMemory& asking,
               ReviewActions& actions) {
    const kit::Space& space = kit.theme().space;
    draw_summary(state, kit, column);
    draw_findings(state, kit, column, actions);
    column.space(space.card);
    if (state.outgoing) {
        draw_outgoing(*state.outgoing, kit, column);
    }
    kit::paragraph(kit, column, kit.tr("review.finish_note"), kit::ParagraphLook::note);
    column.space(space.screen);
    const Translated discard = kit.tr("discard.act");
    kit::Rect strip = column.next(kit::button_height(kit, discard, column.width()));
    if (kit::button(kit, "review.discard", strip.cut_left(kit::button_width(kit, discard)), discard,
                    kit::ButtonKind::danger)) {
        asking.number = 1;
    }
    column.space(space.screen);
}

void draw_discard_dialog(Kit& kit, kit::UiMemory& asking, ReviewActions& actions) {
    if (asking.number == 0) {
        return;
    }
    const kit::DialogAnswer answer = discard_dialog(kit);
    if (answer != kit::DialogAnswer::none) {
        asking.number = 0;
    }
    if (answer == kit::DialogAnswer::act) {
        actions.add(model::DiscardDraft{});
    }
}

}  // namespace

void draw(const ReviewState& state, Kit& kit, ReviewActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::UiMemory& asking = kit.memory("review.discarding");
    kit::Rect screen = kit.screen();
    kit::TopBar bar;
    bar.title = kit.tr("review.title");
    const Text saved =
        state.saved_at ? Text{kit.tr("question.saved_at", {{"time", kit.words().time(*state.saved_at)}})} : Text{};
    bar.subtitle = kit.words().facts({saved, FixedText{state.form_title}, FixedText{state.subject}});
    bar.back = kit.tr("review.back");
    page_top(kit, screen, bar, state.badge, model::LeaveReview{}, actions);
    const bool is_working = state.finish == FinishState::working;
    const bool can_finish = state.can_finish && !is_working;
    const std::array buttons{
        kit::ActionButton{"review.back", kit.tr("review.back")},
        kit::ActionButton{"review.finish", is_working ? kit.tr("review.working") : kit.tr("review.finish"),
                          kit::ButtonKind::primary, can_finish ? kit::ItemState::enabled : kit::ItemState::disabled}};
    if (const auto tapped = kit::action_bar(kit, screen, buttons)) {
        if (*tapped == 0) {
            actions.add(model::LeaveReview{});
        } else {
            actions.add(model::FinishForm{});
        }
    }
    if (kit.has_two_panes()) {
        const kit::Rect side = screen.cut_right(theme.layout.detail);
        kit.paint().fill(side, kit.colour().surface);
        {
            kit::ScrollArea column{kit, "review.list", screen.inset(kit.margin(screen.w), 0)};
            column.space(theme.space.screen);
            draw_work(state, kit, column, asking, actions);
        }
        kit::ScrollArea column{kit, "review.answers", side.inset(theme.space.screen, 0)};
        draw_answers(state, kit, column, actions);
        column.space(theme.space.screen);
    } else {
        kit::ScrollArea column{kit, "review.list", screen.inset(kit.margin(screen.w), 0)};
        column.space(theme.space.card);
        draw_work(state, kit, column, asking, actions);
        draw_answers(state, kit, column, actions);
        column.space(theme.space.screen);
    }
    draw_discard_dialog(kit, asking, actions);
}

}  // namespace daohu::screens
