// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/field.hpp"

#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

constexpr int kParagraphLines = 6;

[[nodiscard]] FieldBox box_of(const TextFieldLook& look) {
    return {.value = look.value,
            .placeholder = look.placeholder,
            .unit = {},
            .state = look.state,
            .max_lines = look.kind == TextKind::paragraph ? kParagraphLines
                         : look.kind == TextKind::search  ? 1
                                                          : 2};
}

}  // namespace

float field_height(Kit& kit, const FieldBox& box, float width) {
    const Theme& theme = kit.theme();
    const Text shown = box.value.empty() ? box.placeholder : box.value;
    const float text = kit.paint().measure(shown, kit.type().item, width - 2 * theme.space.card, box.max_lines).h;
    return std::max(theme.target.primary, text + 2 * theme.space.gap);
}

bool field_box(Kit& kit, const ItemId& id, Rect rect, const FieldBox& box) {
    const Theme& theme = kit.theme();
    const Palette& colour = kit.colour();
    const bool is_read_only = box.state == FieldState::read_only;
    const Text shown = box.value.empty() ? box.placeholder : box.value;
    const Press press =
        kit.press(id, rect, shown, ItemKind::field, is_read_only ? ItemState::disabled : ItemState::enabled);
    const Colour fill = is_read_only ? colour.surface : colour.background;
    kit.paint().fill(rect, press.held ? fill.pressed() : fill, theme.shape.control);
    const Colour border = box.state == FieldState::focused ? colour.info
                          : box.state == FieldState::error ? colour.danger
                                                           : colour.border;
    kit.paint().outline(
        rect, border, box.state == FieldState::rest || is_read_only ? theme.shape.border : theme.shape.border_selected,
        theme.shape.control);
    Rect inside = rect.inset(theme.space.card, 0);
    if (!box.unit.empty()) {
        const Rect unit = inside.cut_right(kit.paint().width_of(box.unit, kit.type().item));
        kit.paint().text(unit, box.unit,
                         {.size = kit.type().item, .colour = colour.text2, .across = Align::end, .max_lines = 1});
        inside.cut_right(theme.space.gap);
    }
    kit.paint().text(
        inside, shown,
        {.size = kit.type().item, .colour = box.value.empty() ? colour.hint : colour.text, .max_lines = box.max_lines});
    focus_ring(kit, rect, press, theme.shape.control);
    return press.tapped;
}

float text_field_height(Kit& kit, const TextFieldLook& look, float width) {
    return field_height(kit, box_of(look), width);
}

std::optional<std::string> text_field(Kit& kit, const ItemId& id, Rect rect, const TextFieldLook& look) {
    if (field_box(kit, id, rect, box_of(look))) {
        kit.text_entry()
            .begin({.owner = std::string{id.view()},
                    .title = std::string{look.title.view()},
                    .text = std::string{look.value.view()},
                    .kind = look.kind,
                    .limit = look.limit})
            .ignore("another sheet is open already; it has to be answered first");
    }
    return kit.take_text(id);
}

}  // namespace daohu::kit
