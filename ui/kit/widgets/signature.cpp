// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/signature.hpp"

#include <algorithm>
#include <cmath>

namespace daohu::kit {

namespace {

constexpr float kInk = 5;           // paper units
constexpr float kBaseline = 0.76F;  // of the paper's height
constexpr float kNearest = 1.5F;    // paper units between two points that are both kept
constexpr std::size_t kMostPoints = 4000;

[[nodiscard]] float scale_of(Rect paper) { return paper.w / kPaper.w; }

void draw_stroke(Kit& kit, Rect paper, std::span<const Point> stroke, std::vector<Point>& on_screen) {
    const float scale = scale_of(paper);
    on_screen.clear();
    for (const Point point : stroke) {
        on_screen.push_back({paper.x + point.x * scale, paper.y + point.y * scale});
    }
    kit.paint().line(on_screen, kit.colour().text, kInk * scale);
}

void add_point(std::vector<Point>& stroke, Rect paper, Point at) {
    const float scale = scale_of(paper);
    const Point point{std::clamp((at.x - paper.x) / scale, 0.0F, kPaper.w),
                      std::clamp((at.y - paper.y) / scale, 0.0F, kPaper.h)};
    const bool is_new = stroke.empty() || std::abs(point.x - stroke.back().x) >= kNearest ||
                        std::abs(point.y - stroke.back().y) >= kNearest;
    if (is_new && stroke.size() < kMostPoints) {
        stroke.push_back(point);
    }
}

}  // namespace

Rect paper_place(Rect rect) {
    const float width = std::min(rect.w, rect.h * kPaper.w / kPaper.h);
    return rect.centered({width, width * kPaper.h / kPaper.w});
}

void signature_picture(Kit& kit, Rect rect, std::span<const StrokePoints> strokes) {
    const Theme& theme = kit.theme();
    const Rect paper = paper_place(rect);
    kit.paint().fill(paper, kit.colour().background, theme.shape.panel);
    kit.paint().outline(paper, kit.colour().border, theme.shape.border, theme.shape.panel);
    const float left = paper.x + theme.space.screen;
    kit.paint().fill({left, paper.y + paper.h * kBaseline, paper.w - 2 * theme.space.screen, theme.shape.hairline},
                     kit.colour().hint);
    std::vector<Point>& on_screen = kit.memory("signature.picture").points;
    for (const StrokePoints& stroke : strokes) {
        draw_stroke(kit, paper, stroke, on_screen);
    }
}

std::optional<StrokePoints> signature_pad(Kit& kit, const ItemId& id, Rect rect, Text label,
                                          std::span<const StrokePoints> strokes) {
    const Rect paper = paper_place(rect);
    signature_picture(kit, rect, strokes);
    StrokePoints& drawing = kit.memory({id.view(), "stroke"}).points;
    std::optional<StrokePoints> finished;
    for (const PointerStep& step : kit.drag(id, paper, label)) {
        if (step.kind == StepKind::down) {
            drawing.clear();
        }
        add_point(drawing, paper, step.at);
        if (step.kind == StepKind::up) {
            finished = std::exchange(drawing, {});
        }
    }
    std::vector<Point>& on_screen = kit.memory("signature.picture").points;
    draw_stroke(kit, paper, finished ? std::span<const Point>{*finished} : std::span<const Point>{drawing}, on_screen);
    return finished;
}

}  // namespace daohu::kit
