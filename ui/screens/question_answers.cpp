// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question_answers.hpp"

#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/row.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace daohu::screens {

using kit::Kit;
using kit::ScrollArea;
using model::NumberShape;
using model::QuestionActions;
using model::QuestionField;

namespace {

constexpr const char* kKeypadOwner = "question.keypad";

[[nodiscard]] bool is_editable(const QuestionField& field) { return field.access == model::Access::editable; }
[[nodiscard]] bool has_error(const QuestionField& field) {
    return field.problem && field.problem->kind == model::ProblemKind::error;
}

[[nodiscard]] bool takes_keypad(const QuestionField& field) {
    return is_editable(field) && (std::holds_alternative<model::NumberAnswer>(field.answer) ||
                                  std::holds_alternative<model::DateAnswer>(field.answer));
}

[[nodiscard]] bool has_keypad(const QuestionField& field, Kit& kit) {
    return kit.memory(kKeypadOwner).text == field.name;
}

[[nodiscard]] kit::FieldState field_state(const QuestionField& field, bool is_focused) {
    if (!is_editable(field)) {
        return kit::FieldState::read_only;
    }
    if (has_error(field)) {
        return kit::FieldState::error;
    }
    return is_focused ? kit::FieldState::focused : kit::FieldState::rest;
}

[[nodiscard]] kit::KeypadLayout layout_of(NumberShape shape) {
    switch (shape) {
        case NumberShape::integer:
        case NumberShape::digits: return kit::KeypadLayout::digits;
        case NumberShape::decimal: return kit::KeypadLayout::decimal;
        case NumberShape::identity: return kit::KeypadLayout::identity;
    }
    return kit::KeypadLayout::digits;
}

void draw_read_only(const std::vector<model::Choice>& choices, Kit& kit, ScrollArea& column) {
    for (const model::Choice& choice : choices) {
        if (choice.selected) {
            kit::paragraph(kit, column, FixedText{choice.label}, kit::ParagraphLook::body);
        }
    }
}

std::optional<std::size_t> draw_choices(const QuestionField& field, const std::vector<model::Choice>& choices,
                                        kit::ChoiceMark mark, Kit& kit, ScrollArea& column) {
    if (!is_editable(field)) {
        draw_read_only(choices, kit, column);
        return std::nullopt;
    }
    std::vector<kit::ChoiceItem> items;
    items.reserve(choices.size());
    for (const model::Choice& choice : choices) {
        items.push_back({{"question", field.name, choice.value}, FixedText{choice.label}, choice.selected});
    }
    return kit::choice_list(kit, column, items, mark);
}

struct Drawer {
    const QuestionField& field;
    Kit& kit;
    ScrollArea& column;
    QuestionActions& actions;

    [[nodiscard]] kit::ItemId id() const { return {"question", field.name}; }

    void operator()(const model::SelectOne& answer) const {
        if (const auto tapped = draw_choices(field, answer.choices, kit::ChoiceMark::radio, kit, column)) {
            actions.add(model::ChooseOne{field.name, answer.choices[*tapped].value});
        }
    }

    void operator()(const model::SelectMultiple& answer) const {
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
        const bool is_plain = answer.shape == NumberShape::integer || answer.shape == NumberShape::decimal;
        draw_keypad_field(is_plain ? Text{kit.words().digits(answer.value)} : Text{FixedText{answer.value}},
                          FixedText{answer.unit});
    }

    void operator()(const model::DateAnswer& answer) const {
        const std::string typed =
            has_keypad(field, kit) ? kit.memory({"question.date", field.name}).text : std::string{};
        if (!typed.empty()) {
            const std::string shown = kit::show_date_digits(typed);
            draw_keypad_field(FixedText{shown}, {});
            const bool is_complete = typed.size() == kit::show_date_digits("").size() - 2;
            if (is_complete && !kit::date_of_digits(typed)) {
                kit::paragraph(kit, column, kit.tr("question.date.no_such_day"), kit::ParagraphLook::body);
                column.space(kit.theme().space.gap);
            }
            return;
        }
        draw_keypad_field(answer.value ? Text{kit.words().full_date(*answer.value)} : Text{}, {});
    }

    void operator()(const model::NoteOnly&) const {}

    void draw_keypad_field(Text value, Text unit) const {
        const bool is_focused = has_keypad(field, kit);
        const bool is_date = std::holds_alternative<model::DateAnswer>(field.answer);
        const kit::FieldBox box{.value = value,
                                .placeholder = is_date ? kit.tr("question.tap_date") : kit.tr("question.tap_number"),
                                .unit = unit,
                                .state = field_state(field, is_focused),
                                .max_lines = 1};
        const kit::Rect place = column.next(kit::field_height(kit, box, column.width()));
        if (kit::field_box(kit, id(), place, box)) {
            kit.memory(kKeypadOwner).text = field.name;
        }
        if (is_focused) {
            keep_in_sight(place, value);
        }
        column.space(kit.theme().space.gap);
    }

    // A key was struck: show what it did, should the field have been scrolled away.
    void keep_in_sight(kit::Rect place, Text value) const {
        kit::UiMemory& shown = kit.memory({"question.shown", field.name});
        const bool is_first_time = shown.number == 0;
        shown.number = 1;
        if (shown.text != value.view()) {
            shown.text = value.view();
            if (!is_first_time) {
                column.reveal(place);
            }
        }
    }
};

}  // namespace

void draw_answer(const QuestionField& field, Kit& kit, ScrollArea& column, QuestionActions& actions) {
    std::visit(Drawer{field, kit, column, actions}, field.answer);
}

const QuestionField* keypad_field(const model::QuestionState& state, Kit& kit) {
    std::string& owner = kit.memory(kKeypadOwner).text;
    const auto owned = std::find_if(state.fields.begin(), state.fields.end(), [&owner](const QuestionField& field) {
        return takes_keypad(field) && field.name == owner;
    });
    if (owned != state.fields.end()) {
        return &*owned;
    }
    const auto first = std::find_if(state.fields.begin(), state.fields.end(), takes_keypad);
    if (first == state.fields.end()) {
        owner.clear();
        return nullptr;
    }
    owner = first->name;
    kit.memory({"question.date", first->name}).text.clear();
    return &*first;
}

void draw_keypad(const QuestionField& field, Kit& kit, kit::Rect place, QuestionActions& actions) {
    if (const auto* const number = std::get_if<model::NumberAnswer>(&field.answer)) {
        const kit::KeypadLayout layout = layout_of(number->shape);
        if (const auto key = kit::keypad(kit, place, layout)) {
            actions.add(model::EnterNumber{field.name, kit::type_number(number->value, *key, layout, number->limit)});
        }
        return;
    }
    const auto* const date = std::get_if<model::DateAnswer>(&field.answer);
    const auto key = kit::keypad(kit, place, kit::KeypadLayout::digits);
    if (date == nullptr || !key) {
        return;
    }
    std::string& typed = kit.memory({"question.date", field.name}).text;
    if (typed.empty() && date->value && *key == kit::Key::erase) {
        typed = kit::digits_of_date(*date->value);
    }
    typed = kit::type_date_digits(typed, *key);
    if (const auto complete = kit::date_of_digits(typed)) {
        typed.clear();
        actions.add(model::EnterDate{field.name, *complete});
    } else if (typed.empty() && date->value) {
        actions.add(model::ClearAnswer{field.name});
    }
}

}  // namespace daohu::screens
