// SPDX-License-Identifier: Apache-2.0
#include "core/base/secret.hpp"

#include "core/base/crypto.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <utility>

namespace daohu {

SecretBytes::~SecretBytes() { clear(); }

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : m_data{std::exchange(other.m_data, nullptr)}, m_size{std::exchange(other.m_size, 0)} {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        clear();
        m_data = std::exchange(other.m_data, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Result<SecretBytes> SecretBytes::zeroed(std::size_t size) {
    TRY(init_crypto());  // guard pages need the library's page size and canary
    SecretBytes secret;
    if (size == 0) {
        return secret;
    }
    secret.m_data = static_cast<std::uint8_t*>(sodium_malloc(size));
    if (secret.m_data == nullptr) {
        return fail(ErrorCode::secret_memory_unavailable, fmt::format("{} bytes", size));
    }
    secret.m_size = size;
    sodium_memzero(secret.m_data, size);
    return secret;
}

Result<SecretBytes> SecretBytes::copy_of(ByteView bytes) {
    SecretBytes secret = TRY(zeroed(bytes.size()));
    std::ranges::copy(bytes, secret.m_data);
    return secret;
}

Result<SecretBytes> SecretBytes::random(std::size_t size, Entropy& entropy) {
    SecretBytes secret = TRY(zeroed(size));
    entropy.fill(secret.mutable_bytes());
    return secret;
}

void SecretBytes::clear() noexcept {
    sodium_free(m_data);  // wipes first; does nothing for null
    m_data = nullptr;
    m_size = 0;
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace daohu
