// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rows of a list of any length: only those in sight, and a few around them, are laid out. UI thread; lives while
// the rows are drawn, one after the other.
//
//     LongList rows{kit, column, "today.rows", state.rows.size(), kit.theme().target.list_row};
//     while (const auto i = rows.next()) { list_row(kit, ..., column, ...state.rows[*i]...); }
//
// Rows may be of different heights. One that was never laid out is taken to be as high as the others are on average;
// when it turns out otherwise, what the person looks at stays where it is.

#include "ui/kit/scroll.hpp"

#include <cstddef>
#include <optional>

namespace daohu::kit {

class LongList {
public:
    // `least_height` of a row, dp.
    LongList(Kit& kit, ScrollArea& column, const ItemId& id, std::size_t count, float least_height);

    // The next row to draw, exactly into the column; empty when all that can be seen has been drawn.
    [[nodiscard]] std::optional<std::size_t> next();

private:
    void finish_row();
    [[nodiscard]] float height_of(std::size_t row) const;

    ScrollArea& m_column;
    std::vector<float>& m_heights;
    float m_top;      // rows that end above this are left out, dp
    float m_bottom;   // and those that begin below this
    float m_average;  // of the rows laid out before
    std::size_t m_row = 0;
    std::optional<float> m_row_top;  // of the row being drawn
};

}  // namespace daohu::kit
