// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question_answers.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/kit/widgets/stepper.hpp"
#include "ui/screens/question_media.hpp"
#include "ui/screens/question_typed.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::ScrollArea;
using model::NumberShape;
using model::QuestionActions;
using model::QuestionField;

namespace {

constexpr std::size_t kSearchLimit = 40;  // characters

// Of digits as the form keeps them; nothing is nought.
[[nodiscard]] int number_of(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

[[nodiscard]] bool is_editable(const QuestionField& field) { return field.access == model::Access::editable; }
void draw_read_only(const std::vector<model::Choice>& choices, Kit& kit, ScrollArea& column) {
    for (const model::Choice& choice : choices) {
        if (choice.selected) {
            kit::paragraph(kit, column, FixedText{choice.label}, kit::ParagraphLook::body);
        }
    }
}

// From this many choices on only those in sight are laid out.
constexpr std::size_t kLong = 24;

[[nodiscard]] kit::ChoiceItem item_of(const QuestionField& field, const model::Choice& choice) {
    return {{"question", field.name, choice.value}, FixedText{choice.label}, choice.selected};
}

std::optional<std::size_t> draw_long_list(const QuestionField& field, const std::vector<model::Choice>& choices,
                                          kit::ChoiceMark mark, Kit& kit, ScrollArea& column) {
    const float gap = kit.theme().space.gap;
    std::optional<std::size_t> tapped;
    kit::LongList rows{kit, column, {"question.choices", field.name}, choices.size(), kit.theme().target.primary + gap};
    while (const auto i = rows.next()) {
        const kit::ChoiceItem item = item_of(field, choices[*i]);
        if (kit::choice_row(kit, column.next(kit::choice_height(kit, item.label, column.width())), item, mark)) {
            tapped = *i;
        }
        column.space(gap);
    }
    return tapped;
}

std::optional<std::size_t> draw_choices(const QuestionField& field, const std::vector<model::Choice>& choices,
                                        kit::ChoiceMark mark, Kit& kit, ScrollArea& column) {
    if (!is_editable(field)) {
        draw_read_only(choices, kit, column);
        return std::nullopt;
    }
    if (choices.size() > kLong) {
        return draw_long_list(field, choices, mark, kit, column);
    }
    std::vector<kit::ChoiceItem> items;
    items.reserve(choices.size());
    for (const model::Choice& choice : choices) {
        items.push_back(item_of(field, choice));
    }
    return kit::choice_list(kit, column, items, mark);
}

// What is chosen, should the search hide it; the field to search with; how many were found.
void draw_choice_search(const QuestionField& field, const model::ChoiceSearch& search,
                        const std::vector<model::Choice>& choices, Kit& kit, ScrollArea& column,
                        QuestionActions& actions) {
    const kit::Space& space = kit.theme().space;
    const kit::TextFieldLook look{.value = FixedText{search.text},
                                  .placeholder = kit.tr("question.search.placeholder"),
                                  .title = FixedText{field.label},
                                  .kind = TextKind::search,
                                  .limit = kSearchLimit};
    const kit::Rect place = column.next(kit::text_field_height(kit, look, column.width()));
    if (auto text = kit::text_field(kit, {"question", field.name, "search"}, place, look)) {
        actions.add(model::SearchChoices{field.name, std::move(*text)});
    }
    column.space(space.tight);
    kit::paragraph(kit, column,
                   kit.tr("question.search.found", {{"count", static_cast<std::int64_t>(choices.size())},
                                                    {"total", static_cast<std::int64_t>(search.total)}}),
                   kit::ParagraphLook::note);
    column.space(space.gap);
}

struct Drawer {
    const QuestionField& field;
    Kit& kit;
    ScrollArea& column;
    QuestionActions& actions;

    [[nodiscard]] kit::ItemId id() const { return {"question", field.name}; }

    void operator()(const model::SelectOne& answer) const {
        if (answer.search) {
            draw_choice_search(field, *answer.search, answer.choices, kit, column, actions);
        }
        if (const auto tapped = draw_choices(field, answer.choices, kit::ChoiceMark::radio, kit, column)) {
            actions.add(model::ChooseOne{field.name, answer.choices[*tapped].value});
        }
    }

    void operator()(const model::SelectMultiple& answer) const {
        if (answer.search) {
            draw_choice_search(field, *answer.search, answer.choices, kit, column, actions);
        }
        if (const auto tapped = draw_choices(field, answer.choices, kit::ChoiceMark::check, kit, column)) {
            const model::Choice& choice = answer.choices[*tapped];
            actions.add(model::ToggleChoice{field.name, choice.value, !choice.selected});
        }
    }

    void operator()(const model::TextAnswer& answer) const {
        const kit::TextFieldLook look{.value = FixedText{answer.value},
                                      .placeholder = kit.tr("question.tap_to_type"),
                                      .title = FixedText{field.label},
                                      .kind = answer.shape == model::TextShape::paragraph ? TextKind::paragraph
                                                                                          : TextKind::line,
                                      .limit = answer.limit,
                                      .state = field_state(field, false)};
        const kit::Rect place = column.next(kit::text_field_height(kit, look, column.width()));
        if (auto text = kit::text_field(kit, id(), place, look)) {
            actions.add(model::EnterText{field.name, std::move(*text)});
        }
        column.space(kit.theme().space.gap);
    }

    void operator()(const model::NumberAnswer& answer) const {
        if (answer.shape == NumberShape::stepped) {
            return draw_stepper(answer);
        }
        draw_number(field, answer, kit, column);
    }

    void operator()(const model::DateAnswer& answer) const { draw_date(field, answer, kit, column); }
    void operator()(const model::MomentAnswer& answer) const { draw_moment(field, answer, kit, column); }
    void operator()(const model::NoteOnly&) const {}
    void operator()(const model::PhotoAnswer& answer) const { draw_photo(field, answer, kit, column, actions); }
    void operator()(const model::LocationAnswer& answer) const { draw_location(field, answer, kit, column, actions); }
    void operator()(const model::SignatureAnswer& answer) const { draw_signature(field, answer, kit, column, actions); }
    void operator()(const model::RepeatAnswer& answer) const { draw_repeat(field, answer, kit, column, actions); }

    void draw_stepper(const model::NumberAnswer& answer) const {
        const int value = number_of(answer.value);
        const bool has_value = !answer.value.empty();
        const auto enabled = [this](bool is_enabled) {
            return is_enabled && is_editable(field) ? kit::ItemState::enabled : kit::ItemState::disabled;
        };
        const Text shown =
            has_value ? Text{kit.words().facts({kit.words().number(value), FixedText{answer.unit}})} : Text{};
        kit::Rect strip = column.next(kit::stepper_height(kit));
        const kit::Rect place = strip.cut_left(std::min(strip.w, kit.theme().layout.detail));
        switch (kit::stepper(kit, place,
                             {.id = id(),
                              .value = shown,
                              .less = enabled(has_value && value > answer.least),
                              .more = enabled(!has_value || value < answer.most)})) {
            case kit::StepperTap::nothing: break;
            case kit::StepperTap::less: actions.add(model::EnterNumber{field.name, std::to_string(value - 1)}); break;
            case kit::StepperTap::more:
                actions.add(
                    model::EnterNumber{field.name, std::to_string(has_value ? value + 1 : std::max(answer.least, 1))});
                break;
        }
        column.space(kit.theme().space.gap);
    }
};

}  // namespace

void draw_answer(const QuestionField& field, Kit& kit, ScrollArea& column, QuestionActions& actions) {
    std::visit(Drawer{field, kit, column, actions}, field.answer);
}

}  // namespace daohu::screens
