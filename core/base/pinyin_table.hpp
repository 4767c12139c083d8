// SPDX-License-Identifier: Apache-2.0
#pragma once

// The shape of the table that tools/make_pinyin_table.py writes at build time. Private to core/base.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace daohu::pinyin_table {

// Toneless syllables, sorted.
extern const std::string_view kSyllables[];

// Characters share sets of readings: set s is kSetItems[kSetStarts[s]] up to kSetItems[kSetStarts[s + 1]], numbers of
// syllables, the most usual first.
extern const std::uint16_t kSetItems[];
extern const std::uint16_t kSetStarts[];

// Sorted; kSetOfCharacter runs beside it.
extern const char32_t kCharacters[];
extern const std::uint16_t kSetOfCharacter[];
extern const std::size_t kCharacterCount;

// One reading of a surname of one character (`second` is 0) or two. Sorted by characters; a surname's readings stand
// together, the most usual first.
struct SurnameReading {
    char32_t first;
    char32_t second;
    std::uint16_t first_syllable;
    std::uint16_t second_syllable;
};
extern const SurnameReading kSurnames[];
extern const std::size_t kSurnameCount;

}  // namespace daohu::pinyin_table
