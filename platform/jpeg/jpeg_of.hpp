// SPDX-License-Identifier: Apache-2.0
#pragma once

// A picture as a JPEG in memory. Any thread.

#include "core/ports/live_camera.hpp"

namespace daohu {

// `quality`: 1 to 100, as libjpeg has it. picture_failed for a frame without dots, or one that is larger than a camera makes.
[[nodiscard]] Result<Bytes> jpeg_of(const Pixels& frame, int quality);

}  // namespace daohu
