// SPDX-License-Identifier: Apache-2.0
#pragma once

// Time comes from here and nowhere else. Any thread.
//
// The wall clock of a tablet may be years off and may jump; the monotonic clock never goes back within one boot.

#include <array>
#include <chrono>
#include <cstdint>

namespace daohu {

// Milliseconds since 1970-01-01T00:00:00Z, as the tablet believes.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;
// Milliseconds since some moment of this boot.
using MonotonicTime = std::chrono::duration<std::int64_t, std::milli>;

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallTime wall_now() const = 0;
    [[nodiscard]] virtual MonotonicTime monotonic_now() const = 0;
    // Differs after every restart of the machine, so that monotonic times of two boots are never compared.
    [[nodiscard]] virtual std::array<std::uint8_t, 16> boot_id() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] WallTime wall_now() const override;
    [[nodiscard]] MonotonicTime monotonic_now() const override;
    [[nodiscard]] std::array<std::uint8_t, 16> boot_id() const override;
};

// Stands still until told otherwise.
class FakeClock final : public Clock {
public:
    explicit FakeClock(WallTime start) : m_wall{start} {}

    [[nodiscard]] WallTime wall_now() const override { return m_wall; }
    [[nodiscard]] MonotonicTime monotonic_now() const override { return m_monotonic; }
    [[nodiscard]] std::array<std::uint8_t, 16> boot_id() const override { return m_boot; }

    // Time passes: both clocks move.
    void advance(std::chrono::milliseconds by) {
        m_wall += by;
        m_monotonic += by;
    }
    // Somebody sets the clock: only the wall clock moves.
    void set_wall(WallTime wall) { m_wall = wall; }
    // Power off and on again.
    void reboot() {
        m_monotonic = {};
        ++m_boot.back();
    }

private:
    WallTime m_wall;
    MonotonicTime m_monotonic{};
    std::array<std::uint8_t, 16> m_boot{};
};

}  // namespace daohu
