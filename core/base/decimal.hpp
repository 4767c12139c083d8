// SPDX-License-Identifier: Apache-2.0
#pragma once

// Plain decimal text, "-1234.56": no grouping, no exponent, no locale. Any thread.

#include <cstdint>
#include <optional>
#include <string_view>

namespace daohu::decimal {

struct Number {
    std::int64_t digits = 0;  // without the point: -123456
    int places = 0;           // after the point: 2
};

enum class Problem : std::uint8_t { malformed, overflow };

struct Parsed {
    Number number;
    std::optional<Problem> problem;
};

// An optional minus, at least one digit, optionally a point with at least one digit after it.
[[nodiscard]] Parsed parse(std::string_view text);

}  // namespace daohu::decimal
