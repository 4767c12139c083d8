// SPDX-License-Identifier: Apache-2.0
#pragma once

// A screen that nobody sees: frames are stepped, fingers are scripted, pictures are taken from memory. One thread.
//
// Time is made here and passes only with the frames, so that every run is the same.

#include "core/base/result.hpp"
#include "ui/kit/kit.hpp"
#include "ui/kit/raster/rasteriser.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace daohu::headless {

class HeadlessScreen {
public:
    struct Setup {
        kit::Size pixels{1280, 800};
        float pixels_per_dp = 1;
        kit::Insets insets{};
        kit::Kit::Setup kit{};
    };
    using Draw = std::function<void(kit::Kit&)>;

    // Errors of Kit::open.
    [[nodiscard]] static Result<HeadlessScreen> open(const Setup& setup);

    [[nodiscard]] kit::Kit& kit() { return *m_kit; }

    // What each frame shows. The caller keeps what it refers to alive.
    void show(Draw draw) { m_draw = std::move(draw); }
    void resize(kit::Size pixels) { m_pixels = pixels; }

    // One frame, a sixtieth of a second later.
    void step();
    // As many as the scheduler asks for; the number drawn, at most `limit`.
    int settle(int limit = 600);
    // Time passes without anything happening; frames are drawn as an idle loop would. How many.
    int idle(double seconds);

    // A finger taps the middle of what can be seen of the item, which is scrolled into sight first; then the screen
    // settles. script_invalid, naming the id, where nothing of this name can be reached or it is disabled.
    Result<void> tap(std::string_view id);
    // A finger taps here, dp.
    void tap_at(kit::Point at);
    // A finger draws from one point to another within `seconds`, then leaves.
    void swipe(kit::Point from, kit::Point to, double seconds = 0.2);
    // What an input method would put into the open text sheet at once.
    void type(std::string_view text);
    // The same text (ASCII) as keys pressed and released one after another, all before the next frame.
    void press_keys(std::string_view text);
    // Taps the field, replaces what is there and confirms.
    Result<void> enter(std::string_view field, std::string_view text);

    // The frame drawn last. Fast: under 60 ms at 1280 x 800 in a release build.
    [[nodiscard]] const kit::Picture& picture();

private:
    HeadlessScreen() = default;

    void wake();

    std::unique_ptr<kit::Kit> m_kit;
    kit::FrameScheduler m_scheduler;
    Draw m_draw;
    kit::Size m_pixels;
    float m_pixels_per_dp = 1;
    kit::Insets m_insets;
    double m_seconds = 1;
    kit::Picture m_picture;
};

}  // namespace daohu::headless
