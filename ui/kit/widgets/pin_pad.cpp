// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/pin_pad.hpp"

namespace daohu::kit {

namespace {

constexpr float kDot = 22;

void draw_dots(Kit& kit, Rect rect, int typed) {
    const float gap = kit.theme().space.screen;
    const float width = static_cast<float>(kPinDigits) * kDot + static_cast<float>(kPinDigits - 1) * gap;
    Rect row = rect.centered({width, kDot});
    for (int i = 0; i < kPinDigits; ++i) {
        const Rect place = row.cut_left(kDot);
        row.cut_left(gap);
        if (i < typed) {
            kit.paint().disc(place.center(), kDot / 2, kit.colour().primary);
        } else {
            kit.paint().ring(place.center(), kDot / 2, kit.colour().border, kit.theme().shape.border);
        }
    }
}

}  // namespace

Size pin_pad_size(Kit& kit) {
    const Size keys = keypad_size(kit);
    return {keys.w, keys.h + kDot + 2 * kit.theme().space.card};
}

std::optional<Key> pin_pad(Kit& kit, Rect rect, int typed, ItemState state) {
    draw_dots(kit, rect.cut_top(kDot + 2 * kit.theme().space.card), typed);
    return keypad(kit, rect, KeypadLayout::digits, state);
}

}  // namespace daohu::kit
