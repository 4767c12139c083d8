// SPDX-License-Identifier: Apache-2.0
#pragma once

// Pinyin of characters and names, for searching. Any thread.
//
// Without tones, `v` for the rounded u (lv, nve), as on a keyboard. Modern mainland readings of the Unicode database plus
// assets/codes/character_readings.tsv and surname_readings.tsv, built into the program.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daohu {

// Every reading, the most usual first; empty for what is not a Chinese character.
[[nodiscard]] std::vector<std::string_view> pinyin_readings(char32_t character);

struct NamePinyin {
    std::vector<std::string> full;      // "zhangguihua"
    std::vector<std::string> initials;  // "zgh": the first letter of each syllable, so zh is z
};

// At most so many of each kind, and only the first characters of a long text are read.
inline constexpr std::size_t kMaxNameVariants = 64;
inline constexpr std::size_t kMaxNameCharacters = 24;

// The ways a name can be typed, the likeliest first: the surname's own reading and the usual reading of the rest, then
// one character read otherwise, then two, and so on up to the limit; so every reading of every character is in some
// variant. ASCII letters and digits stand for themselves (in small letters); other characters are left out.
[[nodiscard]] NamePinyin pinyin_of_name(std::string_view name);

}  // namespace daohu
