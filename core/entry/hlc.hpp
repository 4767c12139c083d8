// SPDX-License-Identifier: Apache-2.0
#pragma once

// Hybrid logical time: a wall clock that never goes back. Any thread; a clock belongs to one owner.
//
// It dates and orders what is displayed. It never decides which of two values holds (that is what edges are for), so a
// wrong clock costs nothing but a wrong date.

#include "core/base/clock.hpp"

#include <compare>
#include <cstdint>
#include <optional>

namespace daohu::entry {

// 48 bits of milliseconds since 1970, 16 bits of a counter.
struct Hlc {
    std::uint64_t raw = 0;

    [[nodiscard]] static Hlc at(WallTime time, std::uint16_t counter = 0);
    [[nodiscard]] WallTime physical() const;
    friend auto operator<=>(const Hlc&, const Hlc&) = default;
};

class HybridClock {
public:
    // How far another device's time may lead the time the server last vouched for and still be adopted.
    static constexpr std::chrono::minutes kAdoptionLead{10};

    // `build_time`: no clock that shows an earlier time is believed. `clock` must outlive this.
    HybridClock(const Clock& clock, WallTime build_time);
    // The last time of the own chain, whatever it is: later times follow it.
    void continue_after(Hlc last);

    // For one new entry: later than every time ever returned or adopted. Never fails, whatever the wall clock shows.
    [[nodiscard]] Hlc next();
    // A foreign entry's time. Adopted only up to kAdoptionLead beyond trusted_now(); without one, not at all.
    void observe(Hlc foreign);
    // The server's signed time, received now.
    void trust(WallTime server_time);
    // The last trusted time plus the uptime since; nothing before the first contact in this boot.
    [[nodiscard]] std::optional<WallTime> trusted_now() const;
    [[nodiscard]] Hlc last() const { return m_last; }

private:
    struct Trusted {
        WallTime server;
        MonotonicTime monotonic;
        std::array<std::uint8_t, 16> boot;
    };

    const Clock& m_clock;
    WallTime m_build_time;
    Hlc m_last;
    std::optional<Trusted> m_trusted;
};

}  // namespace daohu::entry
