// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question_answers.hpp"

#include "ui/kit/long_list.hpp"
#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/choice.hpp"
#include "ui/kit/widgets/field.hpp"
#include "ui/kit/widgets/row.hpp"
#include "ui/kit/widgets/stepper.hpp"
#include "ui/screens/question_media.hpp"

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

constexpr const char* kKeypadOwner = "question.keypad";
constexpr std::size_t kSearchLimit = 40;  // characters

// Of digits as the form keeps them; nothing is nought.
[[nodiscard]] int number_of(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

[[nodiscard]] bool is_editable(const QuestionField& field) { return field.access == model::Access::editable; }
[[nodiscard]] bool has_error(const QuestionField& field) {
    return field.problem && field.problem->kind == model::ProblemKind::error;
}

[[nodiscard]] bool takes_keypad(const QuestionField& field) {
    if (!is_editable(field)) {
        return false;
    }
    const auto* const number = std::get_if<model::NumberAnswer>(&field.answer);
    return number != nullptr ? number->shape != NumberShape::stepped
                             : std::holds_alternative<model::DateAnswer>(field.answer);
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
        case NumberShape::stepped:
        case NumberShape::phone:
        case NumberShape::digits: return kit::KeypadLayout::digits;
        case NumberShape::decimal: return kit::KeypadLayout::decimal;
        case NumberShape::money: return kit::KeypadLayout::money;
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
        switch (answer.shape) {
            case NumberShape::stepped: return draw_stepper(answer);
            case NumberShape::integer:
            case NumberShape::decimal:
            case NumberShape::money: return draw_keypad_field(kit.words().digits(answer.value), FixedText{answer.unit});
            case NumberShape::phone: return draw_keypad_field(FixedText{kit::show_phone(answer.value)}, {});
            case NumberShape::identity: return draw_keypad_field(FixedText{kit::show_identity(answer.value)}, {});
            case NumberShape::digits: return draw_keypad_field(FixedText{answer.value}, FixedText{answer.unit});
        }
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
