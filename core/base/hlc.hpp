// SPDX-License-Identifier: Apache-2.0
#pragma once

// The hybrid logical clock: gives every entry a time that only grows on this device, whatever the wall clock does.
//
// It orders entries for people; it never decides whether two entries knew of each other (edges do that).

#include "core/base/clock.hpp"

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>

namespace daohu {

// 48 bits of milliseconds since 1970-01-01T00:00:00Z above a 16-bit counter; compares as one number. A value type.
class Hlc {
public:
    constexpr Hlc() = default;
    // Before 1970 becomes 1970, beyond 48 bits becomes the last millisecond that fits.
    [[nodiscard]] static Hlc at(WallTime time, std::uint16_t counter = 0);
    [[nodiscard]] static constexpr Hlc from_bits(std::uint64_t bits) {
        Hlc hlc;
        hlc.m_bits = bits;
        return hlc;
    }

    [[nodiscard]] constexpr std::uint64_t bits() const { return m_bits; }
    [[nodiscard]] WallTime time() const;
    [[nodiscard]] constexpr std::uint16_t counter() const { return static_cast<std::uint16_t>(m_bits); }
    // The smallest time after this one; a full counter moves on to the next millisecond. The largest stays the largest.
    [[nodiscard]] Hlc next() const;

    friend constexpr auto operator<=>(const Hlc&, const Hlc&) = default;

private:
    std::uint64_t m_bits = 0;
};

// A time that the county server signed, and when this device received it.
struct TrustedTime {
    WallTime server;
    MonotonicTime received_at{};
    std::array<std::uint8_t, 16> boot{};

    friend bool operator==(const TrustedTime&, const TrustedTime&) = default;
};

// What must survive a restart, stored in the transaction of the entry that used it.
struct HlcState {
    Hlc last;
    std::optional<TrustedTime> trusted;

    friend bool operator==(const HlcState&, const HlcState&) = default;
};

// Belongs to the thread that appends entries. `clock` must outlive it.
class HybridClock {
public:
    // How far ahead of the trusted time a received time may be and still be adopted.
    static constexpr std::chrono::minutes kAdoptAhead{10};

    enum class Received : std::uint8_t {
        adopted,    // this clock now stands there
        not_newer,  // this clock is already there or further
        too_far,    // above the cap: the entry is kept, this clock stays
    };

    // `build_date` is a moment that has certainly passed.
    HybridClock(const Clock& clock, WallTime build_date, HlcState restored = {});

    // The time of a new entry, later than all before. Never fails: a save is never refused for a wrong clock.
    [[nodiscard]] Hlc now();

    // The last time of the own chain, whatever it is: later times follow it.
    void continue_after(Hlc last);

    // A time seen in somebody else's entry.
    Received receive(Hlc remote);

    // A signed server time arrived just now. One that is older than what is already known to have passed is ignored.
    void trust(WallTime server_time);

    // A moment that has certainly passed: the last signed server time plus the uptime since, if still the same boot;
    // at least the build date.
    [[nodiscard]] WallTime trusted_now() const;

    [[nodiscard]] const HlcState& state() const { return m_state; }

private:
    const Clock& m_clock;
    WallTime m_build_date;
    HlcState m_state;
};

}  // namespace daohu
