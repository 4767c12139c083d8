// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/segments.hpp"

#include "ui/kit/widgets/button.hpp"

#include <algorithm>
#include <limits>

namespace daohu::kit {

namespace {

[[nodiscard]] float width_of(Kit& kit, Text label, float most) {
    const Theme& theme = kit.theme();
    const float natural = kit.paint().width_of(label, kit.type().body) + 2 * theme.space.card;
    return std::min(std::max(theme.target.key_width, natural), most);
}

[[nodiscard]] float row_height(Kit& kit, float least) {
    return std::max(least, kit.type().body.line + 2 * kit.theme().space.gap);
}

// How many of the items from `begin` on stand in one row, and how much room they leave.
struct Row {
    std::size_t count = 0;
    float spare = 0;
};

template <class Items>
[[nodiscard]] Row row_from(Kit& kit, const Items& items, std::size_t begin, float width, float gap,
                           std::size_t most = std::numeric_limits<std::size_t>::max()) {
    Row row{0, width};
    while (begin + row.count < items.size() && row.count < most) {
        const float needed = width_of(kit, items[begin + row.count].label, width) + (row.count == 0 ? 0 : gap);
        if (row.count > 0 && needed > row.spare) {
            break;
        }
        row.spare -= needed;
        ++row.count;
    }
    return row;
}

template <class Items>
[[nodiscard]] std::size_t count_rows(Kit& kit, const Items& items, float width, float gap, std::size_t begin = 0) {
    std::size_t rows = 0;
    for (; begin < items.size(); ++rows) {
        begin += row_from(kit, items, begin, width, gap).count;
    }
    return rows;
}

// Of all that are left as many as leave the other rows their share: four and one would be three and two.
template <class Items>
[[nodiscard]] Row fair_row_from(Kit& kit, const Items& items, std::size_t begin, float width) {
    const std::size_t rows = count_rows(kit, items, width, 0, begin);
    const std::size_t full = row_from(kit, items, begin, width, 0).count;
    std::size_t share = (items.size() - begin + rows - 1) / rows;
    while (share < full && count_rows(kit, items, width, 0, begin + share) >= rows) {
        ++share;
    }
    return row_from(kit, items, begin, width, 0, share);
}

}  // namespace

float segments_height(Kit& kit, std::span<const Segment> segments, float width) {
    return static_cast<float>(count_rows(kit, segments, width, 0)) * row_height(kit, kit.theme().target.primary);
}

std::optional<std::size_t> segments(Kit& kit, Rect rect, std::span<const Segment> segments, std::size_t current) {
    const Theme& theme = kit.theme();
    const Palette& colour = kit.colour();
    const float height = row_height(kit, theme.target.primary);
    std::optional<std::size_t> tapped;
    for (std::size_t i = 0; i < segments.size();) {
        const Row row = fair_row_from(kit, segments, i, rect.w);
        Rect strip = rect.cut_top(height);
        kit.paint().fill({strip.x, strip.bottom() - theme.shape.border, strip.w, theme.shape.border}, colour.divider);
        const float more = row.spare / static_cast<float>(row.count);
        for (const std::size_t end = i + row.count; i < end; ++i) {
            const Rect place = strip.cut_left(width_of(kit, segments[i].label, rect.w) + more);
            const bool is_current = i == current;
            const Press press = kit.press(segments[i].id, place, segments[i].label, ItemKind::tab);
            if (press.held) {
                kit.paint().fill(place, colour.surface2, theme.shape.control);
            }
            if (is_current) {
                kit.paint().fill({place.x, place.bottom() - theme.space.hair, place.w, theme.space.hair},
                                 colour.primary);
            }
            kit.paint().text(place, segments[i].label,
                             {.size = kit.type().body,
                              .colour = is_current ? colour.primary : colour.text2,
                              .across = Align::center,
                              .max_lines = 1});
            focus_ring(kit, place.inset(theme.space.hair), press, theme.shape.control);
            if (press.tapped && !is_current) {
                tapped = i;
            }
        }
    }
    return tapped;
}

float filters_height(Kit& kit, std::span<const Filter> filters, float width) {
    const auto rows = static_cast<float>(count_rows(kit, filters, width, kit.theme().space.gap));
    return rows == 0
               ? 0
               : rows * (row_height(kit, kit.theme().target.minimum) + kit.theme().space.gap) - kit.theme().space.gap;
}

std::optional<std::size_t> filters(Kit& kit, Rect rect, std::span<const Filter> filters) {
    const Theme& theme = kit.theme();
    const Palette& colour = kit.colour();
    const float height = row_height(kit, theme.target.minimum);
    std::optional<std::size_t> tapped;
    for (std::size_t i = 0; i < filters.size();) {
        const Row row = row_from(kit, filters, i, rect.w, theme.space.gap);
        Rect strip = rect.cut_top(height);
        rect.cut_top(theme.space.gap);
        for (const std::size_t end = i + row.count; i < end; ++i) {
            const Filter& filter = filters[i];
            const Rect place = strip.cut_left(width_of(kit, filter.label, rect.w));
            strip.cut_left(theme.space.gap);
            const Press press = kit.press(filter.id, place, filter.label, ItemKind::choice);
            const Colour fill = filter.is_on ? colour.primary_soft : colour.background;
            const float radius = place.h / 2;
            kit.paint().fill(place, press.held ? fill.pressed() : fill, radius);
            kit.paint().outline(place, filter.is_on ? colour.primary : colour.border,
                                filter.is_on ? theme.shape.border_selected : theme.shape.border, radius);
            kit.paint().text(place, filter.label,
                             {.size = kit.type().body,
                              .colour = filter.is_on ? colour.on_primary_soft : colour.text,
                              .across = Align::center,
                              .max_lines = 1});
            focus_ring(kit, place, press, radius);
            if (press.tapped) {
                tapped = i;
            }
        }
    }
    return tapped;
}

}  // namespace daohu::kit
