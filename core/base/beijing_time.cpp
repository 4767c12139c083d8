// SPDX-License-Identifier: Apache-2.0
#include "core/base/beijing_time.hpp"

#include "core/base/check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu {

namespace {

using std::chrono::milliseconds;
using std::chrono::sys_days;
using std::chrono::year;

constexpr WallTime kFirst = sys_days{year{1} / 1 / 1} - kBeijingOffset;
constexpr WallTime kAfterLast = sys_days{year{10000} / 1 / 1} - kBeijingOffset;

}  // namespace

std::string BeijingTime::to_string() const {
    const std::chrono::hh_mm_ss clock{time_of_day};
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}+08:00", date.to_string(), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

std::string BeijingTime::to_clock_text() const {
    const std::chrono::hh_mm_ss clock{time_of_day};
    return fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
}

BeijingTime beijing_time(WallTime time) {
    const WallTime local = std::clamp(time, kFirst, kAfterLast - milliseconds{1}) + kBeijingOffset;
    const sys_days day = std::chrono::floor<std::chrono::days>(local);
    const Result<Date> date = Date::from_days(day);
    DAOHU_CHECK(date.has_value());  // clamped above
    return {.date = *date, .time_of_day = local - day};
}

Date beijing_date(WallTime time) { return beijing_time(time).date; }

WallTime start_of_beijing_day(Date date) { return WallTime{date.days()} - kBeijingOffset; }

}  // namespace daohu
