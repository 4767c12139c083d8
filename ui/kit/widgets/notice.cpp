// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/notice.hpp"

#include "ui/kit/sheet.hpp"
#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

// Exclamation mark, tick or "i" in a ring, so that the colour says nothing alone.
void draw_sign(Kit& kit, Rect place, Tone tone) {
    const Theme& theme = kit.theme();
    const Colour colour = kit.colour().tone(tone).strong;
    const Point center = place.center();
    kit.paint().ring(center, place.w / 2, colour, theme.shape.border);
    if (tone == Tone::ok || tone == Tone::primary) {
        kit.paint().tick(place.inset(place.w / 4), colour, theme.shape.border_selected);
        return;
    }
    const float width = place.w / 9;
    const float stroke = place.h * 0.32F;
    const float dot = place.h * 0.1F;
    const float top = center.y - (stroke + 2 * dot) / 2;
    const Rect bar{center.x - width / 2, top, width, stroke};
    if (tone == Tone::info || tone == Tone::neutral) {
        kit.paint().disc({center.x, top + dot / 2}, dot / 2 + width / 4, colour);
        kit.paint().fill({bar.x, bar.y + 2 * dot, bar.w, bar.h}, colour);
    } else {
        kit.paint().fill(bar, colour);
        kit.paint().disc({center.x, bar.bottom() + dot * 1.4F}, dot / 2 + width / 4, colour);
    }
}

struct BannerParts {
    float sign, text_width, text_height;
};

[[nodiscard]] BannerParts measure_banner(Kit& kit, Text text, float width) {
    const Theme& theme = kit.theme();
    const float sign = kit.with_text(theme.target.mark);
    const float text_width = width - 2 * theme.space.card - sign - theme.space.gap;
    return {sign, text_width, kit.paint().measure(text, kit.type().body, text_width).h};
}

}  // namespace

float banner_height(Kit& kit, Text text, float width) {
    const BannerParts parts = measure_banner(kit, text, width);
    return std::max({56.0F, parts.text_height + 2 * kit.theme().space.gap, parts.sign + 2 * kit.theme().space.gap});
}

void banner(Kit& kit, Rect rect, Text text, Tone tone) {
    const Theme& theme = kit.theme();
    const BannerParts parts = measure_banner(kit, text, rect.w);
    const TonePair colours = kit.colour().tone(tone);
    kit.paint().fill(rect, colours.soft, theme.shape.panel);
    kit.paint().outline(rect, colours.strong, theme.shape.border, theme.shape.panel);
    Rect inside = rect.inset(theme.space.card, 0);
    const Rect sign = inside.cut_left(parts.sign);
    draw_sign(kit, sign.centered({parts.sign, parts.sign}), tone);
    inside.cut_left(theme.space.gap);
    kit.paint().text(inside, text, {.size = kit.type().body, .colour = kit.colour().text});
}

void banner(Kit& kit, ScrollArea& column, Text text, Tone tone) {
    banner(kit, column.next(banner_height(kit, text, column.width())), text, tone);
}

Size chip_size(Kit& kit, Text text) {
    const TypeSize size = kit.type().caption;
    return {kit.paint().width_of(text, size) + 2 * kit.theme().space.gap, size.line + 6};
}

void chip(Kit& kit, Rect rect, Text text, Tone tone) {
    const TonePair colours = kit.colour().tone(tone);
    kit.paint().fill(rect, colours.soft, rect.h / 2);
    kit.paint().text(rect, text,
                     {.size = kit.type().caption, .colour = colours.strong, .across = Align::center, .max_lines = 1});
}

bool empty_state(Kit& kit, const ItemId& id, Rect area, Text sentence, Text button_label) {
    const Theme& theme = kit.theme();
    const float width = std::min(area.w - 2 * theme.space.screen, theme.layout.dialog);
    const float text_height = kit.paint().measure(sentence, kit.type().body, width).h;
    const float button_room = button_label.empty() ? 0 : theme.space.screen + button_height(kit, button_label, width);
    Rect place = area.centered({width, text_height + button_room});
    kit.paint().text(place.cut_top(text_height), sentence,
                     {.size = kit.type().body, .colour = kit.colour().text2, .across = Align::center});
    if (button_label.empty()) {
        return false;
    }
    place.cut_top(theme.space.screen);
    const float wide = std::min(width, std::max(theme.target.button_width, button_width(kit, button_label)));
    return button(kit, id, place.centered({wide, place.h}), button_label, ButtonKind::primary);
}

void show_toast(Kit& kit, ToastState& state, std::chrono::seconds time) {
    state.until = kit.seconds() + static_cast<double>(time.count());
    kit.redraw_at(state.until);
}

bool toast(Kit& kit, const ItemId& id, ToastState& state, Text text, Text button_label) {
    if (state.until == 0) {
        return false;
    }
    if (kit.seconds() >= state.until) {
        state.until = 0;
        return false;
    }
    kit.redraw_at(state.until);
    const Theme& theme = kit.theme();
    const Rect screen = kit.screen();
    const float width = std::min(theme.layout.measure, screen.w - 2 * theme.space.screen);
    const float action = button_label.empty() ? 0 : button_width(kit, button_label) + theme.space.gap;
    const float text_width = width - 2 * theme.space.card - action;
    const float height = std::max(theme.target.primary + theme.space.gap,
                                  kit.paint().measure(text, kit.type().body, text_width).h + 2 * theme.space.card);
    const Rect place{screen.x + (screen.w - width) / 2, screen.y + theme.space.tight, width, height};
    const Overlay overlay{kit, place};
    kit.paint().fill(place, kit.colour().text, theme.shape.panel);
    Rect inside = place.inset(theme.space.card, theme.space.tight);
    bool tapped = false;
    if (!button_label.empty()) {
        const Rect rect = inside.cut_right(action - theme.space.gap);
        inside.cut_right(theme.space.gap);
        tapped = button(kit, id, rect.centered({rect.w, theme.target.minimum}), button_label, ButtonKind::quiet);
    }
    kit.paint().text(inside, text, {.size = kit.type().body, .colour = kit.colour().background});
    if (tapped) {
        state.until = 0;
    }
    return tapped;
}

}  // namespace daohu::kit
