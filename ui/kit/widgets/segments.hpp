// SPDX-License-Identifier: Apache-2.0
#pragma once

// Choosing what a page shows: tabs within it, and filters that go on and off. Both take as many rows as their words
// need. UI thread.

#include "ui/kit/kit.hpp"
#include "ui/kit/scroll.hpp"

#include <optional>
#include <span>

namespace daohu::kit {

struct Segment {
    ItemId id;
    Text label;
};
[[nodiscard]] float segments_height(Kit& kit, std::span<const Segment> segments, float width);
// The index of one that was tapped and is not the current one.
std::optional<std::size_t> segments(Kit& kit, Rect rect, std::span<const Segment> segments, std::size_t current);

struct Filter {
    ItemId id;
    Text label;
    bool is_on = false;
};
[[nodiscard]] float filters_height(Kit& kit, std::span<const Filter> filters, float width);
// The index of the one that was tapped.
std::optional<std::size_t> filters(Kit& kit, Rect rect, std::span<const Filter> filters);

}  // namespace daohu::kit
