// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.hpp"

#include "core/base/check.hpp"

#include <sodium.h>

#include <new>

namespace daohu {

namespace {

crypto_generichash_state* state_in(std::array<std::byte, sizeof(crypto_generichash_state)>& memory) {
    return std::launder(reinterpret_cast<crypto_generichash_state*>(memory.data()));
}

}  // namespace

Hasher::Hasher() {
    static_assert(sizeof(crypto_generichash_state) == kStateSize);
    static_assert(alignof(crypto_generichash_state) <= kStateAlignment);
    new (m_state.data()) crypto_generichash_state;
    crypto_generichash_init(state_in(m_state), nullptr, 0, Hash256::kSize);
}

Hasher& Hasher::update(ByteView bytes) {
    DAOHU_CHECK(!m_finished);
    crypto_generichash_update(state_in(m_state), bytes.data(), bytes.size());
    return *this;
}

Hash256 Hasher::finish() {
    DAOHU_CHECK(!m_finished);
    m_finished = true;
    Hash256 hash;
    crypto_generichash_final(state_in(m_state), hash.raw().data(), Hash256::kSize);
    return hash;
}

Hash256 hash256(ByteView bytes) { return Hasher{}.update(bytes).finish(); }

}  // namespace daohu
