// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/widgets/location.hpp"

#include <algorithm>
#include <cmath>

namespace daohu::kit {

namespace {

constexpr float kRing = 180;
constexpr float kWidth = 12;
constexpr float kBest = 4;     // metres: as good as a tablet gets
constexpr float kWorst = 400;  // metres: of no use

// Of the ring, how much is closed; by orders of magnitude, as errors of measurement are felt.
[[nodiscard]] float closed_part(int metres) {
    const float error = std::clamp(static_cast<float>(metres), kBest, kWorst);
    return 1 - 0.95F * std::log(error / kBest) / std::log(kWorst / kBest);
}

[[nodiscard]] float size_of(Kit& kit, float width) { return std::min(kit.with_text(kRing), width); }

}  // namespace

float location_ring_height(Kit& kit, const LocationRing& ring, float width) {
    return size_of(kit, width) + kit.theme().space.gap + kit.paint().measure(ring.sentence, kit.type().body, width).h;
}

void location_ring(Kit& kit, Rect rect, const LocationRing& ring) {
    const Theme& theme = kit.theme();
    const float size = size_of(kit, rect.w);
    const Rect box = rect.cut_top(size).centered({size, size});
    kit.paint().ring(box.center(), size / 2, kit.colour().surface2, kWidth);
    if (ring.metres) {
        kit.paint().arc(box.center(), size / 2, 0, closed_part(*ring.metres), kit.colour().tone(ring.tone).strong,
                        kWidth);
    }
    kit.paint().text(box.inset(kWidth + theme.space.hair), ring.figure,
                     {.size = kit.type().title, .colour = kit.colour().text, .across = Align::center, .max_lines = 1});
    rect.cut_top(theme.space.gap);
    kit.paint().text(
        rect, ring.sentence,
        {.size = kit.type().body, .colour = kit.colour().text, .across = Align::center, .down = Align::start});
}

}  // namespace daohu::kit
