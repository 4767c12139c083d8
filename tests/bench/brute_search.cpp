// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/brute_search.hpp"

#include "core/base/pinyin.hpp"
#include "core/base/utf8.hpp"

#include <algorithm>

namespace daohu::bench {

namespace {

// Whether some way to read `rest`, syllable after syllable, begins with `typed`.
bool spells(std::u32string_view rest, std::string_view typed) {
    if (typed.empty()) {
        return true;
    }
    if (rest.empty()) {
        return false;
    }
    return std::ranges::any_of(pinyin_readings(rest.front()), [&](std::string_view reading) {
        return typed.size() <= reading.size()
                   ? reading.starts_with(typed)
                   : typed.starts_with(reading) && spells(rest.substr(1), typed.substr(reading.size()));
    });
}

bool begins_with_letters(std::u32string_view rest, std::string_view typed) {
    if (typed.size() > rest.size()) {
        return false;
    }
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const auto readings = pinyin_readings(rest[i]);
        if (std::ranges::none_of(readings, [&](std::string_view reading) { return reading.front() == typed[i]; })) {
            return false;
        }
    }
    return true;
}

bool are_letters(std::string_view typed) {
    return std::ranges::all_of(typed, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool are_digits(std::string_view typed) {
    return std::ranges::all_of(typed, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

void BruteSearch::add(const MadeUpPerson& person) { m_persons.push_back({person, decode_utf8(person.name)}); }

bool BruteSearch::sounds_like(const std::u32string& name, std::string_view typed) const {
    for (std::size_t at = 0; at < name.size(); ++at) {
        const std::u32string_view rest = std::u32string_view{name}.substr(at);
        if (spells(rest, typed) || begins_with_letters(rest, typed)) {
            return true;
        }
    }
    return false;
}

std::set<EntityId> BruteSearch::find(std::string_view typed, const std::optional<StreamId>& village) const {
    std::set<EntityId> found;
    for (const Known& known : m_persons) {
        if (village && known.person.village != *village) {
            continue;
        }
        const bool matches = are_letters(typed) ? sounds_like(known.name, typed)
                             : are_digits(typed)
                                 ? known.person.id_number.ends_with(typed) || known.person.phone.ends_with(typed)
                                 : known.person.name.find(typed) != std::string::npos;
        if (matches) {
            found.insert(known.person.id);
        }
    }
    return found;
}

}  // namespace daohu::bench
