// SPDX-License-Identifier: Apache-2.0
#pragma once

// The numbers of RFC 8949 that the CBOR writer and reader share. Private to core/base.

#include <cstddef>
#include <cstdint>

namespace daohu::cbor {

// Major types, the upper three bits of an item's first byte.
inline constexpr std::uint8_t kUnsigned = 0;
inline constexpr std::uint8_t kNegative = 1;
inline constexpr std::uint8_t kBytes = 2;
inline constexpr std::uint8_t kText = 3;
inline constexpr std::uint8_t kArray = 4;
inline constexpr std::uint8_t kMap = 5;
inline constexpr std::uint8_t kSimple = 7;

// The lower five bits: the argument itself, or how many bytes of it follow.
inline constexpr std::uint8_t kOneByteFollows = 24;
inline constexpr std::uint8_t kEightBytesFollow = 27;

inline constexpr std::uint8_t kFalse = 20;
inline constexpr std::uint8_t kTrue = 21;
inline constexpr std::uint8_t kNull = 22;

}  // namespace daohu::cbor
