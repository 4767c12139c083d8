// SPDX-License-Identifier: Apache-2.0
#pragma once

// BLAKE2b with 256 bits. Any thread; one Hasher belongs to one thread at a time.

#include "core/base/fixed_bytes.hpp"

#include <array>
#include <cstddef>

namespace daohu {

using Hash256 = FixedBytes<struct Hash256Tag, 32>;

// Hashes bytes as they come.
class Hasher {
public:
    Hasher();

    Hasher& update(ByteView bytes);
    // The hash of everything so far. The hasher is used up: a later call is a broken invariant.
    [[nodiscard]] Hash256 finish();

private:
    static constexpr std::size_t kStateSize = 384;
    static constexpr std::size_t kStateAlignment = 64;

    alignas(kStateAlignment) std::array<std::byte, kStateSize> m_state;
    bool m_finished = false;
};

[[nodiscard]] Hash256 hash256(ByteView bytes);

}  // namespace daohu
