// SPDX-License-Identifier: Apache-2.0
#pragma once

// Draws what Dear ImGui made into memory, for pictures and windows without a GPU. UI thread.
//
// Same rules as a GPU: pixel centres, shared edges drawn once, bilinear texture reading, source-over blending.

#include <cstdint>
#include <vector>

struct ImDrawData;

namespace daohu::kit {

// Rows from top to bottom; each pixel is 0xAABBGGRR, that is R, G, B, A in memory.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels;
};

// Tells Dear ImGui that its textures are where they should be: this renderer reads them from memory. Once a frame.
void accept_textures();

// The picture takes the size of the frame; what was in it is overwritten.
void rasterise(const ImDrawData& data, Picture& picture);

}  // namespace daohu::kit
