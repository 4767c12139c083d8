// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/frame_scheduler.hpp"

#include <algorithm>

namespace daohu::kit {

void FrameScheduler::keep_going() { m_frames_left = std::max(m_frames_left, 2); }

bool FrameScheduler::needs_frame(MonotonicTime now) const {
    return m_frames_left > 0 || (m_wake_at && *m_wake_at <= now);
}

std::optional<MonotonicTime> FrameScheduler::sleep_for(MonotonicTime now) const {
    if (needs_frame(now)) {
        return MonotonicTime{0};
    }
    if (!m_wake_at) {
        return std::nullopt;
    }
    return *m_wake_at - now;
}

void FrameScheduler::frame_drawn(MonotonicTime now, std::optional<MonotonicTime> again) {
    if (m_wake_at && *m_wake_at <= now) {
        m_wake_at.reset();
    }
    if (again) {
        m_wake_at = m_wake_at ? std::min(*m_wake_at, *again) : *again;
    }
    m_frames_left = std::max(0, m_frames_left - 1);
}

}  // namespace daohu::kit
