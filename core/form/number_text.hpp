// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbers as XPath 1.0 reads and writes them (sections 4.2 and 4.4): no exponent, no plus sign. Any thread.

#include <string>
#include <string_view>

namespace daohu::form {

// XPath's white space: space, tab, line feed, carriage return.
[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] std::string_view trim_spaces(std::string_view text);

// NaN where `text` without surrounding spaces is no number.
[[nodiscard]] double parse_number(std::string_view text);

// The shortest decimal form that reads back as the same number: "3", "-0.5", "0.00000001", "NaN", "Infinity".
void append_number(double value, std::string& out);

}  // namespace daohu::form
