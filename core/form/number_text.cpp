// SPDX-License-Identifier: Apache-2.0
#include "core/form/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace daohu::form {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
// Powers of ten that a double holds exactly: dividing an exact mantissa by one of them rounds once, as it should.
constexpr std::array<double, 16> kPowersOfTen = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
constexpr std::size_t kExactDigits = 15;

// digits / 10^decimals
void append_decimal(std::int64_t digits, std::size_t decimals, std::string& out) {
    std::array<char, 24> buffer;
    if (digits < 0) {
        out += '-';
        digits = -digits;
    }
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), digits);
    const auto length = static_cast<std::size_t>(written.ptr - buffer.data());
    if (length <= decimals) {
        out += "0.";
        out.append(decimals - length, '0');
        out.append(buffer.data(), length);
        return;
    }
    out.append(buffer.data(), length - decimals);
    if (decimals != 0) {
        out += '.';
        out.append(buffer.data() + length - decimals, decimals);
    }
}

// Whole numbers and those of a few decimals, which is nearly all of them: a decimal of at most 15 digits that reads back
// as the number is its shortest form.
bool append_short(double value, std::string& out) {
    constexpr double kMostDigits = 1e15;
    constexpr std::size_t kMostDecimals = 6;
    double scaled = value;
    for (std::size_t decimals = 0; decimals <= kMostDecimals; ++decimals) {
        scaled = value * kPowersOfTen[decimals];
        const double whole = std::nearbyint(scaled);
        if (!(std::fabs(whole) < kMostDigits)) {
            return false;
        }
        if (whole / kPowersOfTen[decimals] == value) {
            append_decimal(static_cast<std::int64_t>(whole), decimals, out);
            return true;
        }
    }
    return false;
}

// The shortest digits that read back as the number, with zeros for the exponent.
void append_shortest(double value, std::string& out) {
    std::array<char, 32> buffer;
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value), std::chars_format::scientific);
    const std::string_view text{buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data())};
    const std::size_t mark = text.find('e');
    std::string digits{text.substr(0, mark)};
    digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
    int exponent = 0;
    const std::size_t sign = text[mark + 1] == '+' ? 1 : 0;  // from_chars takes no plus
    std::from_chars(text.data() + mark + 1 + sign, text.data() + text.size(), exponent);
    out += value < 0 ? "-" : "";
    const auto before_point = exponent + 1;
    const auto count = static_cast<int>(digits.size());
    if (before_point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-before_point), '0').append(digits);
    } else if (before_point >= count) {
        out.append(digits).append(static_cast<std::size_t>(before_point - count), '0');
    } else {
        out.append(digits, 0, static_cast<std::size_t>(before_point)).append(".");
        out.append(digits, static_cast<std::size_t>(before_point));
    }
}

double parse_long_number(std::string_view digits) {
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    if (read.ec == std::errc::result_out_of_range) {
        const std::size_t point = digits.find_first_not_of("0123456789");
        const bool huge = digits.substr(0, point).find_first_not_of('0') != std::string_view::npos;
        return huge ? std::numeric_limits<double>::infinity() : 0;
    }
    return value;
}

}  // namespace

std::string_view trim_spaces(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

double parse_number(std::string_view text) {
    text = trim_spaces(text);
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) {
        text.remove_prefix(1);
    }
    std::uint64_t mantissa = 0;
    std::size_t digits = 0;
    std::size_t decimals = 0;
    bool has_point = false;
    for (const char c : text) {
        if (is_digit(c)) {
            ++digits;
            decimals += has_point ? 1U : 0U;
            if (digits <= kExactDigits) {
                mantissa = mantissa * 10 + static_cast<std::uint64_t>(c - '0');
            }
        } else if (c == '.' && !has_point) {
            has_point = true;
        } else {
            return kNaN;
        }
    }
    if (digits == 0) {
        return kNaN;
    }
    const double magnitude =
        digits <= kExactDigits ? static_cast<double>(mantissa) / kPowersOfTen[decimals] : parse_long_number(text);
    return negative ? -magnitude : magnitude;
}

void append_number(double value, std::string& out) {
    if (std::isnan(value)) {
        out += "NaN";
    } else if (std::isinf(value)) {
        out += value > 0 ? "Infinity" : "-Infinity";
    } else if (value == 0) {
        out += '0';
    } else if (!append_short(value, out)) {
        append_shortest(value, out);
    }
}

}  // namespace daohu::form
