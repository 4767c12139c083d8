// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/question_keys.hpp"

#include "ui/kit/widgets/button.hpp"
#include "ui/kit/widgets/keypad.hpp"
#include "ui/kit/widgets/search_pad.hpp"
#include "ui/screens/question_typed.hpp"

#include <algorithm>

namespace daohu::screens {

using kit::Kit;
using kit::Rect;
using model::QuestionActions;
using model::QuestionField;
using model::QuestionState;

namespace {

constexpr const char* kPadOpen = "question.pad";

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

// The choices of a long list are searched by letters; null where the page has none such.
struct Searched {
    const QuestionField* field = nullptr;
    const model::ChoiceSearch* search = nullptr;
};
[[nodiscard]] Searched searched_field(const QuestionState& state) {
    for (const QuestionField& field : state.fields) {
        if (const auto* const one = std::get_if<model::SelectOne>(&field.answer); one != nullptr && one->search) {
            return {&field, &*one->search};
        }
        if (const auto* const many = std::get_if<model::SelectMultiple>(&field.answer);
            many != nullptr && many->search) {
            return {&field, &*many->search};
        }
    }
    return {};
}

// The button that shows and hides the letters; gives whether they are shown.
bool draw_letters_button(Kit& kit, Rect& work, float margin) {
    std::int64_t& is_open = kit.memory(kPadOpen).number;
    const Translated label = is_open != 0 ? kit.tr("households.pad.close") : kit.tr("households.pad.open");
    Rect bar = work.cut_bottom(kit::button_height(kit) + kit.theme().space.gap);
    bar.cut_top(kit.theme().space.gap);
    bar = bar.inset(margin, 0);
    if (kit::button(kit, "question.pad", bar.cut_right(kit::button_width(kit, label)), label, kit::ButtonKind::quiet)) {
        is_open = is_open != 0 ? 0 : 1;
    }
    return is_open != 0;
}

// Letters beside the choices where the screen is wide; below them, when they are asked for, where it is high. Where
// there is room for neither, the search field still takes a keyboard.
void draw_letters(const Searched& searched, Kit& kit, Rect& work, float margin, QuestionActions& actions) {
    const kit::Theme& theme = kit.theme();
    const float pad_height = kit::search_pad_size(kit, work.w).h;
    Rect place;
    if (work.w >= theme.layout.measure && work.w > work.h && work.h >= pad_height) {
        work.cut_right(margin);
        const Rect side = work.cut_right(std::min(theme.layout.detail, work.w / 2));
        const float top = std::min(theme.space.gap, (side.h - pad_height) / 2);
        place = {side.x, side.y + top, side.w, pad_height};
    } else if (work.h >= pad_height + kit::button_height(kit) + 3 * theme.target.list_row) {
        if (!draw_letters_button(kit, work, margin)) {
            return;
        }
        place = work.cut_bottom(pad_height).inset(margin, 0);
        work.cut_bottom(theme.space.gap);
    } else {
        return;
    }
    if (auto typed = kit::search_pad(kit, place, searched.search->text)) {
        actions.add(model::SearchChoices{searched.field->name, std::move(*typed)});
    }
}

}  // namespace

void draw_keys(const QuestionState& state, Kit& kit, Rect& work, float margin, QuestionActions& actions) {
    if (const QuestionField* const field = keypad_field(state, kit)) {
        draw_keypad(*field, kit, cut_keypad(kit, work, margin), actions);
    } else if (const Searched searched = searched_field(state); searched.field != nullptr) {
        draw_letters(searched, kit, work, margin, actions);
    }
}

}  // namespace daohu::screens
