// SPDX-License-Identifier: Apache-2.0
#include "core/base/pinyin.hpp"

#include "core/base/pinyin_table.hpp"
#include "core/base/text_fold.hpp"
#include "core/base/utf8.hpp"

#include <algorithm>
#include <span>

namespace daohu {

namespace {

namespace table = pinyin_table;

using Readings = std::vector<std::string_view>;

constexpr std::string_view kLettersAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

void add_once(Readings& readings, std::string_view reading) {
    if (std::ranges::find(readings, reading) == readings.end()) {
        readings.push_back(reading);
    }
}

std::span<const table::SurnameReading> surname(char32_t first, char32_t second) {
    const std::span<const table::SurnameReading> all = table::surnames();
    const auto key = [](const table::SurnameReading& row) { return std::pair{row.first, row.second}; };
    const auto range = std::ranges::equal_range(all, std::pair{first, second}, {}, key);
    return {range.begin(), range.end()};
}

// What one character of a name may be typed as; empty where it leaves no trace.
Readings readings_in_name(char32_t scalar) {
    if (scalar < 0x80) {
        const std::size_t at = kLettersAndDigits.find(static_cast<char>(scalar));
        return at == std::string_view::npos ? Readings{} : Readings{kLettersAndDigits.substr(at, 1)};
    }
    return pinyin_readings(scalar);
}

// Puts the surname's readings before the others of its characters.
void prefer_surname(std::vector<Readings>& readings, const std::u32string& name) {
    auto rows = name.size() > 2 ? surname(name[0], name[1]) : std::span<const table::SurnameReading>{};
    const bool is_compound = !rows.empty();
    if (!is_compound) {
        rows = surname(name[0], 0);
    }
    Readings first;
    Readings second;
    for (const table::SurnameReading& row : rows) {
        add_once(first, table::syllables()[row.first_syllable]);
        if (is_compound) {
            add_once(second, table::syllables()[row.second_syllable]);
        }
    }
    const auto prefer = [](Readings& usual, Readings preferred) {
        for (const std::string_view reading : usual) {
            add_once(preferred, reading);
        }
        usual = std::move(preferred);
    };
    prefer(readings[0], std::move(first));
    if (is_compound) {
        prefer(readings[1], std::move(second));
    }
}

// Collects the combinations of one reading a character, in the order of how many are not the first choice.
class Combinations {
public:
    explicit Combinations(const std::vector<Readings>& readings)
        : m_readings{readings}, m_ambiguous_from(readings.size() + 1) {
        for (std::size_t i = readings.size(); i-- > 0;) {
            m_ambiguous_from[i] = m_ambiguous_from[i + 1] + (readings[i].size() > 1 ? 1 : 0);
        }
    }

    std::vector<std::string> collect() {
        for (std::size_t others = 0; others <= m_ambiguous_from.front() && has_room(); ++others) {
            extend({}, 0, others);
        }
        return std::move(m_found);
    }

private:
    [[nodiscard]] bool has_room() const { return m_found.size() < kMaxNameVariants; }

    // Goes on from `start`, which covers the characters before `position`, with exactly `others` unusual readings.
    void extend(const std::string& start, std::size_t position, std::size_t others) {
        if (!has_room() || others > m_ambiguous_from[position]) {
            return;
        }
        if (position == m_readings.size()) {
            if (std::ranges::find(m_found, start) == m_found.end()) {
                m_found.push_back(start);
            }
            return;
        }
        const Readings& choices = m_readings[position];
        extend(start + std::string{choices.front()}, position + 1, others);
        for (std::size_t i = 1; i < choices.size() && others > 0; ++i) {
            extend(start + std::string{choices[i]}, position + 1, others - 1);
        }
    }

    const std::vector<Readings>& m_readings;
    std::vector<std::size_t> m_ambiguous_from;  // how many characters from here on have several readings
    std::vector<std::string> m_found;
};

std::vector<Readings> first_letters(const std::vector<Readings>& readings) {
    std::vector<Readings> letters;
    for (const Readings& choices : readings) {
        Readings& own = letters.emplace_back();
        for (const std::string_view choice : choices) {
            add_once(own, choice.substr(0, 1));
        }
    }
    return letters;
}

}  // namespace

std::vector<std::string_view> pinyin_readings(char32_t character) {
    const std::span<const char32_t> characters = table::characters();
    const auto found = std::ranges::lower_bound(characters, character);
    if (found == characters.end() || *found != character) {
        return {};
    }
    const std::size_t set = table::set_of_character()[static_cast<std::size_t>(found - characters.begin())];
    Readings readings;
    for (std::size_t i = table::set_starts()[set]; i < table::set_starts()[set + 1]; ++i) {
        readings.push_back(table::syllables()[table::set_items()[i]]);
    }
    return readings;
}

NamePinyin pinyin_of_name(std::string_view name) {
    std::u32string scalars;
    std::vector<Readings> readings;
    const std::string folded = fold_ascii_case(fold_width(first_scalars(name, kMaxNameCharacters)));
    for (const char32_t scalar : decode_utf8(folded)) {
        Readings choices = readings_in_name(scalar);
        if (!choices.empty()) {
            scalars += scalar;
            readings.push_back(std::move(choices));
        }
    }
    if (readings.empty()) {
        return {};
    }
    prefer_surname(readings, scalars);
    const std::vector<Readings> letters = first_letters(readings);
    return {.full = Combinations{readings}.collect(), .initials = Combinations{letters}.collect()};
}

}  // namespace daohu
