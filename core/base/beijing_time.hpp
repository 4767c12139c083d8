// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one time zone of the country: UTC+08:00 all year. Any thread.

#include "core/base/clock.hpp"
#include "core/base/date.hpp"

#include <chrono>
#include <string>

namespace daohu {

inline constexpr std::chrono::hours kBeijingOffset{8};

struct BeijingTime {
    Date date;
    std::chrono::milliseconds time_of_day;  // from 0 to below 24 hours

    // "2026-11-22T14:03:07.250+08:00"
    [[nodiscard]] std::string to_string() const;
    // "14:03"
    [[nodiscard]] std::string to_clock_text() const;
};

// A clock beyond years 1 to 9999 gives the first or the last moment of them.
[[nodiscard]] BeijingTime beijing_time(WallTime time);
[[nodiscard]] Date beijing_date(WallTime time);
// Midnight in Beijing.
[[nodiscard]] WallTime start_of_beijing_day(Date date);

}  // namespace daohu
