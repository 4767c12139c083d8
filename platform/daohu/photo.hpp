// SPDX-License-Identifier: Apache-2.0
#pragma once

// A photograph as it is kept: upright, 1,600 dots along its longer edge at most, and without anything that the camera
// wrote beside the picture (place, time, device). Any thread.

#include "core/ports/live_camera.hpp"

#include <cstdint>
#include <vector>

namespace daohu {

inline constexpr int kPhotoEdge = 1600;

// JPEG from JPEG. picture_failed where it is none, is cut short, or is larger than a camera makes.
[[nodiscard]] Result<Bytes> prepare_photo(ByteView jpeg);

// A photograph in few dots, to tell it from another.
struct PhotoCells {
    int columns = 0;
    int rows = 0;
    std::vector<std::uint32_t> rgb;  // 0xRRGGBB, row by row
};
inline constexpr int kCellsEdge = 48;
// picture_failed.
[[nodiscard]] Result<PhotoCells> photo_cells(ByteView jpeg);

// A photograph to be looked at, its longer edge `edge` at most. picture_failed.
[[nodiscard]] Result<Pixels> photo_pixels(ByteView jpeg, int edge);

}  // namespace daohu
