// SPDX-License-Identifier: Apache-2.0
#pragma once

// Civil dates of the Gregorian calendar, years 1 to 9999. Any thread.

#include "core/base/result.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace daohu {

class Date {
public:
    // date_malformed when there is no such day.
    [[nodiscard]] static Result<Date> of(int year, unsigned month, unsigned day);
    // Exactly "2026-02-28".
    [[nodiscard]] static Result<Date> parse(std::string_view text);
    // date_out_of_range outside years 1 to 9999.
    [[nodiscard]] static Result<Date> from_days(std::chrono::sys_days days);

    [[nodiscard]] int year() const { return static_cast<int>(m_value.year()); }
    [[nodiscard]] unsigned month() const { return static_cast<unsigned>(m_value.month()); }
    [[nodiscard]] unsigned day() const { return static_cast<unsigned>(m_value.day()); }
    [[nodiscard]] std::chrono::sys_days days() const { return m_value; }
    [[nodiscard]] std::string to_string() const;

    // Out of range is date_out_of_range.
    [[nodiscard]] Result<Date> plus_days(std::int64_t count) const;
    // The same day of the month, or its last day where that month is shorter: 31 January plus one month is 28 February.
    [[nodiscard]] Result<Date> plus_months(std::int64_t count) const;
    [[nodiscard]] Result<Date> plus_years(std::int64_t count) const;
    [[nodiscard]] Date first_of_month() const;
    [[nodiscard]] Date last_of_month() const;

    friend constexpr auto operator<=>(const Date&, const Date&) = default;

private:
    constexpr explicit Date(std::chrono::year_month_day value) : m_value{value} {}

    std::chrono::year_month_day m_value;
};

// Days from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] std::int64_t days_between(Date from, Date to);
// Months that are complete between the two, counted with the same clamping as plus_months; negative when `to` is earlier.
[[nodiscard]] std::int64_t months_between(Date from, Date to);

}  // namespace daohu
