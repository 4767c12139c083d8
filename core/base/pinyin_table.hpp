// SPDX-License-Identifier: Apache-2.0
#pragma once

// The shape of the table that tools/make_pinyin_table.py writes at build time. Private to core/base.

#include <cstdint>
#include <span>
#include <string_view>

namespace daohu::pinyin_table {

// Toneless syllables, sorted.
[[nodiscard]] std::span<const std::string_view> syllables();

// Characters share sets of readings: set s is set_items()[set_starts()[s]] up to set_items()[set_starts()[s + 1]],
// numbers of syllables, the most usual first.
[[nodiscard]] std::span<const std::uint16_t> set_items();
[[nodiscard]] std::span<const std::uint16_t> set_starts();

// Sorted; set_of_character() runs beside it.
[[nodiscard]] std::span<const char32_t> characters();
[[nodiscard]] std::span<const std::uint16_t> set_of_character();

// One reading of a surname of one character (`second` is 0) or two. Sorted by characters; a surname's readings stand
// together, the most usual first.
struct SurnameReading {
    char32_t first;
    char32_t second;
    std::uint16_t first_syllable;
    std::uint16_t second_syllable;
};
[[nodiscard]] std::span<const SurnameReading> surnames();

}  // namespace daohu::pinyin_table
