// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/screens/question_answers.hpp"
#include "ui/screens/status_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::NoAnswer;
using model::QuestionActions;
using model::QuestionField;
using model::QuestionState;

namespace {

[[nodiscard]] Text save_words(const QuestionState& state, Kit& kit) {
    switch (state.save) {
        case model::SaveState::nothing_yet: return {};
        case model::SaveState::failed: return kit.tr("question.not_saved");
        case model::SaveState::saved:
            return state.saved_at ? kit.tr("question.saved_at", {{"time", kit.words().time(*state.saved_at)}})
                                  : kit.tr("question.saved");
    }
    return {};
}

void draw_top(const QuestionState& state, Kit& kit, Rect& screen, QuestionActions& actions) {
    kit::TopBar bar;
    bar.title = kit.words().facts({FixedText{state.form_title}, FixedText{state.subject}});
    bar.subtitle = kit.words().facts({save_words(state, kit), FixedText{state.section_title}});
    bar.back = kit.tr("question.leave");
    set_badge(kit, bar, state.badge);
    switch (kit::top_bar(kit, screen, bar)) {
        case kit::TopBarTap::back: actions.add(model::LeaveForm{}); break;
        case kit::TopBarTap::badge: actions.add(model::OpenSync{}); break;
        case kit::TopBarTap::nothing: break;
    }
}

[[nodiscard]] Text section_note(const model::SectionRow& section, Kit& kit) {
    switch (section.state) {
        case model::SectionState::problem: return kit.tr("question.section.problems", {{"count", section.problems}});
        case model::SectionState::done: return kit.tr("question.section.done");
        case model::SectionState::current:
        case model::SectionState::untouched:
            return kit.tr("question.section.count", {{"answered", section.answered}, {"questions", section.questions}});
    }
    return {};
}

void draw_outline(const QuestionState& state, Kit& kit, Rect area, QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit.paint().fill(area, kit.colour().surface);
    kit::ScrollArea list{kit, "outline", area.inset(theme.layout.edge, 0)};
    list.space(theme.space.card);
    for (std::size_t i = 0; i < state.sections.size(); ++i) {
        const model::SectionRow& section = state.sections[i];
        kit::ListRow row;
        row.title = FixedText{section.title};
        row.detail = section_note(section, kit);
        row.is_selected = section.state == model::SectionState::current;
        if (kit::list_row(kit, {"outline", std::to_string(i + 1)}, list, row)) {
            actions.add(model::OpenSection{i});
        }
    }
    kit::ListRow review;
    review.title = kit.tr("question.review");
    if (kit::list_row(kit, "outline.review", list, review)) {
        actions.add(model::OpenReview{});
    }
}

void draw_bottom(const QuestionState& state, Kit& kit, Rect& work, QuestionActions& actions) {
    const auto enabled = [](bool is_enabled) {
        return is_enabled ? kit::ItemState::enabled : kit::ItemState::disabled;
    };
    const bool to_review = state.is_last || state.came_from_review;
    const Translated next = state.came_from_review ? kit.tr("question.back_to_review")
                            : state.is_last        ? kit.tr("question.review")
                                                   : kit.tr("question.next");
    const std::array buttons{
        kit::ActionButton{"question.previous", kit.tr("question.previous"), kit::ButtonKind::secondary,
                          enabled(state.has_previous)},
        kit::ActionButton{"question.undo", kit.tr("question.undo"), kit::ButtonKind::quiet, enabled(state.has_undo)},
        kit::ActionButton{"question.next", next, kit::ButtonKind::primary}};
    const auto tapped = kit::action_bar(kit, work, buttons);
    if (!tapped) {
        return;
    }
    if (*tapped == 0) {
        actions.add(model::PreviousPage{});
    } else if (*tapped == 1) {
        actions.add(model::UndoAnswer{});
    } else if (to_review) {
        actions.add(model::OpenReview{});
    } else {
        actions.add(model::NextPage{});
    }
}

[[nodiscard]] Translated words_for(Kit& kit, NoAnswer reason) {
    switch (reason) {
        case NoAnswer::unknown: return kit.tr("no_answer.unknown");
        case NoAnswer::refused: return kit.tr("no_answer.refused");
        case NoAnswer::not_asked: return kit.tr("no_answer.not_asked");
    }
    return kit.tr("no_answer.unknown");
}

[[nodiscard]] std::string_view id_of(NoAnswer reason) {
    switch (reason) {
        case NoAnswer::unknown: return "unknown";
        case NoAnswer::refused: return "refused";
        case NoAnswer::not_asked: return "not_asked";
    }
    return {};
}

// The button that says why there is no answer; the reasons come in a sheet.
void draw_no_answer(const QuestionField& field, Kit& kit, kit::ScrollArea& column) {
    if (field.no_answer_offered.empty() || field.access == model::Access::read_only) {
        return;
    }
    const Translated label = field.no_answer ? kit.tr("no_answer.change") : kit.tr("no_answer.button");
    if (field.no_answer) {
        kit::banner(kit, column, kit.tr("no_answer.set", {{"reason", words_for(kit, *field.no_answer)}}),
                    kit::Tone::info);
        column.space(kit.theme().space.gap);
    }
    Rect strip = column.next(kit::button_height(kit, label, column.width()));
    if (kit::button(kit, {"question", field.name, "no_answer"}, strip.cut_left(kit::button_width(kit, label)), label,
                    kit::ButtonKind::quiet)) {
        kit.memory("question.no_answer").text = field.name;
    }
    column.space(kit.theme().space.gap);
}

void draw_field(const QuestionField& field, Kit& kit, kit::ScrollArea& column, QuestionActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::paragraph(kit, column, FixedText{field.label}, kit::ParagraphLook::question);
    if (!field.hint.empty()) {
        column.space(space.hair);
        kit::paragraph(kit, column, FixedText{field.hint}, kit::ParagraphLook::note);
    }
    column.space(space.card);
    draw_answer(field, kit, column, actions);
    if (field.problem) {
        kit::banner(kit, column, FixedText{field.problem->text},
                    field.problem->kind == model::ProblemKind::error ? kit::Tone::danger : kit::Tone::warn);
        column.space(space.gap);
    }
    draw_no_answer(field, kit, column);
}

[[nodiscard]] Translated position_words(const QuestionState& state, Kit& kit) {
    const bool is_required = std::any_of(state.fields.begin(), state.fields.end(), [](const QuestionField& field) {
        return field.requirement == model::Requirement::required;
    });
    const Translated position = kit.tr("question.position", {{"number", state.number}, {"total", state.total}});
    return kit.words().facts({position, is_required ? kit.tr("question.required") : kit.tr("question.optional")});
}

void draw_page(const QuestionState& state, Kit& kit, Rect area, QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    const kit::ItemId content{"question.page",
                              state.fields.empty() ? std::string_view{} : std::string_view{state.fields.front().name}};
    kit::ScrollArea column{kit, "question.list", area, content.hash()};
    column.space(theme.space.screen);
    if (state.notice) {
        kit::banner(kit, column, FixedText{state.notice->text}, tone_of(state.notice->kind));
        column.space(theme.space.gap);
    }
    kit::paragraph(kit, column, position_words(state, kit), kit::ParagraphLook::note);
    for (std::size_t i = 0; i < state.fields.size(); ++i) {
        if (i != 0) {
            column.space(theme.space.section);
        }
        draw_field(state.fields[i], kit, column, actions);
    }
    column.space(theme.space.card);
}

// Beside the question where the screen is wide, below it where it is high.
Rect cut_keypad(Kit& kit, Rect& work, float margin) {
    const kit::Theme& theme = kit.theme();
    const kit::Size size = kit::keypad_size(kit);
    if (work.w > work.h) {
        work.cut_right(margin);
        const Rect side = work.cut_right(size.w);
        return {side.x, side.y + std::min(theme.space.screen, std::max(0.0F, side.h - size.h)), size.w, size.h};
    }
    const Rect strip = work.cut_bottom(size.h + 2 * theme.space.gap);
    return {strip.x + margin, strip.y + theme.space.gap, strip.w - 2 * margin, size.h};
}

void draw_no_answer_sheet(const QuestionState& state, Kit& kit, QuestionActions& actions) {
    std::string& open_for = kit.memory("question.no_answer").text;
    const auto field = std::find_if(state.fields.begin(), state.fields.end(),
                                    [&open_for](const QuestionField& f) { return f.name == open_for; });
    if (open_for.empty() || field == state.fields.end()) {
        open_for.clear();
        return;
    }
    std::vector<kit::ChoiceItem> choices;
    for (const NoAnswer reason : field->no_answer_offered) {
        choices.push_back({{"no_answer", id_of(reason)}, words_for(kit, reason), field->no_answer == reason});
    }
    const kit::ChoiceAnswer answer = kit::choice_sheet(kit, {.title = kit.tr("no_answer.title"),
                                                             .choices = choices,
                                                             .keep = kit.tr("no_answer.keep"),
                                                             .keep_id = "no_answer.keep"});
    if (answer.chosen) {
        actions.add(model::SetNoAnswer{field->name, field->no_answer_offered[*answer.chosen]});
    }
    if (answer.chosen || answer.is_kept) {
        open_for.clear();
    }
}

}  // namespace

void draw(const QuestionState& state, Kit& kit, QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen();
    draw_top(state, kit, screen, actions);
    kit::progress_bar(kit, screen, state.number, state.total);
    if (kit.has_two_panes()) {
        draw_outline(state, kit, screen.cut_left(theme.layout.outline), actions);
    }
    draw_bottom(state, kit, screen, actions);
    const float margin = kit.margin(screen.w);
    if (const QuestionField* const field = keypad_field(state, kit)) {
        draw_keypad(*field, kit, cut_keypad(kit, screen, margin), actions);
    }
    draw_page(state, kit, screen.inset(margin, 0), actions);
    draw_no_answer_sheet(state, kit, actions);
}

}  // namespace daohu::screens
