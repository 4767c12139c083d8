// SPDX-License-Identifier: Apache-2.0
#pragma once

// A window on a desktop or a Linux tablet: SDL 3, drawn by OpenGL ES 3, or by the processor where there is no GPU.
//
// Event-driven: a few frames after something happened, then none at all until something happens again. One thread owns
// it; only wake() and close() may be called from others.

#include "core/base/clock.hpp"
#include "core/base/result.hpp"
#include "ui/kit/kit.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace daohu::linux_platform {

enum class Drawing : std::uint8_t { automatic, software };

class Window {
public:
    struct Setup {
        std::string title;
        int width = 1280;  // dp, at first
        int height = 800;
        Drawing drawing = Drawing::automatic;
        kit::Kit::Setup kit{};
        const Clock* clock = nullptr;  // outlives the window
    };
    using Draw = std::function<void(kit::Kit&)>;

    // display_missing where there is no display or no window can be had on it; errors of Kit::open.
    [[nodiscard]] static Result<std::unique_ptr<Window>> open(const Setup& setup);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] kit::Kit& kit();
    // "OpenGL ES 3.2 (renderer)" or "software", for the log.
    [[nodiscard]] const std::string& drawn_by() const;

    // What each frame shows.
    void show(Draw draw);
    // Until the window is closed.
    void run();
    // Something changed: draw. Any thread.
    void wake();
    // Ends run(). Any thread.
    void close();

private:
    struct Parts;
    explicit Window(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace daohu::linux_platform
