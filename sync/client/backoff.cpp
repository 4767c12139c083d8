// SPDX-License-Identifier: Apache-2.0
#include "sync/client/backoff.hpp"

#include <algorithm>
#include <array>

namespace daohu::client {

std::chrono::milliseconds Backoff::after(Attempt attempt) {
    if (attempt == Attempt::complete) {
        m_wait = kShortest;
        m_fruitless = 0;
        return with_jitter(kAfterSuccess);
    }
    if (attempt == Attempt::partial) {
        m_wait = kShortest;
        m_fruitless = 0;
        return with_jitter(m_wait);  // and the first attempt after it waits no longer: the link was there a moment ago
    }
    ++m_fruitless;
    const std::chrono::milliseconds wait = m_wait;
    const std::chrono::milliseconds longest =
        m_fruitless >= kPatience ? std::chrono::milliseconds{kLongest} : std::chrono::milliseconds{kLongestWhileMoving};
    m_wait = std::min(m_wait * 2, longest);
    return with_jitter(wait);
}

std::chrono::milliseconds Backoff::with_jitter(std::chrono::milliseconds wait) {
    std::array<std::uint8_t, 2> random{};
    m_entropy.fill(random);
    const int part = (random[0] * 256 + random[1]) % 1000;
    return wait / 2 + wait / 2 * part / 1000;
}

}  // namespace daohu::client
