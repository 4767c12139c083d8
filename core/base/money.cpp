// SPDX-License-Identifier: Apache-2.0
#include "core/base/money.hpp"

#include "core/base/decimal.hpp"
#include "core/base/wide.hpp"

#include <fmt/format.h>

namespace daohu {

namespace {

constexpr int kFenPlaces = 2;

Result<Fen> checked(wide::Int fen) {
    const std::optional<std::int64_t> value = wide::narrow(fen);
    if (!value) {
        return fail(ErrorCode::money_overflow);
    }
    return Fen{*value};
}

}  // namespace

Result<Fen> Fen::from_yuan(std::int64_t yuan) { return checked(wide::Int{yuan} * kPerYuan); }

Result<Fen> Fen::parse_yuan(std::string_view text) {
    const decimal::Parsed parsed = decimal::parse(text);
    if (parsed.problem == decimal::Problem::overflow) {
        return fail(ErrorCode::money_overflow);
    }
    if (parsed.problem || parsed.number.places > kFenPlaces) {
        return fail(ErrorCode::money_malformed);
    }
    wide::Int fen = parsed.number.digits;
    for (int place = parsed.number.places; place < kFenPlaces; ++place) {
        fen *= 10;
    }
    return checked(fen);
}

std::string Fen::to_yuan() const {
    const std::uint64_t magnitude =
        m_fen < 0 ? ~static_cast<std::uint64_t>(m_fen) + 1 : static_cast<std::uint64_t>(m_fen);
    return fmt::format("{}{}.{:02}", m_fen < 0 ? "-" : "", magnitude / kPerYuan, magnitude % kPerYuan);
}

Result<Fen> Fen::plus(Fen other) const { return checked(wide::Int{m_fen} + other.m_fen); }

Result<Fen> Fen::minus(Fen other) const { return checked(wide::Int{m_fen} - other.m_fen); }

Result<Fen> Fen::times(std::int64_t factor) const { return checked(wide::Int{m_fen} * factor); }

Result<Fen> Fen::times(Ratio factor, Rounding rounding) const {
    return checked(wide::divide(wide::Int{m_fen} * factor.numerator(), factor.denominator(), rounding));
}

Result<Fen> Fen::divided_by(std::int64_t parts, Rounding rounding) const {
    if (parts <= 0) {
        return fail(ErrorCode::invalid_argument, "money divided by a number that is not positive");
    }
    return checked(wide::divide(m_fen, parts, rounding));
}

Result<Fen> Fen::rounded_to(Fen unit, Rounding rounding) const {
    return TRY(divided_by(unit.m_fen, rounding)).times(unit.m_fen);
}

Result<Ratio> Fen::share_of(Fen whole) const { return Ratio::of(m_fen, whole.m_fen); }

Result<Fen> floor_amount(Fen base, Ratio share) { return base.times(share, Rounding::up); }

Result<Fen> ceiling_amount(Fen base, Ratio share) { return base.times(share, Rounding::down); }

}  // namespace daohu
