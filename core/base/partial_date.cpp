// SPDX-License-Identifier: Apache-2.0
#include "core/base/partial_date.hpp"

#include "core/base/digits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu {

namespace {

// Of the calendar of Date.
constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;

Date truncated(Date date, DatePrecision precision) {
    switch (precision) {
        case DatePrecision::day: return date;
        case DatePrecision::month: return date.first_of_month();
        case DatePrecision::year:
        case DatePrecision::estimated: break;
    }
    return Date::of(date.year(), 1, 1).value_or(date);  // every year has a first day
}

// `date` is a first of January, and so is what it leads to.
Date years_away(Date date, int years) {
    return Date::of(std::clamp(date.year() + years, kFirstYear, kLastYear), 1, 1).value_or(date);
}

Result<unsigned> year_of(std::string_view text) {
    const std::optional<unsigned> year = parse_digits(text);
    if (text.size() != 4 || !year) {
        return fail(ErrorCode::date_malformed, "a year is four digits");
    }
    return *year;
}

}  // namespace

std::string_view name(DatePrecision precision) {
    switch (precision) {
        case DatePrecision::day: return "day";
        case DatePrecision::month: return "month";
        case DatePrecision::year: return "year";
        case DatePrecision::estimated: return "estimated";
    }
    return "unknown";
}

PartialDate::PartialDate(Date date, DatePrecision precision)
    : m_date{truncated(date, precision)}, m_precision{precision} {}

Result<PartialDate> PartialDate::parse(std::string_view text) {
    if (text.ends_with('~')) {
        const unsigned year = TRY(year_of(text.substr(0, text.size() - 1)));
        return PartialDate{TRY(Date::of(static_cast<int>(year), 1, 1)), DatePrecision::estimated};
    }
    if (text.size() == 4) {
        return PartialDate{TRY(Date::of(static_cast<int>(TRY(year_of(text))), 1, 1)), DatePrecision::year};
    }
    if (text.size() == 7) {
        return PartialDate{TRY(Date::parse(fmt::format("{}-01", text))), DatePrecision::month};
    }
    return PartialDate{TRY(Date::parse(text)), DatePrecision::day};
}

std::string PartialDate::to_string() const {
    switch (m_precision) {
        case DatePrecision::day: break;
        case DatePrecision::month: return m_date.to_string().substr(0, 7);
        case DatePrecision::year: return m_date.to_string().substr(0, 4);
        case DatePrecision::estimated: return m_date.to_string().substr(0, 4) + '~';
    }
    return m_date.to_string();
}

Date PartialDate::earliest() const {
    if (m_precision == DatePrecision::estimated) {
        return years_away(m_date, -kEstimateYears);
    }
    return m_date;
}

Date PartialDate::latest() const {
    const auto last_day_of_year = [](Date date) { return date.plus_months(11).value_or(date).last_of_month(); };
    switch (m_precision) {
        case DatePrecision::day: break;
        case DatePrecision::month: return m_date.last_of_month();
        case DatePrecision::year: return last_day_of_year(m_date);
        case DatePrecision::estimated: return last_day_of_year(years_away(m_date, kEstimateYears));
    }
    return m_date;
}

}  // namespace daohu
