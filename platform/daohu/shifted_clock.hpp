// SPDX-License-Identifier: Apache-2.0
#pragma once

// The machine's clock, with as much added as a script asked for: nothing, for a person. A date before this program was
// made is no date (a battery was empty): the day of its making stands for it, and time goes on from there. Any thread.

#include "core/base/build_info.hpp"
#include "core/base/clock.hpp"

#include <atomic>

namespace daohu {

class ShiftedClock final : public Clock {
public:
    [[nodiscard]] WallTime wall_now() const override {
        return is_impossible() ? build_date() + monotonic_now() : told();
    }
    [[nodiscard]] MonotonicTime monotonic_now() const override {
        return m_clock.monotonic_now() + MonotonicTime{m_passed};
    }
    // What the machine says cannot be.
    [[nodiscard]] bool is_impossible() const { return told() < build_date(); }
    [[nodiscard]] std::array<std::uint8_t, 16> boot_id() const override { return m_clock.boot_id(); }

    // Time passes: both clocks move.
    void advance(std::chrono::milliseconds by) { m_passed += by.count(); }
    // Somebody sets the clock: only the wall clock moves.
    void set(std::chrono::milliseconds by) { m_set += by.count(); }

private:
    [[nodiscard]] WallTime told() const { return m_clock.wall_now() + std::chrono::milliseconds{m_passed + m_set}; }

    SystemClock m_clock;
    std::atomic<std::int64_t> m_passed{0};
    std::atomic<std::int64_t> m_set{0};
};

}  // namespace daohu
