// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question_typed.hpp"

#include "ui/kit/widgets/row.hpp"

#include <algorithm>
#include <string>

namespace daohu::screens {

using kit::Kit;
using kit::ScrollArea;
using model::NumberShape;
using model::QuestionActions;
using model::QuestionField;

namespace {

constexpr const char* kKeypadOwner = "question.keypad";
constexpr const char* kTyped = "question.date";

[[nodiscard]] bool has_error(const QuestionField& field) {
    return field.problem && field.problem->kind == model::ProblemKind::error;
}

[[nodiscard]] bool takes_keypad(const QuestionField& field) {
    if (!is_editable(field)) {
        return false;
    }
    const auto* const number = std::get_if<model::NumberAnswer>(&field.answer);
    return number != nullptr ? number->shape != NumberShape::stepped
                             : std::holds_alternative<model::DateAnswer>(field.answer) ||
                                   std::holds_alternative<model::MomentAnswer>(field.answer);
}

[[nodiscard]] bool has_keypad(const QuestionField& field, Kit& kit) {
    return kit.memory(kKeypadOwner).text == field.name;
}

// The digits of a day or a time that have been struck and name none yet.
[[nodiscard]] std::string& typed_digits(const QuestionField& field, Kit& kit) {
    return kit.memory({kTyped, field.name}).text;
}

[[nodiscard]] kit::KeypadLayout layout_of(NumberShape shape) {
    switch (shape) {
        case NumberShape::integer:
        case NumberShape::stepped:
        case NumberShape::phone:
        case NumberShape::digits: return kit::KeypadLayout::digits;
        case NumberShape::decimal: return kit::KeypadLayout::decimal;
        case NumberShape::money: return kit::KeypadLayout::money;
        case NumberShape::identity: return kit::KeypadLayout::identity;
    }
    return kit::KeypadLayout::digits;
}

// A key was struck: show what it did, should the field have been scrolled away.
void keep_in_sight(const QuestionField& field, kit::Rect place, Text value, Kit& kit, ScrollArea& column) {
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

struct BoxLook {
    Text value;
    Text placeholder;
    Text unit;
};

void draw_box(const QuestionField& field, const BoxLook& look, Kit& kit, ScrollArea& column) {
    const bool is_focused = has_keypad(field, kit);
    const kit::FieldBox box{.value = look.value,
                            .placeholder = look.placeholder,
                            .unit = look.unit,
                            .state = field_state(field, is_focused),
                            .max_lines = 1};
    const kit::Rect place = column.next(kit::field_height(kit, box, column.width()));
    if (kit::field_box(kit, {"question", field.name}, place, box)) {
        kit.memory(kKeypadOwner).text = field.name;
    }
    if (is_focused) {
        keep_in_sight(field, place, look.value, kit, column);
    }
    column.space(kit.theme().space.gap);
}

// A sentence where all the digits are there and name nothing.
void draw_nothing_named(Text sentence, Kit& kit, ScrollArea& column) {
    kit::paragraph(kit, column, sentence, kit::ParagraphLook::body);
    column.space(kit.theme().space.gap);
}

void strike_date(const QuestionField& field, const model::DateAnswer& date, kit::Key key, Kit& kit,
                 QuestionActions& actions) {
    std::string& typed = typed_digits(field, kit);
    if (typed.empty() && date.value && key == kit::Key::erase) {
        typed = kit::digits_of_date(*date.value);
    }
    typed = kit::type_date_digits(typed, key);
    if (const auto complete = kit::date_of_digits(typed)) {
        typed.clear();
        actions.add(model::EnterDate{field.name, *complete});
    } else if (typed.empty() && date.value) {
        actions.add(model::ClearAnswer{field.name});
    }
}

void strike_moment(const QuestionField& field, const model::MomentAnswer& moment, kit::Key key, Kit& kit,
                   QuestionActions& actions) {
    std::string& typed = typed_digits(field, kit);
    if (typed.empty() && moment.value && key == kit::Key::erase) {
        typed = kit::digits_of_moment(*moment.value);
    }
    typed = kit::type_moment_digits(typed, key);
    if (const auto complete = kit::moment_of_digits(typed)) {
        typed.clear();
        actions.add(model::EnterMoment{field.name, *complete});
    } else if (typed.empty() && moment.value) {
        actions.add(model::ClearAnswer{field.name});
    }
}

}  // namespace

bool is_editable(const QuestionField& field) { return field.access == model::Access::editable; }

kit::FieldState field_state(const QuestionField& field, bool is_focused) {
    if (!is_editable(field)) {
        return kit::FieldState::read_only;
    }
    if (has_error(field)) {
        return kit::FieldState::error;
    }
    return is_focused ? kit::FieldState::focused : kit::FieldState::rest;
}

void draw_number(const QuestionField& field, const model::NumberAnswer& answer, Kit& kit, ScrollArea& column) {
    BoxLook look{.value = {}, .placeholder = kit.tr("question.tap_number"), .unit = {}};
    std::string grouped;
    switch (answer.shape) {
        case NumberShape::stepped: return;
        case NumberShape::integer:
        case NumberShape::decimal:
        case NumberShape::money:
            look.value = kit.words().digits(answer.value);
            look.unit = FixedText{answer.unit};
            break;
        case NumberShape::phone:
            grouped = kit::show_phone(answer.value);
            look.value = FixedText{grouped};
            break;
        case NumberShape::identity:
            grouped = kit::show_identity(answer.value);
            look.value = FixedText{grouped};
            break;
        case NumberShape::digits:
            look.value = FixedText{answer.value};
            look.unit = FixedText{answer.unit};
            break;
    }
    draw_box(field, look, kit, column);
}

void draw_date(const QuestionField& field, const model::DateAnswer& answer, Kit& kit, ScrollArea& column) {
    const std::string typed = has_keypad(field, kit) ? typed_digits(field, kit) : std::string{};
    const std::string shown = kit::show_date_digits(typed);
    const Text known = answer.value ? Text{kit.words().full_date(*answer.value)} : Text{};
    draw_box(field,
             {.value = typed.empty() ? known : Text{FixedText{shown}},
              .placeholder = kit.tr("question.tap_date"),
              .unit = {}},
             kit, column);
    if (typed.size() == kit::kDateDigits) {
        draw_nothing_named(kit.tr("question.date.no_such_day"), kit, column);
    }
}

void draw_moment(const QuestionField& field, const model::MomentAnswer& answer, Kit& kit, ScrollArea& column) {
    const std::string typed = has_keypad(field, kit) ? typed_digits(field, kit) : std::string{};
    const std::string shown = kit::show_moment_digits(typed);
    const Text known = answer.value ? Text{kit.words().moment(*answer.value, {})} : Text{};
    draw_box(field,
             {.value = typed.empty() ? known : Text{FixedText{shown}},
              .placeholder = kit.tr("question.tap_moment"),
              .unit = {}},
             kit, column);
    if (typed.size() == kit::kMomentDigits) {
        draw_nothing_named(kit.tr("question.moment.no_such_time"), kit, column);
    }
}

const QuestionField* keypad_field(const model::QuestionState& state, Kit& kit) {
    std::string& owner = kit.memory(kKeypadOwner).text;
    const auto owned = std::find_if(state.fields.begin(), state.fields.end(), [&owner](const QuestionField& field) {
        return takes_keypad(field) && field.name == owner;
    });
    if (owned != state.fields.end()) {
        return &*owned;
    }
    // In a group the keys cover other questions: what need not be answered waits for a tap.
    const bool is_alone = state.fields.size() == 1;
    const auto first = std::find_if(state.fields.begin(), state.fields.end(), [is_alone](const QuestionField& field) {
        return takes_keypad(field) && (is_alone || field.requirement == model::Requirement::required);
    });
    if (first == state.fields.end()) {
        owner.clear();
        return nullptr;
    }
    owner = first->name;
    typed_digits(*first, kit).clear();
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
    const auto key = kit::keypad(kit, place, kit::KeypadLayout::digits);
    if (!key) {
        return;
    }
    if (const auto* const date = std::get_if<model::DateAnswer>(&field.answer)) {
        strike_date(field, *date, *key, kit, actions);
    } else if (const auto* const moment = std::get_if<model::MomentAnswer>(&field.answer)) {
        strike_moment(field, *moment, *key, kit, actions);
    }
}

}  // namespace daohu::screens
