// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question_outline.hpp"

#include "ui/kit/scroll.hpp"
#include "ui/kit/widgets/bars.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/screens/status_words.hpp"

#include <string>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::QuestionActions;
using model::QuestionState;

namespace {

constexpr const char* kOutlineOpen = "question.outline";

[[nodiscard]] Text section_note(const model::SectionRow& section, Kit& kit) {
    switch (section.state) {
        case model::SectionState::problem: return kit.tr("question.section.problems", {{"count", section.problems}});
        case model::SectionState::done: return kit.tr("question.section.done");
        case model::SectionState::current:
        case model::SectionState::untouched:
            // One that has nothing to ask so far shows no sum of nothing.
            return section.questions == 0 ? Text{}
                                          : Text{kit.tr("question.section.count", {{"answered", section.answered},
                                                                                   {"questions", section.questions}})};
    }
    return {};
}

}  // namespace

bool draw_outline(const QuestionState& state, Kit& kit, Rect area, QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    kit::ScrollArea list{kit, "outline", area};
    list.space(theme.space.card);
    bool is_tapped = false;
    for (std::size_t i = 0; i < state.sections.size(); ++i) {
        const model::SectionRow& section = state.sections[i];
        kit::ListRow row;
        row.title = FixedText{section.title};
        row.detail = section_note(section, kit);
        row.is_selected = section.state == model::SectionState::current;
        if (kit::list_row(kit, {"outline", std::to_string(i + 1)}, list, row)) {
            actions.add(model::OpenSection{i});
            is_tapped = true;
        }
    }
    kit::ListRow review;
    review.title = kit.tr("question.review");
    if (kit::list_row(kit, "outline.review", list, review)) {
        actions.add(model::OpenReview{});
        is_tapped = true;
    }
    list.space(theme.space.card);
    return is_tapped;
}

bool is_outline_open(Kit& kit) { return kit.memory(kOutlineOpen).number != 0; }

void open_outline(Kit& kit) { kit.memory(kOutlineOpen).number = 1; }

void draw_outline_page(const QuestionState& state, Kit& kit, Rect screen, QuestionActions& actions) {
    kit::TopBar bar;
    bar.title = kit.tr("question.outline");
    bar.subtitle = kit.words().facts({FixedText{state.form_title}, FixedText{state.subject}});
    bar.back = kit.tr("question.outline.back");
    set_badge(kit, bar, state.badge);
    const kit::TopBarTap tap = kit::top_bar(kit, screen, bar);
    if (tap == kit::TopBarTap::badge) {
        actions.add(model::OpenSync{});
    }
    const bool is_chosen = draw_outline(state, kit, screen.inset(kit.margin(screen.w), 0), actions);
    if (is_chosen || tap == kit::TopBarTap::back) {
        kit.memory(kOutlineOpen).number = 0;
    }
}

}  // namespace daohu::screens
