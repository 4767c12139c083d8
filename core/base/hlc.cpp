// SPDX-License-Identifier: Apache-2.0
#include "core/base/hlc.hpp"

#include <algorithm>
#include <limits>

namespace daohu {

namespace {

constexpr unsigned kCounterBits = 16;
constexpr std::int64_t kLastMillisecond = (std::int64_t{1} << 48U) - 1;

}  // namespace

Hlc Hlc::at(WallTime time, std::uint16_t counter) {
    const std::int64_t milliseconds = std::clamp<std::int64_t>(time.time_since_epoch().count(), 0, kLastMillisecond);
    return from_bits((static_cast<std::uint64_t>(milliseconds) << kCounterBits) | counter);
}

WallTime Hlc::time() const {
    return WallTime{std::chrono::milliseconds{static_cast<std::int64_t>(m_bits >> kCounterBits)}};
}

// The counter is the low half, so a carry out of it is the next millisecond.
Hlc Hlc::next() const { return m_bits == std::numeric_limits<std::uint64_t>::max() ? *this : from_bits(m_bits + 1); }

HybridClock::HybridClock(const Clock& clock, WallTime build_date, HlcState restored)
    : m_clock{clock}, m_build_date{build_date}, m_state{restored} {}

Hlc HybridClock::now() {
    const Hlc physical = Hlc::at(std::max(m_clock.wall_now(), m_build_date));
    m_state.last = std::max(physical, m_state.last.next());
    return m_state.last;
}

void HybridClock::continue_after(Hlc last) { m_state.last = std::max(m_state.last, last); }

HybridClock::Received HybridClock::receive(Hlc remote) {
    if (remote <= m_state.last) {
        return Received::not_newer;
    }
    if (remote.time() > trusted_now() + kAdoptAhead) {
        return Received::too_far;
    }
    m_state.last = remote;
    return Received::adopted;
}

void HybridClock::trust(WallTime server_time) {
    server_time = Hlc::at(server_time).time();  // whatever a server signs, sums with it stay in range
    if (server_time > trusted_now()) {
        m_state.trusted = {server_time, m_clock.monotonic_now(), m_clock.boot_id()};
    }
}

WallTime HybridClock::trusted_now() const {
    if (!m_state.trusted) {
        return m_build_date;
    }
    const TrustedTime& trusted = *m_state.trusted;
    MonotonicTime since{};
    if (trusted.boot == m_clock.boot_id()) {
        since = std::max(m_clock.monotonic_now() - trusted.received_at, MonotonicTime{});
    }
    return std::max(trusted.server + since, m_build_date);
}

}  // namespace daohu
