// SPDX-License-Identifier: Apache-2.0
#pragma once

// How long to wait before the next attempt. One thread.
//
// While anything gets across, attempts stay close together: a link that dies every minute is normal in the mountains. Only
// when nothing at all got across several times in a row does the wait grow to minutes. It never gives up.

#include "core/base/entropy.hpp"

#include <chrono>
#include <cstdint>

namespace daohu::client {

enum class Attempt : std::uint8_t {
    complete,  // nothing is left to do
    partial,   // it failed, but something got across
    fruitless,
};

class Backoff {
public:
    static constexpr std::chrono::seconds kShortest{2};
    static constexpr std::chrono::seconds kLongestWhileMoving{60};
    static constexpr std::chrono::minutes kLongest{15};
    static constexpr int kPatience = 5;  // fruitless attempts before the wait exceeds a minute
    static constexpr std::chrono::minutes kAfterSuccess{10};

    // `entropy` must outlive this.
    explicit Backoff(Entropy& entropy) : m_entropy{entropy} {}

    // The wait after an attempt, between half and all of what it says, so that tablets do not come all at once.
    [[nodiscard]] std::chrono::milliseconds after(Attempt attempt);

private:
    [[nodiscard]] std::chrono::milliseconds with_jitter(std::chrono::milliseconds wait);

    Entropy& m_entropy;
    std::chrono::milliseconds m_wait = kShortest;
    int m_fruitless = 0;
};

}  // namespace daohu::client
