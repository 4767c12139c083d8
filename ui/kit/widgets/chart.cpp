// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/chart.hpp"

#include <algorithm>
#include <vector>

namespace daohu::kit {

namespace {

constexpr float kBar = 20;
constexpr float kPlot = 180;
constexpr float kDot = 6;
constexpr float kCell = 150;

[[nodiscard]] Colour strong_of(Kit& kit, Tone tone) {
    return tone == Tone::primary ? kit.colour().primary : kit.colour().tone(tone).strong;
}

// Every n-th label, counted from the end, so that none touches the next.
[[nodiscard]] std::size_t label_step(Kit& kit, std::span<const LinePoint> points, float apart) {
    float widest = 0;
    for (const LinePoint& point : points) {
        widest = std::max({widest, kit.paint().width_of(point.label, kit.type().caption),
                           kit.paint().width_of(point.figure, kit.type().caption)});
    }
    const float needed = widest + kit.theme().space.tight;
    return apart <= 0 ? 1 : std::max<std::size_t>(1, static_cast<std::size_t>(needed / apart) + (needed > apart));
}

}  // namespace

void bar_chart(Kit& kit, ScrollArea& column, std::span<const Bar> bars) {
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    std::int64_t most = 1;
    for (const Bar& bar : bars) {
        most = std::max(most, bar.value);
    }
    for (const Bar& bar : bars) {
        const float figure = kit.paint().width_of(bar.figure, type.body);
        const float label_width = column.width() - figure - theme.space.card;
        const float label = kit.paint().measure(bar.label, type.body, label_width).h;
        Rect words = column.next(std::max(label, type.body.line));
        kit.paint().text(words.cut_right(figure), bar.figure,
                         {.size = type.body, .colour = kit.colour().text, .max_lines = 1});
        words.cut_right(theme.space.card);
        kit.paint().text(words, bar.label, {.size = type.body, .colour = kit.colour().text2});
        column.space(theme.space.hair);
        const Rect track = column.next(kBar);
        kit.paint().fill(track, kit.colour().surface2, theme.space.hair);
        if (bar.value > 0) {
            const float part = static_cast<float>(bar.value) / static_cast<float>(most);
            kit.paint().fill({track.x, track.y, std::max(theme.space.hair, track.w * part), track.h},
                             strong_of(kit, bar.tone), theme.space.hair);
        }
        column.space(theme.space.gap);
    }
}

void line_chart(Kit& kit, ScrollArea& column, std::span<const LinePoint> points) {
    if (points.empty()) {
        return;
    }
    const Theme& theme = kit.theme();
    const TypeSize caption = kit.type().caption;
    std::int64_t most = 1;
    for (const LinePoint& point : points) {
        most = std::max(most, point.value);
    }
    Rect all = column.next(kPlot + 2 * caption.line + theme.space.tight);
    const Rect labels = all.cut_bottom(caption.line);
    all.cut_top(caption.line);
    all.cut_bottom(theme.space.tight);
    const Rect plot = all.inset(theme.space.block, 0);
    kit.paint().fill({all.x, plot.bottom() - theme.shape.border, all.w, theme.shape.border}, kit.colour().border);
    const float apart = points.size() > 1 ? plot.w / static_cast<float>(points.size() - 1) : 0;
    const std::size_t step = label_step(kit, points, apart);
    std::vector<Point> way;
    way.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float up = static_cast<float>(std::max<std::int64_t>(points[i].value, 0)) / static_cast<float>(most);
        way.push_back({plot.x + apart * static_cast<float>(i), plot.bottom() - up * plot.h});
    }
    kit.paint().line(way, kit.colour().primary, theme.shape.border_selected);
    for (std::size_t i = 0; i < points.size(); ++i) {
        kit.paint().disc(way[i], kDot, kit.colour().primary);
        if ((points.size() - 1 - i) % step != 0) {
            continue;
        }
        const float wide = std::max(apart * static_cast<float>(step), 2 * theme.space.block);
        const TextLook look{.size = caption, .colour = kit.colour().text2, .across = Align::center, .max_lines = 1};
        kit.paint().text({way[i].x - wide / 2, labels.y, wide, labels.h}, points[i].label, look);
        const TextLook figure{.size = caption, .colour = kit.colour().text, .across = Align::center, .max_lines = 1};
        kit.paint().text({way[i].x - wide / 2, way[i].y - kDot - caption.line, wide, caption.line}, points[i].figure,
                         figure);
    }
    column.space(theme.space.card);
}

void coverage_grid(Kit& kit, ScrollArea& column, std::span<const Cell> cells) {
    if (cells.empty()) {
        return;
    }
    const Theme& theme = kit.theme();
    const TypeScale& type = kit.type();
    const float gap = theme.space.tight;
    const auto fitting = static_cast<std::size_t>((column.width() + gap) / (kit.with_text(kCell) + gap));
    const std::size_t across = std::clamp<std::size_t>(fitting, 1, cells.size());
    const float width = (column.width() - gap * static_cast<float>(across - 1)) / static_cast<float>(across);
    const float inner = width - 2 * theme.space.gap;
    for (std::size_t begin = 0; begin < cells.size(); begin += across) {
        const auto row = cells.subspan(begin, std::min(across, cells.size() - begin));
        float label = 0;
        for (const Cell& cell : row) {
            label = std::max(label, kit.paint().measure(cell.label, type.note, inner).h);
        }
        Rect strip = column.next(label + type.body.line + 2 * theme.space.tight);
        for (const Cell& cell : row) {
            const Rect box = strip.cut_left(width);
            strip.cut_left(gap);
            const TonePair colours = kit.colour().tone(cell.tone);
            kit.paint().fill(box, colours.soft, theme.space.tight);
            kit.paint().fill({box.x, box.y, theme.space.hair, box.h}, colours.strong);
            Rect inside = box.inset(theme.space.gap, theme.space.tight);
            kit.paint().text(inside.cut_top(label), cell.label,
                             {.size = type.note, .colour = kit.colour().text, .down = Align::start});
            kit.paint().text(inside, cell.figure, {.size = type.body, .colour = kit.colour().text, .max_lines = 1});
        }
        column.space(gap);
    }
    column.space(theme.space.gap);
}

}  // namespace daohu::kit
