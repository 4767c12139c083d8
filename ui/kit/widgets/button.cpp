// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

struct Looks {
    Colour fill, text, border;
};

[[nodiscard]] Looks looks_of(const Palette& colour, ButtonKind kind, ItemState state) {
    if (state == ItemState::disabled) {
        return {colour.surface2, colour.disabled, colour.surface2};
    }
    switch (kind) {
        case ButtonKind::primary: return {colour.primary, colour.on_primary, colour.primary};
        case ButtonKind::secondary: return {colour.background, colour.primary, colour.primary};
        case ButtonKind::danger: return {colour.background, colour.danger, colour.danger};
        case ButtonKind::quiet: return {colour.background, colour.text2, colour.border};
    }
    return {};
}

}  // namespace

float button_width(Kit& kit, Text label) {
    const Theme& theme = kit.theme();
    return std::max(theme.target.key_width, kit.paint().width_of(label, kit.type().item) + 2 * theme.space.screen);
}

float button_height(Kit& kit) {
    return std::max(kit.theme().target.primary, kit.type().item.line + 2 * kit.theme().space.card);
}

float button_height(Kit& kit, Text label, float width) {
    const Theme& theme = kit.theme();
    const float text = kit.paint().measure(label, kit.type().item, width - 2 * theme.space.card, 2).h;
    return std::max(button_height(kit), text + 2 * theme.space.tight);
}

void focus_ring(Kit& kit, Rect rect, const Press& press, float radius) {
    if (press.focused) {
        kit.paint().outline(rect.inset(-kit.theme().space.hair), kit.colour().info, kit.theme().shape.border_selected,
                            radius + kit.theme().space.hair);
    }
}

bool button(Kit& kit, const ItemId& id, Rect rect, Text label, ButtonKind kind, ItemState state) {
    const Theme& theme = kit.theme();
    const Press press = kit.press(id, rect, label, ItemKind::button, state);
    const Looks looks = looks_of(kit.colour(), kind, state);
    kit.paint().fill(rect, press.held ? looks.fill.pressed() : looks.fill, theme.shape.control);
    kit.paint().outline(rect, looks.border, theme.shape.border, theme.shape.control);
    kit.paint().text(rect.inset(theme.space.card, 0), label,
                     {.size = kit.type().item, .colour = looks.text, .across = Align::center, .max_lines = 2});
    focus_ring(kit, rect, press, theme.shape.control);
    return press.tapped;
}

bool back_button(Kit& kit, const ItemId& id, Rect rect, Text label) {
    const Press press = kit.press(id, rect, label, ItemKind::button);
    if (press.held) {
        kit.paint().fill(rect, kit.colour().surface2.pressed(), kit.theme().shape.control);
    }
    kit.paint().chevron(rect, Towards::left, kit.colour().text, kit.theme().shape.border_selected);
    focus_ring(kit, rect, press, kit.theme().shape.control);
    return press.tapped;
}

}  // namespace daohu::kit
