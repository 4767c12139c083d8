// SPDX-License-Identifier: Apache-2.0
#pragma once

// A sheet of paper to sign on. Strokes are kept in the paper's own units, so that turning or resizing the screen loses
// and bends nothing. Fingers on the paper neither scroll nor tap. UI thread.

#include "ui/kit/kit.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace daohu::kit {

// The paper is 1,000 units wide and 400 high, whatever the screen is.
inline constexpr Size kPaper{1000, 400};

using StrokePoints = std::vector<Point>;  // paper units

// The largest paper that fits, in the middle of `rect`.
[[nodiscard]] Rect paper_place(Rect rect);
// The strokes that are there, and the one being drawn. Gives a stroke when the finger leaves; a finger that leaves the
// paper draws along its edge.
std::optional<StrokePoints> signature_pad(Kit& kit, const ItemId& id, Rect rect, Text label,
                                          std::span<const StrokePoints> strokes);
// The same to look at.
void signature_picture(Kit& kit, Rect rect, std::span<const StrokePoints> strokes);

}  // namespace daohu::kit
