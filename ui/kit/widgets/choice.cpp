// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/choice.hpp"

#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

constexpr std::size_t kManyChoices = 6;

[[nodiscard]] float label_width(Kit& kit, float width) {
    const Theme& theme = kit.theme();
    return width - 2 * theme.space.card - kit.with_text(theme.target.mark) - theme.space.card;
}

void draw_mark(Kit& kit, Rect place, ChoiceMark mark, bool is_selected) {
    const Theme& theme = kit.theme();
    const Colour colour = is_selected ? kit.colour().primary : kit.colour().border;
    if (mark == ChoiceMark::radio) {
        kit.paint().ring(place.center(), place.w / 2, colour, theme.shape.border_selected);
        if (is_selected) {
            kit.paint().disc(place.center(), place.w * 0.27F, colour);
        }
        return;
    }
    const float radius = place.w / 5;
    if (is_selected) {
        kit.paint().fill(place, colour, radius);
        kit.paint().tick(place.inset(place.w / 6), kit.colour().on_primary, theme.shape.border_selected);
    } else {
        kit.paint().outline(place, colour, theme.shape.border_selected, radius);
    }
}

[[nodiscard]] bool fit_in_two_columns(Kit& kit, std::span<const ChoiceItem> choices, float width) {
    if (choices.size() <= kManyChoices || width < kit.theme().layout.dialog) {
        return false;
    }
    const float room = label_width(kit, (width - kit.theme().space.gap) / 2);
    return std::all_of(choices.begin(), choices.end(), [&](const ChoiceItem& choice) {
        return kit.paint().width_of(choice.label, kit.type().item) <= room;
    });
}

}  // namespace

float choice_height(Kit& kit, Text label, float width) {
    const Theme& theme = kit.theme();
    return std::max(theme.target.primary,
                    kit.paint().measure(label, kit.type().item, label_width(kit, width)).h + 2 * theme.space.gap);
}

bool choice_row(Kit& kit, Rect rect, const ChoiceItem& choice, ChoiceMark mark) {
    const Theme& theme = kit.theme();
    const Press press = kit.press(choice.id, rect, choice.label, ItemKind::choice);
    const Colour fill = choice.is_selected ? kit.colour().primary_soft : kit.colour().background;
    kit.paint().fill(rect, press.held ? fill.pressed() : fill, theme.shape.control);
    kit.paint().outline(rect, choice.is_selected ? kit.colour().primary : kit.colour().border,
                        choice.is_selected ? theme.shape.border_selected : theme.shape.border, theme.shape.control);
    Rect inside = rect.inset(theme.space.card, 0);
    const float mark_size = kit.with_text(theme.target.mark);
    draw_mark(kit, inside.cut_left(mark_size).centered({mark_size, mark_size}), mark, choice.is_selected);
    inside.cut_left(theme.space.card);
    kit.paint().text(
        inside, choice.label,
        {.size = kit.type().item, .colour = choice.is_selected ? kit.colour().on_primary_soft : kit.colour().text});
    focus_ring(kit, rect, press, theme.shape.control);
    return press.tapped;
}

std::optional<std::size_t> choice_list(Kit& kit, ScrollArea& column, std::span<const ChoiceItem> choices,
                                       ChoiceMark mark) {
    const float gap = kit.theme().space.gap;
    std::optional<std::size_t> tapped;
    const bool in_two = fit_in_two_columns(kit, choices, column.width());
    // Down the left column first, as one reads a list.
    const std::size_t rows = in_two ? (choices.size() + 1) / 2 : choices.size();
    for (std::size_t row = 0; row < rows; ++row) {
        const float width = in_two ? (column.width() - gap) / 2 : column.width();
        Rect strip = column.next(choice_height(kit, choices[row].label, width));
        const Rect left = strip.cut_left(width);
        if (choice_row(kit, left, choices[row], mark)) {
            tapped = row;
        }
        if (in_two && row + rows < choices.size()) {
            strip.cut_left(gap);
            if (choice_row(kit, strip, choices[row + rows], mark)) {
                tapped = row + rows;
            }
        }
        column.space(gap);
    }
    return tapped;
}

}  // namespace daohu::kit
