// SPDX-License-Identifier: Apache-2.0
#include "core/base/entropy.hpp"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

namespace daohu {

void SystemEntropy::fill(std::span<std::uint8_t> out) {
    while (!out.empty()) {
        const ssize_t got = getrandom(out.data(), out.size(), 0);
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            std::abort();
        }
        out = out.subspan(static_cast<std::size_t>(got));
    }
}

std::uint64_t SeededEntropy::next() {
    m_state += 0x9E3779B97F4A7C15U;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

void SeededEntropy::fill(std::span<std::uint8_t> out) {
    for (std::size_t i = 0; i < out.size(); i += 8) {
        std::uint64_t word = next();
        for (std::size_t k = i; k < out.size() && k < i + 8; ++k) {
            out[k] = static_cast<std::uint8_t>(word);
            word >>= 8U;
        }
    }
}

}  // namespace daohu
