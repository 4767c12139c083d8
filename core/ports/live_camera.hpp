// SPDX-License-Identifier: Apache-2.0
#pragma once

// A camera that is aimed by what it sees: after begin() it shows that, and takes the picture when it is told to.
// Threads as the interface below it says.

#include "core/ports/camera.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace daohu {

// Dots from the top left, row by row; each is R, G, B, A in memory.
struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> dots;
};

class LiveCamera : public Camera {
public:
    // While it is open poll() may also say port_denied, and io_failed once it is gone.
    [[nodiscard]] virtual bool is_open() const = 0;
    // What it sees, its longer edge kViewEdge at most; null before the first frame and while it is closed. A new one for
    // each frame.
    static constexpr int kViewEdge = 640;
    [[nodiscard]] virtual std::shared_ptr<const Pixels> view() const = 0;
    // The next frame becomes the picture. Nothing happens while the camera is closed.
    virtual void shoot() = 0;

    // How many there are on this device: one looks forward, another back.
    [[nodiscard]] virtual std::size_t count() const = 0;
    // From now on the next one of them; an open camera is closed and the next one opened.
    virtual void use_next() = 0;

    // Where pictures are had when this one cannot take any; null: nowhere.
    [[nodiscard]] virtual Camera* files() = 0;
};

// The same camera where it can be aimed; null for one that only hands pictures over.
[[nodiscard]] inline LiveCamera* aimed(Camera* camera) { return dynamic_cast<LiveCamera*>(camera); }

}  // namespace daohu
