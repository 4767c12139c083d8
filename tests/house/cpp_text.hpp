// SPDX-License-Identifier: Apache-2.0
#pragma once

// Just enough of C++'s spelling for the house tests: where comments and strings are. Not a parser.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::house {

// Both keep every line end, so that positions stay on their lines; the rest of what is removed becomes spaces.
[[nodiscard]] std::string without_comments(std::string_view code);
// Without comments and without the content of string and character literals.
[[nodiscard]] std::string without_comments_and_strings(std::string_view code);

struct StringLiteral {
    std::size_t offset;  // of the opening quote
    std::string text;    // as written between the quotes, escapes not resolved
};
// Ordinary and raw string literals outside comments.
[[nodiscard]] std::vector<StringLiteral> string_literals(std::string_view code);

struct Include {
    std::size_t line;
    std::string path;
    bool is_quoted;  // "..." rather than <...>
};
[[nodiscard]] std::vector<Include> includes_of(std::string_view code);

// Counted from 1.
[[nodiscard]] std::size_t line_of(std::string_view text, std::size_t offset);

}  // namespace daohu::house
