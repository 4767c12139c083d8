// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/bars.hpp"

#include <algorithm>
#include <array>

namespace daohu::kit {

namespace {

// The badge takes at most this part of the bar before it uses its short words.
constexpr float kBadgeShare = 0.4F;

[[nodiscard]] float badge_width(Kit& kit, Text label) {
    const float dot = kit.with_text(kit.theme().space.card);
    return kit.paint().width_of(label, kit.type().note) + dot + kit.theme().space.tight + 2 * kit.theme().space.card;
}

bool badge(Kit& kit, Rect rect, Text label, Tone tone) {
    const Theme& theme = kit.theme();
    const TonePair colours = kit.colour().tone(tone);
    const Press press = kit.press("badge", rect, label, ItemKind::badge);
    const Rect pill = rect.inset(0, theme.space.hair);
    kit.paint().fill(pill, press.held ? colours.soft.pressed() : colours.soft, pill.h / 2);
    kit.paint().outline(pill, colours.strong, theme.shape.border, pill.h / 2);
    Rect inside = pill.inset(theme.space.card, 0);
    const float dot = kit.with_text(theme.space.card);
    const Rect mark = inside.cut_left(dot);
    kit.paint().disc(mark.center(), dot / 2, colours.strong);
    inside.cut_left(theme.space.tight);
    kit.paint().text(inside, label, {.size = kit.type().note, .colour = colours.strong});
    focus_ring(kit, pill, press, pill.h / 2);
    return press.tapped;
}

[[nodiscard]] float tab_width(Kit& kit, const TabItem& tab, TypeSize size) {
    return std::max(kit.theme().target.minimum, kit.paint().width_of(tab.label, size) + 2 * kit.theme().space.tight);
}

// The largest in which every label stands whole, down to the size of notes.
[[nodiscard]] TypeSize tab_type(Kit& kit, std::span<const TabItem> tabs, float room) {
    for (const TypeSize size : {kit.type().item, kit.type().body}) {
        float natural = 0;
        for (const TabItem& tab : tabs) {
            natural += tab_width(kit, tab, size);
        }
        if (natural <= room) {
            return size;
        }
    }
    return kit.type().note;
}

// All tabs alike as long as every label fits; else each as wide as its label needs, and some more.
struct TabWidths {
    bool is_even = true;
    float even = 0;
    float spare = 0;
};

[[nodiscard]] TabWidths tab_widths(Kit& kit, std::span<const TabItem> tabs, TypeSize size, float room) {
    const auto count = static_cast<float>(std::max<std::size_t>(tabs.size(), 1));
    TabWidths widths{.is_even = true, .even = room / count, .spare = 0};
    float natural = 0;
    for (const TabItem& tab : tabs) {
        const float width = tab_width(kit, tab, size);
        natural += width;
        widths.is_even = widths.is_even && width <= widths.even;
    }
    // Labels that do not fit together are shortened alike.
    widths.is_even = widths.is_even || natural > room;
    widths.spare = (room - natural) / count;
    return widths;
}

}  // namespace

TopBarTap top_bar(Kit& kit, Rect& screen, const TopBar& bar) {
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    const bool has_badge = !bar.badge.empty();
    const float side = bar.back.empty() ? theme.space.screen : theme.layout.edge;
    Text badge_label = bar.badge;
    if (has_badge && badge_width(kit, bar.badge) > screen.w * kBadgeShare) {
        badge_label = bar.badge_short;
    }
    const float badge_room =
        has_badge ? badge_width(kit, badge_label) + theme.space.gap + theme.space.screen : theme.space.screen;
    const float back_room = bar.back.empty() ? 0 : theme.target.minimum + theme.space.tight;
    const float text_width = screen.w - side - back_room - badge_room;
    const float title_height = kit.paint().measure(bar.title, type.title, text_width, 2).h;
    const float subtitle_height = kit.paint().measure(bar.subtitle, type.caption, text_width, 2).h;
    const float height = std::max(theme.layout.top_bar, title_height + subtitle_height + theme.space.tight);

    Rect strip = screen.cut_top(height);
    const Rect whole = kit.whole_screen();
    kit.paint().fill({whole.x, whole.y, whole.w, strip.bottom() - whole.y}, kit.colour().surface);
    kit.paint().fill({whole.x, strip.bottom() - theme.shape.hairline, whole.w, theme.shape.hairline},
                     kit.colour().divider);

    TopBarTap tap = TopBarTap::nothing;
    strip.cut_left(side);
    if (!bar.back.empty()) {
        const Rect place = strip.cut_left(theme.target.minimum).centered({theme.target.minimum, theme.target.minimum});
        strip.cut_left(theme.space.tight);
        if (back_button(kit, "back", place, bar.back)) {
            tap = TopBarTap::back;
        }
    }
    if (has_badge) {
        strip.cut_right(theme.space.screen);
        const Rect place = strip.cut_right(badge_width(kit, badge_label));
        strip.cut_right(theme.space.gap);
        if (badge(kit, place.centered({place.w, std::max(theme.target.minimum, type.note.line + theme.space.card)}),
                  badge_label, bar.badge_tone)) {
            tap = TopBarTap::badge;
        }
    } else {
        strip.cut_right(theme.space.screen);
    }
    Rect text = strip.centered({strip.w, title_height + subtitle_height});
    kit.paint().text(text.cut_top(title_height), bar.title,
                     {.size = type.title, .colour = kit.colour().text, .max_lines = 2});
    kit.paint().text(text, bar.subtitle, {.size = type.caption, .colour = kit.colour().text2, .max_lines = 2});
    return tap;
}

std::optional<std::size_t> tab_bar(Kit& kit, Rect& screen, std::span<const TabItem> tabs, std::size_t current) {
    const Theme& theme = kit.theme();
    const float height = std::max(theme.layout.tab_bar, kit.type().item.line + 2 * theme.space.card);
    const Rect strip = screen.cut_bottom(height);
    const Rect whole = kit.whole_screen();
    kit.paint().fill({whole.x, strip.y, whole.w, whole.bottom() - strip.y}, kit.colour().surface);
    kit.paint().fill({whole.x, strip.y, whole.w, theme.shape.hairline}, kit.colour().divider);

    std::optional<std::size_t> tapped;
    Rect rest = strip.inset(theme.layout.edge, 0);
    const TypeSize size = tab_type(kit, tabs, rest.w);
    const TabWidths widths = tab_widths(kit, tabs, size, rest.w);
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        const TabItem& tab = tabs[i];
        const Rect place = rest.cut_left(widths.is_even ? widths.even : tab_width(kit, tab, size) + widths.spare);
        const Press press = kit.press(tab.id, place, tab.label, ItemKind::tab);
        const bool is_current = i == current;
        const float pill_width =
            std::min(place.w - theme.space.tight, kit.paint().width_of(tab.label, size) + 2 * theme.space.block);
        const Rect pill = place.centered({pill_width, height - 2 * theme.space.gap});
        if (is_current || press.held) {
            const Colour fill = is_current ? kit.colour().primary_soft : kit.colour().surface2;
            kit.paint().fill(pill, press.held ? fill.pressed() : fill, pill.h / 2);
        }
        kit.paint().text(place, tab.label,
                         {.size = size,
                          .colour = is_current ? kit.colour().on_primary_soft : kit.colour().text2,
                          .across = Align::center,
                          .max_lines = 1});
        focus_ring(kit, pill, press, pill.h / 2);
        if (press.tapped && !is_current) {
            tapped = i;
        }
    }
    return tapped;
}

std::optional<std::size_t> action_bar(Kit& kit, Rect& work, std::span<const ActionButton> buttons) {
    const Theme& theme = kit.theme();
    const float margin = kit.margin(work.w);
    const float room = work.w - 2 * margin;
    float total = 0;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const bool is_last = i + 1 == buttons.size();
        total += std::max(button_width(kit, buttons[i].label), is_last ? theme.target.button_width : 0) +
                 (i == 0 ? 0 : theme.space.gap);
    }
    const bool is_stacked = buttons.size() > 1 && total > room;
    const ActionButton& last = buttons.back();
    const float last_height = button_height(
        kit, last.label, is_stacked ? room : std::max(button_width(kit, last.label), theme.target.button_width));
    const float others_height = is_stacked ? button_height(kit) + theme.space.gap : 0;
    const float height = last_height + others_height + 2 * theme.space.gap;

    Rect strip = work.cut_bottom(height);
    kit.paint().fill(strip, kit.colour().background);
    kit.paint().fill({strip.x, strip.y, strip.w, theme.shape.hairline}, kit.colour().divider);
    Rect inside = strip.inset(margin, theme.space.gap);
    std::optional<std::size_t> tapped;
    const auto draw = [&](std::size_t index, Rect rect) {
        const ActionButton& item = buttons[index];
        if (button(kit, item.id, rect, item.label, item.kind, item.state)) {
            tapped = index;
        }
    };
    if (is_stacked) {
        draw(buttons.size() - 1, inside.cut_bottom(last_height));
        inside.cut_bottom(theme.space.gap);
        const auto others = static_cast<float>(buttons.size() - 1);
        const float width = (inside.w - (others - 1) * theme.space.gap) / others;
        for (std::size_t i = 0; i + 1 < buttons.size(); ++i) {
            draw(i, inside.cut_left(width));
            inside.cut_left(theme.space.gap);
        }
        return tapped;
    }
    // What room is left makes the buttons easier to hit, the main one first.
    float spare = room - total;
    const auto widened = [&spare](float natural, float comfortable) {
        const float more = std::clamp(comfortable - natural, 0.0F, spare);
        spare -= more;
        return natural + more;
    };
    const float natural = std::max(button_width(kit, last.label), theme.target.button_width);
    draw(buttons.size() - 1, inside.cut_right(widened(natural, 1.5F * theme.target.button_width)));
    for (std::size_t i = 0; i + 1 < buttons.size(); ++i) {
        draw(i, inside.cut_left(widened(button_width(kit, buttons[i].label), 0.8F * theme.target.button_width)));
        inside.cut_left(theme.space.gap);
    }
    return tapped;
}

void progress_bar(Kit& kit, Rect& work, int done, int total) {
    const Rect strip = work.cut_top(kit.theme().layout.progress);
    kit.paint().fill(strip, kit.colour().surface2);
    if (total > 0) {
        const float part = std::clamp(static_cast<float>(done) / static_cast<float>(total), 0.0F, 1.0F);
        kit.paint().fill({strip.x, strip.y, strip.w * part, strip.h}, kit.colour().primary);
    }
}

}  // namespace daohu::kit
