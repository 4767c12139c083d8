// SPDX-License-Identifier: Apache-2.0
#pragma once

// How much goes into one frame: little on a link that keeps dying, since a cut costs the frame it falls
// into; more when frame after frame gets across, since large frames compress better. One thread.

#include "sync/wire/limits.hpp"

#include <algorithm>
#include <cstddef>

namespace daohu::client {

class FrameSizer {
public:
    static constexpr std::size_t kFirst = 8 * 1024;  // bytes before compression
    static constexpr std::size_t kLeast = 2 * 1024;
    static constexpr std::size_t kMost = wire::kMaxFrameRaw;
    static constexpr int kCleanFrames = 8;

    [[nodiscard]] std::size_t target() const { return m_target; }

    // A frame was handed to the link.
    void sent() {
        if (++m_clean == kCleanFrames) {
            m_clean = 0;
            m_target = std::min(kMost, m_target * 2);
        }
    }
    // The link died.
    void cut() {
        m_clean = 0;
        m_target = std::max(kLeast, m_target / 2);
    }

private:
    std::size_t m_target = kFirst;
    int m_clean = 0;
};

}  // namespace daohu::client
