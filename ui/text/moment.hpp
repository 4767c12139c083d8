// SPDX-License-Identifier: Apache-2.0
#pragma once

// A point in time as people at the screen read it: a civil date and a time of day. Any thread.

#include "core/base/beijing_time.hpp"

#include <chrono>
#include <compare>

namespace daohu {

struct Moment {
    std::chrono::year_month_day date;
    int hour = 0;    // 0..23
    int minute = 0;  // 0..59

    friend constexpr auto operator<=>(const Moment&, const Moment&) = default;
};

[[nodiscard]] Moment moment_of(WallTime time, std::chrono::minutes offset = kBeijingOffset);

}  // namespace daohu
