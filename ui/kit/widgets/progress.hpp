// SPDX-License-Identifier: Apache-2.0
#pragma once

// How far something has come, always with its numbers: a ring, a bar, a tile with a figure. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/kit/scroll.hpp"

#include <cstdint>
#include <span>

namespace daohu::kit {

struct Progress {
    std::int64_t done = 0;
    std::int64_t total = 0;
    Text figure;  // in the ring or behind the bar: "12 / 40", "30 %"
    Text label;   // what is counted
    Tone tone = Tone::primary;
};
// The ring, as large as the rectangle allows, with the figure in it; the label stands below.
void progress_ring(Kit& kit, Rect rect, const Progress& progress);
[[nodiscard]] float progress_ring_height(Kit& kit, const Progress& progress, float width);

// Label and figure on a line, the bar below.
void progress_line(Kit& kit, ScrollArea& column, const Progress& progress);

// Figures that matter, side by side as far as there is room.
struct Tile {
    Text figure;
    Text label;
    Tone tone = Tone::neutral;
};
void tiles(Kit& kit, ScrollArea& column, std::span<const Tile> tiles);

}  // namespace daohu::kit
