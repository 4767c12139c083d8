// SPDX-License-Identifier: Apache-2.0
#include "core/base/date.hpp"

#include "core/base/digits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu {

namespace {

using std::chrono::months;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;
constexpr std::int64_t kMonthsPerYear = 12;
// More days or months than lie between the first and the last date.
constexpr std::int64_t kMoreThanAllDays = 4'000'000;
constexpr std::int64_t kMoreThanAllMonths = kLastYear * kMonthsPerYear;

bool is_year_in_range(int year) { return year >= kFirstYear && year <= kLastYear; }

year_month_day last_day_of(std::chrono::year_month month) {
    return year_month_day_last{month.year(), std::chrono::month_day_last{month.month()}};
}

}  // namespace

Result<Date> Date::of(int year, unsigned month, unsigned day) {
    const year_month_day value{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!is_year_in_range(year) || month > kMonthsPerYear || day > 31 || !value.ok()) {
        return fail(ErrorCode::date_malformed, "no such day");
    }
    return Date{value};
}

Result<Date> Date::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return fail(ErrorCode::date_malformed, fmt::format("{} characters that are not YYYY-MM-DD", text.size()));
    }
    const std::optional<unsigned> year = parse_digits(text.substr(0, 4));
    const std::optional<unsigned> month = parse_digits(text.substr(5, 2));
    const std::optional<unsigned> day = parse_digits(text.substr(8, 2));
    if (!year || !month || !day) {
        return fail(ErrorCode::date_malformed, "a character that is not a digit");
    }
    return of(static_cast<int>(*year), *month, *day);
}

Result<Date> Date::from_days(std::chrono::sys_days days) {
    // Checked before the conversion, which is defined only near the supported years.
    const std::int64_t count = days.time_since_epoch().count();
    if (count > kMoreThanAllDays || count < -kMoreThanAllDays) {
        return fail(ErrorCode::date_out_of_range);
    }
    const year_month_day value{days};
    if (!is_year_in_range(static_cast<int>(value.year()))) {
        return fail(ErrorCode::date_out_of_range);
    }
    return Date{value};
}

std::string Date::to_string() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }

Result<Date> Date::plus_days(std::int64_t count) const {
    if (count > kMoreThanAllDays || count < -kMoreThanAllDays) {
        return fail(ErrorCode::date_out_of_range);
    }
    return from_days(days() + std::chrono::days{count});
}

Result<Date> Date::plus_months(std::int64_t count) const {
    if (count > kMoreThanAllMonths || count < -kMoreThanAllMonths) {
        return fail(ErrorCode::date_out_of_range);
    }
    const std::chrono::year_month month =
        std::chrono::year_month{m_value.year(), m_value.month()} + months{static_cast<months::rep>(count)};
    if (!is_year_in_range(static_cast<int>(month.year()))) {
        return fail(ErrorCode::date_out_of_range);
    }
    const std::chrono::day day = std::min(m_value.day(), last_day_of(month).day());
    return Date{year_month_day{month.year(), month.month(), day}};
}

Result<Date> Date::plus_years(std::int64_t count) const {
    if (count > kLastYear || count < -kLastYear) {
        return fail(ErrorCode::date_out_of_range);
    }
    return plus_months(count * kMonthsPerYear);
}

Date Date::first_of_month() const { return Date{year_month_day{m_value.year(), m_value.month(), std::chrono::day{1}}}; }

Date Date::last_of_month() const { return Date{last_day_of({m_value.year(), m_value.month()})}; }

std::int64_t days_between(Date from, Date to) { return (to.days() - from.days()).count(); }

std::int64_t months_between(Date from, Date to) {
    if (to < from) {
        return -months_between(to, from);
    }
    const std::int64_t months = (to.year() - from.year()) * kMonthsPerYear + static_cast<std::int64_t>(to.month()) -
                                static_cast<std::int64_t>(from.month());
    const bool is_complete = to.day() >= std::min(from.day(), to.last_of_month().day());
    return is_complete ? months : months - 1;
}

}  // namespace daohu
