// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/shutter.hpp"

#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

constexpr float kDisc = 108;
constexpr float kMark = 48;

}  // namespace

Size shutter_size(Kit& kit, Text label) {
    const float words = kit.paint().width_of(label, kit.type().item);
    return {std::max(kDisc, words) + 2 * kit.theme().space.tight,
            kDisc + kit.type().item.line + 3 * kit.theme().space.tight};
}

bool shutter(Kit& kit, const ItemId& id, Rect rect, Text label, ItemState state) {
    const Theme& theme = kit.theme();
    const Palette& colour = kit.colour();
    const Press press = kit.press(id, rect, label, ItemKind::button, state);
    const Colour fill = state == ItemState::disabled ? colour.disabled : colour.primary;
    Rect inside = rect.inset(theme.space.tight);
    const Rect disc = inside.cut_top(kDisc).centered({kDisc, kDisc});
    kit.paint().disc(disc.center(), kDisc / 2, press.held ? fill.pressed() : fill);
    kit.paint().ring(disc.center(), kDisc / 2 - theme.space.tight, colour.on_primary, theme.shape.border_selected);
    kit.paint().camera(disc.centered({kMark, kMark}), colour.on_primary, theme.shape.border_selected);
    kit.paint().text(inside, label,
                     {.size = kit.type().item,
                      .colour = state == ItemState::disabled ? colour.hint : colour.text,
                      .across = Align::center,
                      .down = Align::end,
                      .max_lines = 1});
    focus_ring(kit, rect, press, theme.shape.panel);
    return press.tapped;
}

}  // namespace daohu::kit
