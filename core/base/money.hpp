// SPDX-License-Identifier: Apache-2.0
#pragma once

// Money in whole fen (1 yuan = 100 fen). No floating point, no silent overflow: what does not fit is money_overflow.
// Any thread.

#include "core/base/ratio.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace daohu {

class Fen {
public:
    static constexpr std::int64_t kPerYuan = 100;

    // Nothing.
    constexpr Fen() = default;
    constexpr explicit Fen(std::int64_t fen) : m_fen{fen} {}
    [[nodiscard]] static Result<Fen> from_yuan(std::int64_t yuan);
    // "1234", "1234.5" or "-1234.56", in yuan. money_malformed for anything else (a third decimal too), money_overflow.
    [[nodiscard]] static Result<Fen> parse_yuan(std::string_view text);

    [[nodiscard]] constexpr std::int64_t value() const { return m_fen; }
    // In yuan with two decimals: "1234.50". For files and logs; screens have ui/text.
    [[nodiscard]] std::string to_yuan() const;

    [[nodiscard]] Result<Fen> plus(Fen other) const;
    [[nodiscard]] Result<Fen> minus(Fen other) const;
    [[nodiscard]] Result<Fen> times(std::int64_t factor) const;
    [[nodiscard]] Result<Fen> times(Ratio factor, Rounding rounding) const;
    // invalid_argument when `parts` is not positive.
    [[nodiscard]] Result<Fen> divided_by(std::int64_t parts, Rounding rounding) const;
    // To a multiple of `unit`, such as whole yuan. invalid_argument when the unit is not positive.
    [[nodiscard]] Result<Fen> rounded_to(Fen unit, Rounding rounding) const;
    // How much of `whole` this is. ratio_malformed when `whole` is zero.
    [[nodiscard]] Result<Ratio> share_of(Fen whole) const;

    friend constexpr auto operator<=>(const Fen&, const Fen&) = default;

private:
    std::int64_t m_fen = 0;
};

// "Not below a third of ...": a floor rounds up to the fen, so that nobody gets a fraction less than promised.
[[nodiscard]] Result<Fen> floor_amount(Fen base, Ratio share);
// "Not above a third of ...": a ceiling rounds down to the fen, so that it is never exceeded.
[[nodiscard]] Result<Fen> ceiling_amount(Fen base, Ratio share);

}  // namespace daohu
