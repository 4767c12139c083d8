// SPDX-License-Identifier: Apache-2.0
#pragma once

// A frame as a JPEG in memory, so fine that making it small afterwards costs nothing that can be seen. Any thread.

#include "core/ports/live_camera.hpp"

namespace daohu::linux_platform {

// picture_failed for a frame without dots, or one that is larger than a camera makes.
[[nodiscard]] Result<Bytes> jpeg_of(const Pixels& frame);

}  // namespace daohu::linux_platform
