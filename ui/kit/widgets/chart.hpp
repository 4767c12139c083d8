// SPDX-License-Identifier: Apache-2.0
#pragma once

// Figures as pictures, with every number beside its picture in words: nothing is said by colour or length alone. UI
// thread.

#include "ui/kit/kit.hpp"
#include "ui/kit/scroll.hpp"

#include <cstdint>
#include <span>

namespace daohu::kit {

struct Bar {
    Text label;
    Text figure;  // "12 户"
    std::int64_t value = 0;
    Tone tone = Tone::primary;
};
// Lying bars, the longest as wide as the column; label and figure above each.
void bar_chart(Kit& kit, ScrollArea& column, std::span<const Bar> bars);

struct LinePoint {
    Text label;   // under the axis: a month
    Text figure;  // over the point
    std::int64_t value = 0;
};
// Values over time, from zero up; every point carries its figure as far as there is room, the last one always.
void line_chart(Kit& kit, ScrollArea& column, std::span<const LinePoint> points);

struct Cell {
    Text label;   // a group, a village
    Text figure;  // "18 / 20"
    Tone tone = Tone::neutral;
};
// What has been reached and what has not: one cell for each part, with its words.
void coverage_grid(Kit& kit, ScrollArea& column, std::span<const Cell> cells);

}  // namespace daohu::kit
