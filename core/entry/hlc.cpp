// SPDX-License-Identifier: Apache-2.0
#include "core/entry/hlc.hpp"

#include <algorithm>

namespace daohu::entry {

namespace {

constexpr std::uint64_t kMaxMilliseconds = (std::uint64_t{1} << 48U) - 1;

}  // namespace

Hlc Hlc::at(WallTime time, std::uint16_t counter) {
    const std::int64_t since_epoch = time.time_since_epoch().count();
    const auto milliseconds = since_epoch < 0 ? 0 : std::min(static_cast<std::uint64_t>(since_epoch), kMaxMilliseconds);
    return Hlc{(milliseconds << 16U) | counter};
}

WallTime Hlc::physical() const { return WallTime{std::chrono::milliseconds{static_cast<std::int64_t>(raw >> 16U)}}; }

HybridClock::HybridClock(const Clock& clock, WallTime build_time) : m_clock{clock}, m_build_time{build_time} {}

void HybridClock::continue_after(Hlc last) { m_last = std::max(m_last, last); }

Hlc HybridClock::next() {
    const Hlc wall = Hlc::at(std::max(m_clock.wall_now(), m_build_time));
    m_last = std::max(wall, Hlc{m_last.raw + 1});
    return m_last;
}

void HybridClock::observe(Hlc foreign) {
    const auto now = trusted_now();
    if (now && foreign.physical() <= *now + kAdoptionLead) {
        m_last = std::max(m_last, foreign);
    }
}

void HybridClock::trust(WallTime server_time) {
    m_trusted = Trusted{server_time, m_clock.monotonic_now(), m_clock.boot_id()};
}

std::optional<WallTime> HybridClock::trusted_now() const {
    if (!m_trusted || m_trusted->boot != m_clock.boot_id()) {
        return std::nullopt;
    }
    return m_trusted->server + (m_clock.monotonic_now() - m_trusted->monotonic);
}

}  // namespace daohu::entry
