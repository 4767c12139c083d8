// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/long_list.hpp"

#include <algorithm>
#include <limits>

namespace daohu::kit {

namespace {

// Rows this far beyond the edges, as part of the visible height, are laid out before they are seen.
constexpr float kAhead = 0.5F;

[[nodiscard]] float average_of(std::span<const float> heights, float least) {
    float sum = 0;
    int known = 0;
    for (const float height : heights) {
        if (height > 0) {
            sum += height;
            ++known;
        }
    }
    return known == 0 ? least : std::max(least, sum / static_cast<float>(known));
}

}  // namespace

LongList::LongList(Kit& kit, ScrollArea& column, const ItemId& id, std::size_t count, float least_height)
    : m_column{column}, m_heights{kit.memory({id.view(), "heights"}).heights} {
    m_heights.resize(count, 0);
    m_average = average_of(m_heights, least_height);
    const Rect& area = column.area();
    const bool lays_out_all = kit.is_laying_out_everything();
    constexpr float kEndless = std::numeric_limits<float>::max();
    m_top = lays_out_all ? -kEndless : area.y - area.h * kAhead;
    m_bottom = lays_out_all ? kEndless : area.bottom() + area.h * kAhead;
}

float LongList::height_of(std::size_t row) const { return m_heights[row] > 0 ? m_heights[row] : m_average; }

void LongList::finish_row() {
    const float height = m_column.cursor() - *m_row_top;
    const float grown = height - height_of(m_row);
    m_heights[m_row] = height;
    if (grown != 0 && m_column.cursor() <= m_column.area().y) {
        m_column.keep_place(grown);
    }
    m_row_top.reset();
    ++m_row;
}

std::optional<std::size_t> LongList::next() {
    if (m_row_top) {
        finish_row();
    }
    while (m_row < m_heights.size()) {
        const float height = height_of(m_row);
        const float top = m_column.cursor();
        if (top + height >= m_top && top <= m_bottom) {
            m_row_top = top;
            return m_row;
        }
        m_column.space(height);
        ++m_row;
    }
    return std::nullopt;
}

}  // namespace daohu::kit
