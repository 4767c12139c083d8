// SPDX-License-Identifier: Apache-2.0
#pragma once

// Cuts an expression into the tokens of XPath 1.0, section 3.7. Private to the room. Any thread.

#include "core/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::form::xpath {

enum class TokenKind : std::uint8_t {
    end,
    number,
    literal,   // text without its quotes
    name,      // a QName, or "prefix:*"
    wildcard,  // "*" as a name test
    variable,  // "$x"
    open_parenthesis,
    close_parenthesis,
    open_bracket,
    close_bracket,
    dot,
    double_dot,
    at,
    comma,
    double_colon,
    slash,
    double_slash,
    pipe,
    plus,
    minus,
    multiply,
    div,
    mod,
    equal,
    not_equal,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    logical_and,
    logical_or,
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text;  // of the expression
    std::uint32_t offset = 0;
};

// The tokens, ending with one of kind `end`. xpath_syntax names the offset of what no token begins with.
[[nodiscard]] Result<std::vector<Token>> tokenize(std::string_view expression);

// An error whose detail begins with the place: "offset 12: ...".
[[nodiscard]] Failure fail_at(std::uint32_t offset, ErrorCode code, std::string_view what);

}  // namespace daohu::form::xpath
