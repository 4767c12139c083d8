// SPDX-License-Identifier: Apache-2.0
#include "core/registry/search_tokens.hpp"

#include "core/base/pinyin.hpp"
#include "core/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace daohu::registry {

namespace {

// First byte of a token: which way of searching it serves.
constexpr char kCharacters = 'c';
constexpr char kSpelling = 's';
constexpr char kInitials = 'i';
constexpr char kTail = 't';
// Last byte of a token whose spelling goes on.
constexpr char kCut = '\x01';

constexpr std::size_t kMinTail = 2;

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Spaces, separators of long names, zero-width and bidirectional controls.
bool is_unseen(char32_t c) {
    constexpr std::array kDots{U'\u00B7', U'\u2022', U'\u2027', U'\u30FB', U'\uFF0E', U'.', U'-', U'\''};
    return c <= U' ' || c == U'\u00A0' || c == U'\u00AD' || c == U'\u061C' || (c >= U'\u2000' && c <= U'\u200F') ||
           (c >= U'\u2028' && c <= U'\u202F') || (c >= U'\u205F' && c <= U'\u206F') || c == U'\u3000' ||
           c == U'\uFEFF' || std::ranges::find(kDots, c) != kDots.end();
}

// Full-width letters and digits are typed by some keyboards.
char32_t narrow(char32_t c) {
    constexpr char32_t kFullWidthFirst = U'\uFF01';
    constexpr char32_t kFullWidthLast = U'\uFF5E';
    return c >= kFullWidthFirst && c <= kFullWidthLast ? c - kFullWidthFirst + U'!' : c;
}

char32_t small(char32_t c) { return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c; }

// The readings of one character; a letter or digit stands for itself.
std::vector<std::string> readings_of(char32_t character) {
    if (is_ascii_letter(character) || is_ascii_digit(character)) {
        return {std::string(1, static_cast<char>(character))};
    }
    std::vector<std::string> readings;
    for (const std::string_view reading : pinyin_readings(character)) {
        readings.emplace_back(reading);
    }
    return readings;
}

using Choices = std::vector<std::vector<std::string>>;  // for each character; none where it has no reading

Choices spellings_of(std::u32string_view rest) {
    Choices spellings;
    for (const char32_t character : rest) {
        spellings.push_back(readings_of(character));
    }
    return spellings;
}

Choices initials_of(const Choices& spellings) {
    Choices initials;
    for (const std::vector<std::string>& readings : spellings) {
        std::set<std::string> letters;
        for (const std::string& reading : readings) {
            letters.insert(reading.substr(0, 1));
        }
        initials.emplace_back(letters.begin(), letters.end());
    }
    return initials;
}

// Every way to put one choice of each place after another, of as many places as the limits allow; with the mark where
// there are more.
std::set<std::string> combinations(const Choices& choices) {
    std::set<std::string> spelled{std::string{}};
    bool is_cut = choices.size() > kMaxSpelledCharacters;
    for (std::size_t place = 0; place < std::min(choices.size(), kMaxSpelledCharacters); ++place) {
        std::set<std::string> longer;
        for (const std::string& beginning : spelled) {
            for (const std::string& reading : choices[place]) {
                longer.insert(beginning + reading);
            }
        }
        if (longer.size() > kMaxSpellings) {
            is_cut = true;
            break;
        }
        if (!longer.empty()) {
            spelled = std::move(longer);
        }
    }
    if (!is_cut) {
        return spelled;
    }
    std::set<std::string> marked;
    for (const std::string& text : spelled) {
        marked.insert(text + kCut);
    }
    return marked;
}

void insert_spellings(std::set<std::string>& tokens, std::u32string_view rest) {
    const Choices spellings = spellings_of(rest);
    if (spellings.front().empty()) {
        return;
    }
    for (const std::string& spelling : combinations(spellings)) {
        tokens.insert(kSpelling + spelling);
    }
    for (const std::string& letters : combinations(initials_of(spellings))) {
        tokens.insert(kInitials + letters);
    }
}

// All readings at once: `ends` is how far what was typed may have been used up.
Spells match(const std::string& typed, std::span<const std::vector<std::string>> choices) {
    std::set<std::size_t> ends{0};
    bool is_beginning = false;
    for (const std::vector<std::string>& readings : choices) {
        std::set<std::size_t> next;
        for (const std::size_t end : ends) {
            const std::string_view left = std::string_view{typed}.substr(end);
            for (const std::string& reading : readings) {
                if (left.starts_with(reading)) {
                    next.insert(end + reading.size());
                } else if (reading.starts_with(left)) {
                    is_beginning = true;
                }
            }
        }
        if (!readings.empty()) {
            ends = std::move(next);
        }
    }
    if (ends.contains(typed.size())) {
        return Spells::whole;
    }
    return is_beginning ? Spells::beginning : Spells::nothing;
}

// In small letters; nothing where it is not letters alone.
std::string typed_letters(std::string_view typed) {
    const std::u32string normal = searchable(typed);
    return std::ranges::all_of(normal, is_ascii_letter) ? encode_utf8(normal) : std::string{};
}

std::set<std::string> name_tokens(std::u32string_view name) {
    std::set<std::string> tokens;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const std::u32string_view rest = name.substr(at);
        tokens.insert(kCharacters + encode_utf8(rest));
        insert_spellings(tokens, rest);
    }
    return tokens;
}

// The number backwards, so that its end is a beginning.
std::string backwards(std::u32string_view number) {
    std::string out;
    for (auto at = number.rbegin(); at != number.rend() && out.size() < kMaxTail; ++at) {
        if (is_ascii_digit(*at) || is_ascii_letter(*at)) {
            out.push_back(static_cast<char>(*at));
        }
    }
    return out;
}

}  // namespace

std::u32string searchable(std::string_view text) {
    std::u32string out;
    for (const char32_t scalar : decode_utf8(text)) {
        const char32_t character = small(narrow(scalar));
        if (!is_unseen(character) && out.size() < kMaxSearchCharacters) {
            out.push_back(character);
        }
    }
    return out;
}

std::set<std::string> search_tokens(const SearchText& text) {
    const std::u32string normal = searchable(text.text);
    switch (text.index) {
        case PropertyIndex::name: return name_tokens(normal);
        case PropertyIndex::tail:
            if (const std::string tail = backwards(normal); tail.size() >= kMinTail) {
                return {kTail + tail};
            }
            return {};
        case PropertyIndex::none: break;
    }
    return {};
}

std::vector<std::string> cut_tokens(std::string_view typed) {
    const std::string letters = typed_letters(typed);
    std::vector<std::string> tokens;
    for (std::size_t size = 1; size < letters.size(); ++size) {
        tokens.push_back(kSpelling + letters.substr(0, size) + kCut);
        tokens.push_back(kInitials + letters.substr(0, size) + kCut);
    }
    return tokens;
}

Spells spells(std::string_view typed, const SearchText& text) {
    const std::string letters = typed_letters(typed);
    if (text.index != PropertyIndex::name || letters.empty()) {
        return Spells::nothing;
    }
    const Choices spellings = spellings_of(searchable(text.text));
    const Choices initials = initials_of(spellings);
    Spells found = Spells::nothing;
    for (std::size_t at = 0; at < spellings.size(); ++at) {
        if (!spellings[at].empty()) {
            found = std::max({found, match(letters, std::span{spellings}.subspan(at)),
                              match(letters, std::span{initials}.subspan(at))});
        }
    }
    return found;
}

// No UTF-8 text holds the byte 0xFF.
std::string end_of_prefix(const std::string& prefix) { return prefix + '\xFF'; }

std::vector<std::string> token_prefixes(std::string_view typed) {
    const std::u32string normal = searchable(typed);
    if (normal.empty()) {
        return {};
    }
    std::vector<std::string> prefixes{kCharacters + encode_utf8(normal)};
    const bool is_spelled = std::ranges::all_of(normal, [](char32_t c) { return is_ascii_letter(c); });
    if (is_spelled) {
        prefixes.push_back(kSpelling + encode_utf8(normal));
        prefixes.push_back(kInitials + encode_utf8(normal));
    }
    const bool is_number = std::ranges::any_of(normal, is_ascii_digit) &&
                           std::ranges::all_of(normal, [](char32_t c) { return is_ascii_digit(c) || c == U'x'; });
    if (is_number && normal.size() >= kMinTail) {
        prefixes.push_back(kTail + backwards(normal));
    }
    return prefixes;
}

}  // namespace daohu::registry
