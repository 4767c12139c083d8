// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where a camera's frames come from: SDL, or a test. count() and why_none() are called on the UI thread, the rest on the
// one thread of the camera that owns it.

#include "core/ports/live_camera.hpp"

namespace daohu::linux_platform {

class FrameSource {
public:
    virtual ~FrameSource() = default;

    // Cameras there are now; what is plugged in later counts, too.
    [[nodiscard]] virtual std::size_t count() = 0;
    // Where there is none: port_denied where one is there and forbidden, else port_absent.
    [[nodiscard]] virtual ErrorCode why_none() const = 0;

    // port_absent, port_denied, io_failed.
    virtual Result<void> open(std::size_t which) = 0;
    // Waits a moment for the next frame; nothing while there is none. port_denied, or io_failed once the camera is gone.
    [[nodiscard]] virtual Result<std::optional<Pixels>> next() = 0;
    virtual void close() = 0;
};

}  // namespace daohu::linux_platform
