// SPDX-License-Identifier: Apache-2.0
#pragma once

// 128-bit arithmetic under money and ratios. Private to core/base.
//
// Two 64-bit factors give at most 2^126, and two such products add up to at most 2^127 - 1 in the uses below, so nothing
// here overflows before it is checked.

#include "core/base/ratio.hpp"

#include <cstdint>
#include <limits>
#include <optional>

namespace daohu::wide {

__extension__ using Int = __int128;

[[nodiscard]] constexpr std::optional<std::int64_t> narrow(Int value) {
    if (value < std::numeric_limits<std::int64_t>::min() || value > std::numeric_limits<std::int64_t>::max()) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(value);
}

// `divisor` is positive.
[[nodiscard]] constexpr Int divide(Int dividend, Int divisor, Rounding rounding) {
    const Int quotient = dividend / divisor;  // towards zero
    const Int rest = dividend % divisor;
    if (rest == 0) {
        return quotient;
    }
    const Int outwards = rest < 0 ? -1 : 1;
    switch (rounding) {
        case Rounding::down: return outwards < 0 ? quotient - 1 : quotient;
        case Rounding::up: return outwards > 0 ? quotient + 1 : quotient;
        case Rounding::half_up: return rest * outwards >= divisor - rest * outwards ? quotient + outwards : quotient;
    }
    return quotient;
}

}  // namespace daohu::wide
