// SPDX-License-Identifier: Apache-2.0
#include "core/base/id.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::detail {

namespace {

constexpr std::size_t kSize = 16;
constexpr std::size_t kUuidLength = 36;
constexpr std::array<std::size_t, 4> kUuidDashes = {8, 13, 18, 23};

}  // namespace

Result<std::array<std::uint8_t, kSize>> id_from_bytes(ByteView bytes) {
    if (bytes.size() != kSize) {
        return fail(ErrorCode::id_malformed, fmt::format("{} bytes instead of {}", bytes.size(), kSize));
    }
    std::array<std::uint8_t, kSize> raw{};
    std::ranges::copy(bytes, raw.begin());
    return raw;
}

Result<std::array<std::uint8_t, kSize>> parse_id(std::string_view text) {
    std::string digits{text};
    if (text.size() == kUuidLength &&
        std::ranges::all_of(kUuidDashes, [&](std::size_t position) { return text[position] == '-'; })) {
        std::erase(digits, '-');
    }
    if (digits.size() != kSize * 2) {
        return fail(ErrorCode::id_malformed, fmt::format("{} characters", text.size()));
    }
    const Result<Bytes> bytes = from_hex(digits);
    if (!bytes) {
        return fail(ErrorCode::id_malformed, bytes.error().detail);
    }
    return id_from_bytes(*bytes);
}

}  // namespace daohu::detail
