// SPDX-License-Identifier: Apache-2.0
#pragma once

// UTF-8 as RFC 3629 has it: shortest forms only, no surrogates, nothing above U+10FFFF. Any thread.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daohu {

// Byte offset of the first sequence that is not UTF-8; nothing when all of `text` is.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);
[[nodiscard]] bool is_valid_utf8(std::string_view text);

// What stands in for a byte that is not UTF-8 when damaged text has to be walked all the same.
inline constexpr char32_t kReplacementCharacter = U'\uFFFD';

struct ScalarStep {
    char32_t scalar;    // kReplacementCharacter where the bytes are not UTF-8
    std::size_t bytes;  // how far to step: 1 to 4, never past the end
};

// The scalar that starts at `offset`, which must be inside `text`. A loop over it ends on any input:
//     for (std::size_t at = 0; at < text.size();) { const ScalarStep step = scalar_at(text, at); ...; at += step.bytes; }
[[nodiscard]] ScalarStep scalar_at(std::string_view text, std::size_t offset);

// Number of scalars; a byte that is not UTF-8 counts as one.
[[nodiscard]] std::size_t count_scalars(std::string_view text);

[[nodiscard]] std::u32string decode_utf8(std::string_view text);

// Appends one scalar. A surrogate or a number above U+10FFFF is written as kReplacementCharacter.
void append_utf8(std::string& text, char32_t scalar);
[[nodiscard]] std::string encode_utf8(std::u32string_view scalars);

// The longest start of `text` that has at most `max_scalars` scalars, or `max_bytes` bytes, and cuts no scalar in two.
[[nodiscard]] std::string_view first_scalars(std::string_view text, std::size_t max_scalars);
[[nodiscard]] std::string_view first_bytes(std::string_view text, std::size_t max_bytes);

}  // namespace daohu
