// SPDX-License-Identifier: Apache-2.0
#include "core/base/age.hpp"
#include "core/base/beijing_time.hpp"
#include "core/base/partial_date.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <rapidcheck.h>

#include <limits>

using namespace daohu;
using namespace std::chrono_literals;

namespace {

Date date(std::string_view text) { return Date::parse(text).value(); }
PartialDate partial(std::string_view text) { return PartialDate::parse(text).value(); }

}  // namespace

TEST_CASE("Date: reads and writes ISO dates", "[base]") {
    CHECK(date("2024-02-29").to_string() == "2024-02-29");
    CHECK(date("0001-01-01").to_string() == "0001-01-01");
    CHECK(date("2024-02-29").day() == 29);
}

TEST_CASE("Date: refuses days that do not exist and other spellings", "[base]") {
    for (const char* text : {"2023-02-29", "2024-00-10", "2024-13-01", "2024-01-00", "2024-04-31", "0000-01-01",
                             "2024-1-1", "20240101", "2024/01/01", "2024-01-0x", "", "2024-01-011", "-024-01-01"}) {
        CAPTURE(text);
        CHECK(Date::parse(text).error().code == ErrorCode::date_malformed);
    }
    CHECK_FALSE(Date::of(2024, 257, 1));  // 257 would be 1 in eight bits
    CHECK_FALSE(Date::of(2024, 1, 257));
    CHECK_FALSE(Date::of(10'000, 1, 1));
}

TEST_CASE("Date: months that are too short give their last day", "[base]") {
    const auto [from, months, expected] = GENERATE(table<const char*, int, const char*>({
        {"2026-01-31", 1, "2026-02-28"},
        {"2024-01-31", 1, "2024-02-29"},
        {"2026-03-31", -1, "2026-02-28"},
        {"2026-10-31", 4, "2027-02-28"},
        {"2026-12-15", 1, "2027-01-15"},
        {"2026-01-15", -1, "2025-12-15"},
        {"2024-02-29", 12, "2025-02-28"},
        {"2024-02-29", 48, "2028-02-29"},
    }));
    CHECK(date(from).plus_months(months).value() == date(expected));
}

TEST_CASE("Date: arithmetic beyond the calendar is an error", "[base]") {
    CHECK(date("9999-12-31").plus_days(1).error().code == ErrorCode::date_out_of_range);
    CHECK(date("0001-01-01").plus_days(-1).error().code == ErrorCode::date_out_of_range);
    CHECK(date("9999-12-31").plus_months(1).error().code == ErrorCode::date_out_of_range);
    for (const std::int64_t many :
         {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        CHECK_FALSE(date("2026-01-01").plus_days(many));
        CHECK_FALSE(date("2026-01-01").plus_months(many));
        CHECK_FALSE(date("2026-01-01").plus_years(many));
        CHECK_FALSE(Date::from_days(std::chrono::sys_days{std::chrono::days{many}}));
    }
}

TEST_CASE("Date: counts days and complete months between two days", "[base]") {
    CHECK(days_between(date("2024-02-28"), date("2024-03-01")) == 2);
    CHECK(days_between(date("2024-03-01"), date("2024-02-28")) == -2);
    CHECK(months_between(date("2026-01-31"), date("2026-02-28")) == 1);
    CHECK(months_between(date("2026-01-31"), date("2026-02-27")) == 0);
    CHECK(months_between(date("2026-01-15"), date("2027-01-14")) == 11);
    CHECK(months_between(date("2027-01-15"), date("2026-01-15")) == -12);
}

TEST_CASE("Date: going days or months and back meets the same day", "[base]") {
    CHECK(rc::check("days and months", [] {
        const int offset = *rc::gen::inRange(0, 200'000);
        const Date start = date("1700-01-01").plus_days(offset).value();
        const int count = *rc::gen::inRange(-100'000, 100'000);
        const Date other = start.plus_days(count).value();
        RC_ASSERT(days_between(start, other) == count);
        RC_ASSERT(Date::parse(other.to_string()).value() == other);
        const int months = *rc::gen::inRange(0, 1200);
        const Date later = start.plus_months(months).value();
        RC_ASSERT(months_between(start, later) == months);
        RC_ASSERT((later.day() == start.day() || later == later.last_of_month()));
    }));
}

TEST_CASE("PartialDate: text says how much is known", "[base]") {
    const auto [text, precision, earliest, latest] =
        GENERATE(table<const char*, DatePrecision, const char*, const char*>({
            {"1950-03-02", DatePrecision::day, "1950-03-02", "1950-03-02"},
            {"1952-02", DatePrecision::month, "1952-02-01", "1952-02-29"},
            {"1950", DatePrecision::year, "1950-01-01", "1950-12-31"},
            {"1950~", DatePrecision::estimated, "1948-01-01", "1952-12-31"},
            {"9999~", DatePrecision::estimated, "9997-01-01", "9999-12-31"},
            {"9998~", DatePrecision::estimated, "9996-01-01", "9999-12-31"},
            {"0001~", DatePrecision::estimated, "0001-01-01", "0003-12-31"},
            {"0002~", DatePrecision::estimated, "0001-01-01", "0004-12-31"},
        }));
    CHECK(partial(text).precision() == precision);
    CHECK(partial(text).to_string() == text);
    CHECK(partial(text).earliest() == date(earliest));
    CHECK(partial(text).latest() == date(latest));
}

TEST_CASE("PartialDate: refuses other spellings", "[base]") {
    for (const char* text : {"", "~", "195~", "195", "1950-13", "1950-3", "1950-03-02~", "19500", "abcd", "0000"}) {
        CAPTURE(text);
        CHECK(PartialDate::parse(text).error().code == ErrorCode::date_malformed);
    }
}

TEST_CASE("PartialDate: what is not known is forgotten", "[base]") {
    CHECK(PartialDate{date("1950-03-02"), DatePrecision::year} == partial("1950"));
    CHECK(PartialDate{date("1950-03-02"), DatePrecision::month} == partial("1950-03"));
}

TEST_CASE("age_on: years are complete on the birthday", "[base]") {
    CHECK(age_on(date("2008-06-15"), date("2026-06-14")) == 17);
    CHECK(age_on(date("2008-06-15"), date("2026-06-15")) == 18);
    CHECK(age_on(date("2008-06-15"), date("2008-06-14")) == -1);
}

TEST_CASE("age_on: a leap day's child turns on 1 March in common years", "[base]") {
    CHECK(age_on(date("2008-02-29"), date("2026-02-28")) == 17);
    CHECK(age_on(date("2008-02-29"), date("2026-03-01")) == 18);
    CHECK(age_on(date("2008-02-29"), date("2028-02-29")) == 20);
    CHECK(birthday(date("2008-02-29"), 18).value() == date("2026-03-01"));
    CHECK(birthday(date("2008-02-29"), 20).value() == date("2028-02-29"));
    CHECK(birthday(date("2008-01-31"), 18).value() == date("2026-01-31"));
}

TEST_CASE("age_range_on: an imprecise birth date gives every possible age", "[base]") {
    CHECK(age_range_on(partial("1966-06-15"), date("2026-06-15")) == AgeRange{60, 60});
    CHECK(age_range_on(partial("1966-06"), date("2026-06-15")) == AgeRange{59, 60});
    CHECK(age_range_on(partial("1966"), date("2026-06-15")) == AgeRange{59, 60});
    CHECK(age_range_on(partial("1966"), date("2026-12-31")).is_certain());
    CHECK(age_range_on(partial("1966~"), date("2026-12-31")) == AgeRange{58, 62});
}

TEST_CASE("beijing_time: is eight hours ahead of UTC", "[base]") {
    const WallTime evening{date("2026-06-14").days() + 16h - 1ms};
    CHECK(beijing_date(evening) == date("2026-06-14"));
    CHECK(beijing_date(evening + 1ms) == date("2026-06-15"));
    CHECK(beijing_time(evening).to_string() == "2026-06-14T23:59:59.999+08:00");
    CHECK(beijing_time(evening).to_clock_text() == "23:59");
    CHECK(start_of_beijing_day(date("2026-06-15")) == evening + 1ms);
}

TEST_CASE("beijing_time: a clock beyond the calendar does no harm", "[base]") {
    CHECK(beijing_date(WallTime::min()) == date("0001-01-01"));
    CHECK(beijing_date(WallTime::max()) == date("9999-12-31"));
    CHECK(beijing_date(WallTime{-1ms}) == date("1970-01-01"));
    CHECK(beijing_time(WallTime{-12h}).to_string() == "1969-12-31T20:00:00.000+08:00");
}
