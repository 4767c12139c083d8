// SPDX-License-Identifier: Apache-2.0
#include "core/base/decimal.hpp"

namespace daohu::decimal {

Parsed parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) {
        text.remove_prefix(1);
    }
    Parsed parsed;
    bool overflow = false;
    bool after_point = false;
    std::size_t digits_in_part = 0;
    for (const char c : text) {
        if (c == '.' && !after_point && digits_in_part > 0) {
            after_point = true;
            digits_in_part = 0;
            continue;
        }
        if (c < '0' || c > '9') {
            return {.number = {}, .problem = Problem::malformed};
        }
        ++digits_in_part;
        const int digit = negative ? '0' - c : c - '0';
        std::int64_t& value = parsed.number.digits;
        overflow |= __builtin_mul_overflow(value, 10, &value);
        overflow |= __builtin_add_overflow(value, digit, &value);
        parsed.number.places += after_point ? 1 : 0;
    }
    if (digits_in_part == 0) {
        return {.number = {}, .problem = Problem::malformed};
    }
    if (overflow) {
        return {.number = {}, .problem = Problem::overflow};
    }
    return parsed;
}

}  // namespace daohu::decimal
