// SPDX-License-Identifier: Apache-2.0
#pragma once

// Whether nobody has touched the screen for five minutes, for pages that stand before the tablet and hold what opens it. A
// touch after that time does not put it off. UI thread.

#include "core/base/clock.hpp"
#include "ui/kit/kit.hpp"

#include <algorithm>
#include <chrono>

namespace daohu {

class LeftAlone {
public:
    explicit LeftAlone(const Clock& clock) : m_clock{clock}, m_touched_at{clock.monotonic_now()} {}

    // Once a frame; sees to it that there is one when the time is over.
    [[nodiscard]] bool is_over(kit::Kit& kit) {
        if (left() > MonotonicTime{} && kit.last_input() != m_seen_input) {
            m_seen_input = kit.last_input();
            begin_anew();
        }
        kit.redraw_at(kit.seconds() + std::max(0.0, std::chrono::duration<double>{left()}.count()));
        return left() <= MonotonicTime{};
    }
    // Whoever waits for work to end need not touch anything.
    void begin_anew() { m_touched_at = m_clock.monotonic_now(); }

private:
    static constexpr std::chrono::minutes kTime{5};

    [[nodiscard]] MonotonicTime left() const { return m_touched_at + kTime - m_clock.monotonic_now(); }

    const Clock& m_clock;
    MonotonicTime m_touched_at;
    double m_seen_input = 0;
};

}  // namespace daohu
