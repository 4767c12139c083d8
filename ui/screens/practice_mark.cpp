// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/practice_mark.hpp"

namespace daohu::screens {

using kit::Kit;
using kit::Rect;

namespace {

constexpr int kMostLines = 2;

}  // namespace

Rect take_practice_mark(Kit& kit) {
    const kit::Space& space = kit.theme().space;
    const float width = kit.screen().w - 2 * space.screen;
    const float height = kit.paint().measure(kit.tr("practice.mark"), kit.type().note, width, kMostLines).h;
    return kit.take_top(height + 2 * space.tight);
}

void draw_practice_mark(Kit& kit, Rect place) {
    const kit::TonePair colours = kit.colour().tone(kit::Tone::warn);
    const Rect whole = kit.whole_screen();
    kit.paint().fill({whole.x, whole.y, whole.w, place.bottom() - whole.y}, colours.soft);
    kit.paint().fill({whole.x, place.bottom() - kit.theme().shape.border, whole.w, kit.theme().shape.border},
                     colours.strong);
    kit.paint().text(place.inset(kit.theme().space.screen, kit.theme().space.tight), kit.tr("practice.mark"),
                     {.size = kit.type().note, .colour = kit.colour().text, .max_lines = kMostLines});
}

}  // namespace daohu::screens
