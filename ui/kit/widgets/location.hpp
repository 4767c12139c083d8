// SPDX-License-Identifier: Apache-2.0
#pragma once

// How well the place is known: a ring that closes as the error shrinks, and the metres in words. UI thread.

#include "ui/kit/kit.hpp"

#include <optional>

namespace daohu::kit {

struct LocationRing {
    std::optional<int> metres;  // of error; empty while nothing was measured
    Text figure;                // in the ring: "12 m"
    Text sentence;              // below: "Within about 12 metres · good"
    Tone tone = Tone::neutral;
};
[[nodiscard]] float location_ring_height(Kit& kit, const LocationRing& ring, float width);
void location_ring(Kit& kit, Rect rect, const LocationRing& ring);

}  // namespace daohu::kit
