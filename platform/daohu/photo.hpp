// SPDX-License-Identifier: Apache-2.0
#pragma once

// A photograph as it is kept: upright, 1,600 dots along its longer edge at most, and without anything that the camera
// wrote beside the picture (place, time, device). Any thread.

#include "core/base/bytes.hpp"

namespace daohu {

inline constexpr int kPhotoEdge = 1600;

// JPEG from JPEG. picture_failed where it is none, is cut short, or is larger than a camera makes.
[[nodiscard]] Result<Bytes> prepare_photo(ByteView jpeg);

}  // namespace daohu
