// SPDX-License-Identifier: Apache-2.0
#pragma once

// Takes one picture. The draft is saved before begin() is called, because a camera application may have the memory
// taken away from us.
//
// Lifetime: made by the platform, outlives the screens. Threads: UI thread only; nothing here blocks. The outcome is
// fetched with poll(), once a frame; the platform wakes the frame loop when there is one.

#include "core/base/bytes.hpp"

#include <optional>

namespace daohu {

// JPEG as the camera made it, metadata and all; whoever keeps it downsizes and strips it first.
struct Picture {
    Bytes jpeg;
};

class Camera {
public:
    virtual ~Camera() = default;

    [[nodiscard]] virtual bool is_available() const = 0;

    // Opens the camera. port_absent without one, port_busy while a picture is being taken, port_denied where the
    // person or the platform forbids it.
    virtual Result<void> begin() = 0;
    // Empty while nothing has happened; then exactly once the picture, or cancelled, or io_failed.
    [[nodiscard]] virtual std::optional<Result<Picture>> poll() = 0;
    // Closes the camera; poll() stays empty until the next begin(). Harmless when nothing is open.
    virtual void cancel() = 0;
};

}  // namespace daohu
