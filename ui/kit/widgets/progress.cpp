// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/progress.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

constexpr float kRing = 148;
constexpr float kRingWidth = 14;
constexpr float kBar = 14;
constexpr float kTile = 200;

[[nodiscard]] float part_of(const Progress& progress) {
    if (progress.total <= 0) {
        return 0;
    }
    return std::clamp(static_cast<float>(progress.done) / static_cast<float>(progress.total), 0.0F, 1.0F);
}

[[nodiscard]] Colour strong_of(Kit& kit, Tone tone) {
    return tone == Tone::primary ? kit.colour().primary : kit.colour().tone(tone).strong;
}

[[nodiscard]] float ring_size(Kit& kit, float width) { return std::min(kit.with_text(kRing), width); }

}  // namespace

float progress_ring_height(Kit& kit, const Progress& progress, float width) {
    return ring_size(kit, width) + kit.theme().space.tight +
           kit.paint().measure(progress.label, kit.type().note, width).h;
}

void progress_ring(Kit& kit, Rect rect, const Progress& progress) {
    const float size = ring_size(kit, rect.w);
    const Rect box = rect.cut_top(size).centered({size, size});
    const float radius = size / 2;
    kit.paint().ring(box.center(), radius, kit.colour().surface2, kRingWidth);
    if (const float part = part_of(progress); part > 0) {
        kit.paint().arc(box.center(), radius, 0, part, strong_of(kit, progress.tone), kRingWidth);
    }
    const float room = size - 2 * kRingWidth - kit.theme().space.card;
    const TypeSize figure =
        kit.paint().width_of(progress.figure, kit.type().item) <= room ? kit.type().item : kit.type().caption;
    kit.paint().text(box.inset(kRingWidth), progress.figure,
                     {.size = figure, .colour = kit.colour().text, .across = Align::center, .max_lines = 1});
    rect.cut_top(kit.theme().space.tight);
    kit.paint().text(
        rect, progress.label,
        {.size = kit.type().note, .colour = kit.colour().text2, .across = Align::center, .down = Align::start});
}

void progress_line(Kit& kit, ScrollArea& column, const Progress& progress) {
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    const float figure = kit.paint().width_of(progress.figure, type.body);
    const bool is_beside = figure < column.width() / 2;
    const float label_width = is_beside ? column.width() - figure - theme.space.card : column.width();
    const float label = kit.paint().measure(progress.label, type.body, label_width).h;
    Rect words = column.next(is_beside ? std::max(label, type.body.line) : label + type.body.line);
    const Rect number = is_beside ? words.cut_right(figure) : words.cut_bottom(type.body.line);
    if (is_beside) {
        words.cut_right(theme.space.card);
    }
    kit.paint().text(words, progress.label, {.size = type.body, .colour = kit.colour().text});
    kit.paint().text(number, progress.figure, {.size = type.body, .colour = kit.colour().text, .max_lines = 1});
    column.space(theme.space.hair);
    const Rect bar = column.next(kBar);
    kit.paint().fill(bar, kit.colour().surface2, kBar / 2);
    if (const float part = part_of(progress); part > 0) {
        kit.paint().fill({bar.x, bar.y, std::max(kBar, bar.w * part), bar.h}, strong_of(kit, progress.tone), kBar / 2);
    }
    column.space(theme.space.card);
}

void tiles(Kit& kit, ScrollArea& column, std::span<const Tile> tiles) {
    if (tiles.empty()) {
        return;
    }
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    const float gap = theme.space.gap;
    const auto fitting = static_cast<std::size_t>((column.width() + gap) / (kit.with_text(kTile) + gap));
    std::size_t across = std::clamp<std::size_t>(fitting, 1, tiles.size());
    // No single one left over in the last row where that can be helped.
    if (across > 2 && tiles.size() % across == 1) {
        --across;
    }
    const float width = (column.width() - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    const float inner = width - 2 * theme.space.card;
    for (std::size_t begin = 0; begin < tiles.size(); begin += across) {
        const auto row = tiles.subspan(begin, std::min(across, tiles.size() - begin));
        float label = 0;
        float figure = 0;
        for (const Tile& tile : row) {
            label = std::max(label, kit.paint().measure(tile.label, type.note, inner).h);
            figure = std::max(figure, kit.paint().measure(tile.figure, type.figure, inner).h);
        }
        Rect strip = column.next(figure + label + 2 * theme.space.gap);
        for (const Tile& tile : row) {
            const Rect box = strip.cut_left(width);
            strip.cut_left(gap);
            const bool is_neutral = tile.tone == Tone::neutral;
            kit.paint().fill(box, is_neutral ? kit.colour().surface : kit.colour().tone(tile.tone).soft,
                             theme.shape.panel);
            Rect inside = box.inset(theme.space.card, theme.space.gap);
            kit.paint().text(inside.cut_top(figure), tile.figure, {.size = type.figure, .colour = kit.colour().text});
            kit.paint().text(inside, tile.label,
                             {.size = type.note, .colour = kit.colour().text2, .down = Align::start});
        }
        column.space(gap);
    }
}

}  // namespace daohu::kit
