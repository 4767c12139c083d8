// SPDX-License-Identifier: Apache-2.0
// Dates, money and ratios: text that is accepted leads back to the same value.

#include "core/base/age.hpp"
#include "core/base/money.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace daohu::fuzz {

namespace {

void try_dates(std::string_view text) {
    const Result<Date> date = Date::parse(text);
    if (date) {
        DAOHU_CHECK(date->to_string() == text);
        DAOHU_CHECK(date->first_of_month() <= *date && *date <= date->last_of_month());
        const Result<Date> later = date->plus_months(1);
        DAOHU_CHECK(!later || months_between(*date, *later) == 1);
    }
    const Result<PartialDate> partial = PartialDate::parse(text);
    if (partial) {
        DAOHU_CHECK(partial->to_string() == text);
        DAOHU_CHECK(partial->earliest() <= partial->latest());
        const AgeRange age = age_range_on(*partial, partial->latest());
        DAOHU_CHECK(age.least == 0 && age.most >= 0);
    }
    DAOHU_CHECK(!date || partial);
}

void try_amounts(std::string_view text) {
    const Result<Fen> fen = Fen::parse_yuan(text);
    const Result<Ratio> ratio = Ratio::parse(text);
    if (fen) {
        DAOHU_CHECK(Fen::parse_yuan(fen->to_yuan()).value() == *fen);
    }
    if (ratio) {
        DAOHU_CHECK(Ratio::parse(ratio->to_string()).value() == *ratio);
        DAOHU_CHECK(ratio->denominator() > 0);
        DAOHU_CHECK(Ratio{ratio->rounded(Rounding::down)} <= *ratio && *ratio <= Ratio{ratio->rounded(Rounding::up)});
        DAOHU_CHECK(ratio->minus(*ratio).value_or(Ratio{}) == Ratio{});
    }
    if (fen && ratio) {
        const Result<Fen> down = fen->times(*ratio, Rounding::down);
        const Result<Fen> up = fen->times(*ratio, Rounding::up);
        DAOHU_CHECK(!down || !up || (*down <= *up && up->value() - down->value() <= 1));
    }
}

}  // namespace

void try_input(ByteView input) {
    try_dates(as_text(input));
    try_amounts(as_text(input));
}

}  // namespace daohu::fuzz
