// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/notice.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/screens/page.hpp"
#include "ui/screens/question_answers.hpp"
#include "ui/screens/question_keys.hpp"
#include "ui/screens/question_media.hpp"
#include "ui/screens/question_no_answer.hpp"
#include "ui/screens/question_outline.hpp"
#include "ui/screens/status_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ratio>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
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
    page_top(kit, screen, bar, state.badge, model::LeaveForm{}, actions);
}

void go_on(const QuestionState& state, QuestionActions& actions) {
    if (state.is_last || state.came_from_review) {
        actions.add(model::OpenReview{});
    } else {
        actions.add(model::NextPage{});
    }
}

[[nodiscard]] Translated next_words(const QuestionState& state, Kit& kit) {
    if (state.is_being_signed) {
        return kit.tr("question.signed");
    }
    if (state.came_from_review) {
        return kit.tr("question.back_to_review");
    }
    return state.is_last ? kit.tr("question.review") : kit.tr("question.next");
}

void draw_bottom(const QuestionState& state, Kit& kit, Rect& work, QuestionActions& actions) {
    const auto enabled = [](bool is_enabled) {
        return is_enabled ? kit::ItemState::enabled : kit::ItemState::disabled;
    };
    const Translated next = next_words(state, kit);
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
    } else {
        go_on(state, actions);
    }
}

// More to read for whoever asks; a long text is not in the way of the answer.
void draw_guidance(const QuestionField& field, Kit& kit, kit::ScrollArea& column) {
    if (field.guidance.empty()) {
        return;
    }
    const kit::Space& space = kit.theme().space;
    std::int64_t& is_open = kit.memory({"question.guidance", field.name}).number;
    column.space(space.gap);
    const Translated label = is_open != 0 ? kit.tr("question.guidance.hide") : kit.tr("question.guidance.show");
    Rect strip = column.next(kit::button_height(kit));
    if (kit::button(kit, {"question", field.name, "guidance"}, strip.cut_left(kit::button_width(kit, label)), label,
                    kit::ButtonKind::quiet)) {
        is_open = is_open != 0 ? 0 : 1;
    }
    if (is_open != 0) {
        column.space(space.gap);
        kit::paragraph(kit, column, FixedText{field.guidance}, kit::ParagraphLook::body);
    }
}

[[nodiscard]] Translated requirement_words(const QuestionField& field, Kit& kit) {
    return field.requirement == model::Requirement::required ? kit.tr("question.required")
                                                             : kit.tr("question.optional");
}

void draw_field(const QuestionField& field, bool is_alone, Kit& kit, kit::ScrollArea& column,
                QuestionActions& actions) {
    const kit::Space& space = kit.theme().space;
    kit::paragraph(kit, column, FixedText{field.label}, kit::ParagraphLook::question);
    // Which of several have to be answered stands at each; of one it stands above.
    const Text note = is_alone ? Text{FixedText{field.hint}}
                               : Text{kit.words().facts({requirement_words(field, kit), FixedText{field.hint}})};
    if (!note.empty()) {
        column.space(space.hair);
        kit::paragraph(kit, column, note, kit::ParagraphLook::note);
    }
    draw_guidance(field, kit, column);
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
    if (state.last_number > state.number) {
        return kit.tr("question.positions",
                      {{"number", state.number}, {"last", state.last_number}, {"total", state.total}});
    }
    const Translated position = kit.tr("question.position", {{"number", state.number}, {"total", state.total}});
    return state.fields.size() == 1 ? kit.words().facts({position, requirement_words(state.fields.front(), kit)})
                                    : position;
}

// The language that the form is not shown in now; null where there is no other.
[[nodiscard]] const model::FormLanguage* other_language(const QuestionState& state) {
    const auto found = std::ranges::find_if(
        state.languages, [&state](const model::FormLanguage& language) { return language.tag != state.language; });
    return found == state.languages.end() ? nullptr : &*found;
}

// Which question this is; beside it the way to the outline and to the form's other language.
void draw_position(const QuestionState& state, Kit& kit, kit::ScrollArea& column, QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    const bool has_outline = !kit.has_two_panes() && !state.sections.empty();
    const model::FormLanguage* const language = other_language(state);
    const Translated position = position_words(state, kit);
    if (!has_outline && language == nullptr) {
        kit::paragraph(kit, column, position, kit::ParagraphLook::note);
        return;
    }
    const Translated outline = kit.tr("question.outline");
    float buttons = 0;
    if (has_outline) {
        buttons += kit::button_width(kit, outline) + theme.space.gap;
    }
    if (language != nullptr) {
        buttons += kit::button_width(kit, FixedText{language->name}) + theme.space.gap;
    }
    const bool is_beside = kit.paint().width_of(position, kit.type().note) + buttons <= column.width();
    if (!is_beside) {
        kit::paragraph(kit, column, position, kit::ParagraphLook::note);
        column.space(theme.space.tight);
    }
    Rect strip = column.next(kit::button_height(kit));
    if (language != nullptr) {
        const FixedText name{language->name};
        if (kit::button(kit, "question.language", strip.cut_right(kit::button_width(kit, name)), name,
                        kit::ButtonKind::quiet)) {
            actions.add(model::SetFormLanguage{language->tag});
        }
        strip.cut_right(theme.space.gap);
    }
    if (has_outline && strip.w < kit::button_width(kit, outline)) {
        column.space(theme.space.gap);
        strip = column.next(kit::button_height(kit));
    }
    if (has_outline && kit::button(kit, "question.outline", strip.cut_right(kit::button_width(kit, outline)), outline,
                                   kit::ButtonKind::quiet)) {
        open_outline(kit);
    }
    if (is_beside) {
        kit.paint().text(strip, position, {.size = kit.type().note, .colour = kit.colour().text2});
    }
    column.space(theme.space.gap);
}

// Once each time, where the page is opened for one of its later questions.
void begin_at(const QuestionState& state, const QuestionField& field, Rect place, Kit& kit, kit::ScrollArea& column) {
    std::int64_t& begun = kit.memory("question.opening").number;
    if (field.name == state.shown_first && begun != state.opening) {
        column.reveal(place);
        begun = state.opening;
    }
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
    draw_position(state, kit, column, actions);
    for (const QuestionField& field : state.fields) {
        if (&field != &state.fields.front()) {
            column.space(theme.space.section);
        }
        const float top = column.cursor();
        draw_field(field, state.fields.size() == 1, kit, column, actions);
        begin_at(state, field, {area.x, top, area.w, std::min(column.cursor() - top, area.h)}, kit, column);
    }
    column.space(theme.space.card);
}

// How long an answer stands before the page turns by itself: it is seen, a finger that trembles meets it and nothing of
// the next page, and another choice can still be made.
constexpr std::int64_t kSeen = 400;  // ms
constexpr std::int64_t kAfter = 10;  // ms; whoever wakes the screen counts in whole ones
constexpr const char* kTurning = "question.turning";
// How long the next page takes no touch after that: a second, slower tap was meant for the page before it, and would answer
// a question that nobody has read.
constexpr std::int64_t kUnread = 300;  // ms
constexpr const char* kTurned = "question.turned";

void drop_late_touches(Kit& kit, QuestionActions& actions) {
    const std::int64_t unread_until = kit.memory(kTurned).number;
    if (kit.seconds() * std::milli::den < static_cast<double>(unread_until)) {
        actions.clear();
        kit.redraw_at(static_cast<double>(unread_until + kAfter) / std::milli::den);
    }
}

[[nodiscard]] bool is_answered(const QuestionField& field) {
    const auto* const one = std::get_if<model::SelectOne>(&field.answer);
    return one != nullptr && std::ranges::any_of(one->choices, &model::Choice::selected);
}

// Whatever else is done meanwhile, the page stays.
void turn_by_itself(const QuestionState& state, Kit& kit, QuestionActions& actions) {
    kit::UiMemory& turning = kit.memory(kTurning);  // the question that was answered, and when to go on
    const bool leads_on = state.fields.size() == 1 && state.fields.front().leads_on;
    const double now = kit.seconds() * std::milli::den;
    if (!actions.all().empty()) {
        const bool is_answer = leads_on && std::holds_alternative<model::ChooseOne>(actions.all().back());
        turning.text = is_answer ? state.fields.front().name : model::FieldName{};
        turning.number = std::llround(now) + kSeen;
    } else if (!leads_on || state.fields.front().name != turning.text || !is_answered(state.fields.front()) ||
               is_asking_why(kit)) {
        turning.text.clear();
    } else if (now >= static_cast<double>(turning.number)) {
        turning.text.clear();
        kit.memory(kTurned).number = std::llround(now) + kUnread;
        go_on(state, actions);
    }
    if (!turning.text.empty()) {
        kit.redraw_at(static_cast<double>(turning.number + kAfter) / std::milli::den);
    }
}

}  // namespace

void draw(const QuestionState& state, Kit& kit, QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    Rect screen = kit.screen();
    if (!kit.has_two_panes() && is_outline_open(kit)) {
        kit.memory(kTurning).text.clear();
        return draw_outline_page(state, kit, screen, actions);
    }
    draw_top(state, kit, screen, actions);
    kit::progress_bar(kit, screen, state.number, state.total);
    if (kit.has_two_panes()) {
        const Rect side = screen.cut_left(theme.layout.outline);
        kit.paint().fill(side, kit.colour().surface);
        draw_outline(state, kit, side.inset(theme.layout.edge, 0), actions);
    }
    draw_bottom(state, kit, screen, actions);
    const float margin = kit.margin(screen.w);
    draw_keys(state, kit, screen, margin, actions);
    draw_page(state, kit, screen.inset(margin, 0), actions);
    draw_no_answer_sheet(state, kit, actions);
    draw_media_dialogs(state, kit, actions);
    drop_late_touches(kit, actions);
    turn_by_itself(state, kit, actions);
}

}  // namespace daohu::screens
