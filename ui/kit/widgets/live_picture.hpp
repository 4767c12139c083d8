// SPDX-License-Identifier: Apache-2.0
#pragma once

// A picture in colour that changes while it is looked at: what a camera sees, or what it took. UI thread; one at a time.
//
// Once a frame does not show it, its dots are gone from the memory of this process and of the GPU.

#include "ui/kit/kit.hpp"

#include <cstdint>
#include <span>

namespace daohu::kit {

// Dots from the top left, row by row; each is R, G, B, A in memory.
struct LivePicture {
    static constexpr int kMaxEdge = 640;  // of both edges; what is larger is not shown

    int width = 0;
    int height = 0;
    std::span<const std::uint32_t> dots;
    std::uint64_t number = 0;  // another one whenever the dots are others
};

// As large as fits into the middle of `place`.
void live_picture(Kit& kit, Rect place, const LivePicture& picture);

}  // namespace daohu::kit
