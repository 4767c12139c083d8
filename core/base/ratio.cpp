// SPDX-License-Identifier: Apache-2.0
#include "core/base/ratio.hpp"

#include "core/base/decimal.hpp"
#include "core/base/wide.hpp"

#include <fmt/format.h>

namespace daohu {

namespace {

wide::Int greatest_common_divisor(wide::Int a, wide::Int b) {
    while (b != 0) {
        const wide::Int rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

struct LowestTerms {
    std::int64_t numerator;
    std::int64_t denominator;
};

Result<LowestTerms> reduce(wide::Int numerator, wide::Int denominator) {
    if (denominator == 0) {
        return fail(ErrorCode::ratio_malformed, "denominator is zero");
    }
    wide::Int divisor = greatest_common_divisor(numerator, denominator);
    if (denominator < 0) {
        divisor = -divisor;
    }
    const std::optional<std::int64_t> small_numerator = wide::narrow(numerator / divisor);
    const std::optional<std::int64_t> small_denominator = wide::narrow(denominator / divisor);
    if (!small_numerator || !small_denominator) {
        return fail(ErrorCode::ratio_overflow);
    }
    return LowestTerms{*small_numerator, *small_denominator};
}

Result<decimal::Number> parse_decimal(std::string_view text) {
    const decimal::Parsed parsed = decimal::parse(text);
    if (parsed.problem) {
        return fail(*parsed.problem == decimal::Problem::overflow ? ErrorCode::ratio_overflow
                                                                  : ErrorCode::ratio_malformed);
    }
    return parsed.number;
}

Result<std::int64_t> parse_whole(std::string_view text) {
    const decimal::Number number = TRY(parse_decimal(text));
    if (number.places != 0) {
        return fail(ErrorCode::ratio_malformed, "a point inside a fraction");
    }
    return number.digits;
}

Result<std::int64_t> power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) {
        if (__builtin_mul_overflow(power, 10, &power)) {
            return fail(ErrorCode::ratio_overflow);
        }
    }
    return power;
}

}  // namespace

Result<Ratio> Ratio::of(std::int64_t numerator, std::int64_t denominator) {
    const LowestTerms terms = TRY(reduce(numerator, denominator));
    return Ratio{terms.numerator, terms.denominator};
}

Result<Ratio> Ratio::parse(std::string_view text) {
    if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
        return of(TRY(parse_whole(text.substr(0, slash))), TRY(parse_whole(text.substr(slash + 1))));
    }
    const bool percent = text.ends_with('%');
    if (percent) {
        text.remove_suffix(1);
    }
    const decimal::Number number = TRY(parse_decimal(text));
    return of(number.digits, TRY(power_of_ten(number.places + (percent ? 2 : 0))));
}

std::string Ratio::to_string() const {
    return m_denominator == 1 ? fmt::format("{}", m_numerator) : fmt::format("{}/{}", m_numerator, m_denominator);
}

Result<Ratio> Ratio::plus(Ratio other) const {
    const wide::Int numerator =
        wide::Int{m_numerator} * other.m_denominator + wide::Int{other.m_numerator} * m_denominator;
    const LowestTerms terms = TRY(reduce(numerator, wide::Int{m_denominator} * other.m_denominator));
    return Ratio{terms.numerator, terms.denominator};
}

Result<Ratio> Ratio::minus(Ratio other) const {
    const wide::Int numerator =
        wide::Int{m_numerator} * other.m_denominator - wide::Int{other.m_numerator} * m_denominator;
    const LowestTerms terms = TRY(reduce(numerator, wide::Int{m_denominator} * other.m_denominator));
    return Ratio{terms.numerator, terms.denominator};
}

Result<Ratio> Ratio::times(Ratio other) const {
    const LowestTerms terms =
        TRY(reduce(wide::Int{m_numerator} * other.m_numerator, wide::Int{m_denominator} * other.m_denominator));
    return Ratio{terms.numerator, terms.denominator};
}

Result<Ratio> Ratio::divided_by(Ratio other) const {
    const LowestTerms terms =
        TRY(reduce(wide::Int{m_numerator} * other.m_denominator, wide::Int{m_denominator} * other.m_numerator));
    return Ratio{terms.numerator, terms.denominator};
}

std::int64_t Ratio::rounded(Rounding rounding) const {
    return static_cast<std::int64_t>(wide::divide(m_numerator, m_denominator, rounding));
}

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
    return wide::Int{a.m_numerator} * b.m_denominator <=> wide::Int{b.m_numerator} * a.m_denominator;
}

}  // namespace daohu
