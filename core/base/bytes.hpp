// SPDX-License-Identifier: Apache-2.0
#pragma once

// Byte strings and their hexadecimal form. Any thread.

#include "core/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daohu {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;  // never owns, never stored past the call

[[nodiscard]] ByteView as_bytes(std::string_view text);
[[nodiscard]] std::string_view as_text(ByteView bytes);

// Lower-case hexadecimal, two digits a byte.
[[nodiscard]] std::string to_hex(ByteView bytes);

// Accepts either case. hex_malformed on an odd length or another character.
[[nodiscard]] Result<Bytes> from_hex(std::string_view text);

}  // namespace daohu
