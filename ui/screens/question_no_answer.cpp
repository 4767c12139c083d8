// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question_no_answer.hpp"

#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/dialog.hpp"
#include "ui/kit/widgets/notice.hpp"

#include <algorithm>
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

constexpr const char* kOpenFor = "question.no_answer";  // the name of the question

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

}  // namespace

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
        kit.memory(kOpenFor).text = field.name;
    }
    column.space(kit.theme().space.gap);
}

bool is_asking_why(Kit& kit) { return !kit.memory(kOpenFor).text.empty(); }

void draw_no_answer_sheet(const QuestionState& state, Kit& kit, QuestionActions& actions) {
    std::string& open_for = kit.memory(kOpenFor).text;
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

}  // namespace daohu::screens
