// SPDX-License-Identifier: Apache-2.0
#pragma once

// When to draw: a few frames after something happened, then none until something happens again. UI thread.
//
// A tap takes four frames to reach its button and whatever it closes is gone two frames later, hence six.

#include "core/base/clock.hpp"

#include <optional>

namespace daohu::kit {

class FrameScheduler {
public:
    static constexpr int kFramesAfterEvent = 6;

    // Something happened: input, a new state, a new size.
    void wake() { m_frames_left = kFramesAfterEvent; }
    // Another frame follows this one: the list is still rolling.
    void keep_going();

    [[nodiscard]] bool needs_frame(MonotonicTime now) const;
    // How long the loop may sleep; empty means until the next event.
    [[nodiscard]] std::optional<MonotonicTime> sleep_for(MonotonicTime now) const;
    // Called after each frame. `again`: when another will be needed, however quiet it is until then: a toast ends, the
    // minute changes.
    void frame_drawn(MonotonicTime now, std::optional<MonotonicTime> again = std::nullopt);

private:
    int m_frames_left = kFramesAfterEvent;
    std::optional<MonotonicTime> m_wake_at;
};

}  // namespace daohu::kit
