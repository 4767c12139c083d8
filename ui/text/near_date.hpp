// SPDX-License-Identifier: Apache-2.0
#pragma once

// Days in lists: as short as can be without taking one year for another. One thread, usually the UI's.

#include "ui/text/words.hpp"

namespace daohu {

// "11-22 周日" in the year of `today`, "2025-11-22" in any other.
[[nodiscard]] inline Translated near_date(Words& words, std::chrono::year_month_day date,
                                          std::chrono::year_month_day today) {
    return date.year() == today.year() ? words.short_date(date) : words.full_date(date);
}

}  // namespace daohu
