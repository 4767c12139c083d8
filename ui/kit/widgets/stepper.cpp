// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/stepper.hpp"

#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

enum class Sign : std::uint8_t { minus, plus };

bool step_key(Kit& kit, const ItemId& id, Rect rect, Text label, Sign sign, ItemState state) {
    const Theme& theme = kit.theme();
    const bool is_enabled = state == ItemState::enabled;
    const Press press = kit.press(id, rect, label, ItemKind::button, state);
    const Colour fill = is_enabled ? kit.colour().background : kit.colour().surface2;
    const Colour ink = is_enabled ? kit.colour().primary : kit.colour().disabled;
    kit.paint().fill(rect, press.held ? fill.pressed() : fill, theme.shape.control);
    kit.paint().outline(rect, is_enabled ? ink : kit.colour().surface2, theme.shape.border, theme.shape.control);
    const float size = kit.with_text(theme.space.screen);
    const Rect mark = rect.centered({size, size});
    if (sign == Sign::minus) {
        kit.paint().minus(mark, ink, theme.shape.border_selected);
    } else {
        kit.paint().plus(mark, ink, theme.shape.border_selected);
    }
    focus_ring(kit, rect, press, theme.shape.control);
    return press.tapped;
}

}  // namespace

float stepper_height(Kit& kit) { return std::max(kit.theme().target.primary, kit.type().figure.line); }

StepperTap stepper(Kit& kit, Rect rect, const Stepper& stepper) {
    const Theme& theme = kit.theme();
    StepperTap tap = StepperTap::nothing;
    const Rect less = rect.cut_left(theme.target.key_width);
    const Rect more = rect.cut_right(theme.target.key_width);
    if (step_key(kit, {stepper.id.view(), "less"}, less, kit.tr("stepper.less"), Sign::minus, stepper.less)) {
        tap = StepperTap::less;
    }
    if (step_key(kit, {stepper.id.view(), "more"}, more, kit.tr("stepper.more"), Sign::plus, stepper.more)) {
        tap = StepperTap::more;
    }
    const Text shown = stepper.value.empty() ? Text{kit.tr("stepper.nothing")} : stepper.value;
    kit.paint().text(rect.inset(theme.space.gap, 0), shown,
                     {.size = kit.type().title,
                      .colour = stepper.value.empty() ? kit.colour().hint : kit.colour().text,
                      .across = Align::center,
                      .max_lines = 1});
    return tap;
}

}  // namespace daohu::kit
