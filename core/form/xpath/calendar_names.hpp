// SPDX-License-Identifier: Apache-2.0
#pragma once

// Short names of months and days for format-date(), by language of the form: locale data, not words of the app. Private
// to the room. Any thread.

#include <array>
#include <string_view>

namespace daohu::form::xpath {

struct CalendarNames {
    std::array<std::string_view, 12> months;   // January first
    std::array<std::string_view, 7> weekdays;  // Sunday first
};

// Chinese for "zh" and its variants, English for everything else.
[[nodiscard]] const CalendarNames& calendar_names(std::string_view language);

}  // namespace daohu::form::xpath
