// SPDX-License-Identifier: Apache-2.0
#pragma once

// Byte strings of one fixed size as distinct types: a hash is not a public key. Any thread.

#include "core/base/bytes.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace daohu {

template <class Tag, std::size_t N>
class FixedBytes {
public:
    static constexpr std::size_t kSize = N;

    // All zero: no hash, no key.
    constexpr FixedBytes() = default;
    constexpr explicit FixedBytes(const std::array<std::uint8_t, N>& raw) : m_raw{raw} {}

    // bytes_wrong_length unless there are exactly N bytes.
    [[nodiscard]] static Result<FixedBytes> from_bytes(ByteView bytes) {
        if (bytes.size() != N) {
            return fail(ErrorCode::bytes_wrong_length);
        }
        FixedBytes value;
        std::ranges::copy(bytes, value.m_raw.begin());
        return value;
    }
    // hex_malformed or bytes_wrong_length.
    [[nodiscard]] static Result<FixedBytes> parse(std::string_view hex) { return from_bytes(TRY(from_hex(hex))); }

    [[nodiscard]] ByteView bytes() const { return m_raw; }
    [[nodiscard]] const std::array<std::uint8_t, N>& raw() const { return m_raw; }
    [[nodiscard]] std::array<std::uint8_t, N>& raw() { return m_raw; }
    [[nodiscard]] std::string to_string() const { return to_hex(m_raw); }
    [[nodiscard]] bool is_zero() const { return *this == FixedBytes{}; }

    friend constexpr auto operator<=>(const FixedBytes&, const FixedBytes&) = default;

private:
    std::array<std::uint8_t, N> m_raw{};
};

}  // namespace daohu

template <class Tag, std::size_t N>
struct std::hash<daohu::FixedBytes<Tag, N>> {
    static_assert(N >= sizeof(std::size_t));
    std::size_t operator()(const daohu::FixedBytes<Tag, N>& bytes) const noexcept {
        std::size_t value = 0;  // hashes and keys look random, so any eight bytes are a hash
        for (std::size_t i = 0; i < sizeof(value); ++i) {
            value = (value << 8U) | bytes.raw()[i];
        }
        return value;
    }
};
