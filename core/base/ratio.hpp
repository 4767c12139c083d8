// SPDX-License-Identifier: Apache-2.0
#pragma once

// Exact fractions: a third is 1/3, never 0.333. Any thread.

#include "core/base/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace daohu {

// Which whole number stands for what lies between two.
enum class Rounding : std::uint8_t {
    down,     // towards minus infinity
    up,       // towards plus infinity
    half_up,  // to the nearer; a half goes away from zero
};

// Always in lowest terms with a positive denominator, so equal ratios are equal values. Results that do not fit 64 bits
// are ratio_overflow.
class Ratio {
public:
    // Zero.
    constexpr Ratio() = default;
    constexpr explicit Ratio(std::int64_t whole) : m_numerator{whole} {}

    // ratio_malformed when the denominator is zero.
    [[nodiscard]] static Result<Ratio> of(std::int64_t numerator, std::int64_t denominator);
    // "3", "-3", "2/3", "0.35" or "35%" (12.5% too). ratio_malformed or ratio_overflow.
    [[nodiscard]] static Result<Ratio> parse(std::string_view text);

    [[nodiscard]] std::int64_t numerator() const { return m_numerator; }
    [[nodiscard]] std::int64_t denominator() const { return m_denominator; }
    // "2/3", or "3" for a whole number.
    [[nodiscard]] std::string to_string() const;

    [[nodiscard]] Result<Ratio> plus(Ratio other) const;
    [[nodiscard]] Result<Ratio> minus(Ratio other) const;
    [[nodiscard]] Result<Ratio> times(Ratio other) const;
    // ratio_malformed when `other` is zero.
    [[nodiscard]] Result<Ratio> divided_by(Ratio other) const;
    // The whole number that `rounding` chooses; never overflows.
    [[nodiscard]] std::int64_t rounded(Rounding rounding) const;

    friend bool operator==(const Ratio&, const Ratio&) = default;
    friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);

private:
    // In lowest terms already.
    constexpr Ratio(std::int64_t numerator, std::int64_t denominator)
        : m_numerator{numerator}, m_denominator{denominator} {}

    std::int64_t m_numerator = 0;
    std::int64_t m_denominator = 1;
};

}  // namespace daohu
