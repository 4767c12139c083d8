// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers written as ASCII digits and nothing else: no sign, no space, no locale. Any thread.

#include <algorithm>
#include <optional>
#include <string_view>

namespace daohu {

[[nodiscard]] constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] constexpr bool is_all_digits(std::string_view text) { return std::ranges::all_of(text, is_ascii_digit); }

// One to nine digits; nothing for any other text.
[[nodiscard]] constexpr std::optional<unsigned> parse_digits(std::string_view text) {
    if (text.empty() || text.size() > 9 || !is_all_digits(text)) {
        return std::nullopt;
    }
    unsigned value = 0;
    for (const char c : text) {
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

}  // namespace daohu
