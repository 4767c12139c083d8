// SPDX-License-Identifier: Apache-2.0
#pragma once

// Dates as people know them: to the day, to the month, to the year, or a guessed year. Any thread.

#include "core/base/date.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace daohu {

enum class DatePrecision : std::uint8_t {
    day,
    month,
    year,
    estimated,  // the year is somebody's guess
};

// The name used in stored values: "day", "month", "year", "estimated".
[[nodiscard]] std::string_view name(DatePrecision precision);

class PartialDate {
public:
    // An estimate is taken to be at most this many years off, either way.
    static constexpr int kEstimateYears = 2;

    explicit PartialDate(Date date, DatePrecision precision = DatePrecision::day);
    // "1950-03-02", "1950-03", "1950", or "1950~" for an estimate (ISO 8601-2 writes approximate years so).
    [[nodiscard]] static Result<PartialDate> parse(std::string_view text);

    [[nodiscard]] DatePrecision precision() const { return m_precision; }
    // The first day it can name: what is not known is 1.
    [[nodiscard]] Date date() const { return m_date; }
    [[nodiscard]] std::string to_string() const;

    // The first and the last day that it may mean, cut off at the ends of the calendar.
    [[nodiscard]] Date earliest() const;
    [[nodiscard]] Date latest() const;

    friend constexpr auto operator<=>(const PartialDate&, const PartialDate&) = default;

private:
    Date m_date;
    DatePrecision m_precision;
};

}  // namespace daohu
