// SPDX-License-Identifier: Apache-2.0
#pragma once

// Tells a slow link from somebody who holds a connection open with a byte now and then. Owned by one connection.

#include <chrono>
#include <cstddef>

namespace daohu::county {

class LeastRate {
public:
    // So much must come in every stretch of waiting of this length.
    LeastRate(std::chrono::milliseconds stretch, std::size_t bytes) : m_stretch{stretch}, m_least{bytes} {}

    // So many bytes came after so long a wait. False when they are too few.
    [[nodiscard]] bool add(std::size_t bytes, std::chrono::milliseconds waited) {
        m_bytes += bytes;
        m_waited += waited;
        if (m_waited < m_stretch) {
            return true;
        }
        const bool is_enough = m_bytes >= m_least;
        m_bytes = 0;
        m_waited = {};
        return is_enough;
    }

private:
    std::chrono::milliseconds m_stretch;
    std::size_t m_least;
    std::size_t m_bytes = 0;
    std::chrono::milliseconds m_waited{};
};

}  // namespace daohu::county
