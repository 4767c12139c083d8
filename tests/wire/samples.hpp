// SPDX-License-Identifier: Apache-2.0
#pragma once

// Bytes to send in the tests of sync. Test code only.

#include "core/base/bytes.hpp"
#include "core/base/entropy.hpp"

#include <cstdint>

namespace daohu::wire::sample {

// Bytes that do not compress.
inline Bytes noise(std::size_t size, std::uint64_t seed) {
    SeededEntropy entropy{seed};
    Bytes bytes(size);
    entropy.fill(bytes);
    return bytes;
}

// Bytes that compress about as well as a survey does.
inline Bytes survey(std::size_t size, std::uint64_t seed) {
    SeededEntropy entropy{seed};
    Bytes bytes;
    bytes.reserve(size);
    while (bytes.size() < size) {
        bytes.push_back(static_cast<std::uint8_t>('a' + entropy.next() % 9));
    }
    return bytes;
}

template <class T>
T fixed(std::uint64_t seed) {
    return T::from_bytes(noise(T::kSize, seed)).value();
}

}  // namespace daohu::wire::sample
