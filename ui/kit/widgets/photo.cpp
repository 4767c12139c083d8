// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/photo.hpp"

#include "ui/kit/widgets/button.hpp"

#include <algorithm>

namespace daohu::kit {

namespace {

constexpr float kShape = 0.75F;  // of height to width
constexpr float kMark = 56;

void draw_thumbnail(Kit& kit, Rect place, const Thumbnail& picture) {
    const float width = place.w / static_cast<float>(picture.columns);
    const float height = place.h / static_cast<float>(picture.rows);
    std::size_t cell = 0;
    for (int row = 0; row < picture.rows; ++row) {
        for (int column = 0; column < picture.columns; ++column, ++cell) {
            kit.paint().fill({place.x + static_cast<float>(column) * width, place.y + static_cast<float>(row) * height,
                              width, height},
                             Colour::hex(picture.rgb[cell]));
        }
    }
}

[[nodiscard]] bool has_picture(const Thumbnail& picture) {
    return picture.columns > 0 && picture.rows > 0 &&
           picture.rgb.size() == static_cast<std::size_t>(picture.columns) * static_cast<std::size_t>(picture.rows);
}

}  // namespace

float photo_box_height(Kit& kit, const PhotoBox& box, float width) {
    const Theme& theme = kit.theme();
    return width * kShape + kit.paint().measure(box.label, kit.type().note, width - 2 * theme.space.gap).h +
           2 * theme.space.tight;
}

bool photo_box(Kit& kit, const ItemId& id, Rect rect, const PhotoBox& box) {
    const Theme& theme = kit.theme();
    const Palette& colour = kit.colour();
    const Press press = kit.press(id, rect, box.label, ItemKind::button, box.item);
    kit.paint().fill(rect, press.held ? colour.surface.pressed() : colour.surface, theme.shape.panel);
    Rect inside = rect;
    const Rect picture = inside.cut_top(rect.w * kShape);
    if (has_picture(box.thumbnail)) {
        draw_thumbnail(kit, picture.inset(theme.shape.border), box.thumbnail);
    } else {
        const float size = std::min(kit.with_text(kMark), picture.h - 2 * theme.space.gap);
        kit.paint().camera(picture.centered({size, size}),
                           box.state == PhotoState::failed ? colour.danger : colour.hint, theme.shape.border_selected);
    }
    kit.paint().outline(rect, box.state == PhotoState::failed ? colour.danger : colour.border, theme.shape.border,
                        theme.shape.panel);
    kit.paint().text(inside.inset(theme.space.gap, theme.space.tight), box.label,
                     {.size = kit.type().note,
                      .colour = box.state == PhotoState::failed ? colour.danger : colour.text2,
                      .across = Align::center,
                      .down = Align::start});
    focus_ring(kit, rect, press, theme.shape.panel);
    return press.tapped;
}

}  // namespace daohu::kit
