// SPDX-License-Identifier: Apache-2.0
#pragma once

// Words that stand nowhere else, and the search for one in everything a tablet keeps: every row of every table of its
// open store and drafts, what its search finds, and what its read models show. One thread.

#include "tests/journeys/field.hpp"

#include <array>

namespace daohu::journeys {

inline constexpr const char* kName = "鸢尾";
inline constexpr const char* kPlace = "金盏花地";
inline constexpr const char* kNote = "木槿篱笆";
inline constexpr std::array kCanaries{kName, kPlace, kNote};

// Violence at home, written with these words; `safety_mode`: "yes" or "no".
[[nodiscard]] Steps canary_discovery(const std::string& safety_mode);

// Tables and columns in which the word stands; empty where it is nowhere. The word is looked for in texts and bytes, as
// UTF-8.
[[nodiscard]] std::vector<std::string> places_with(FieldTablet& tablet, std::string_view word);

}  // namespace daohu::journeys
