// SPDX-License-Identifier: Apache-2.0
#pragma once

// Under which strings an entity is found. Any thread; pure.
//
// A name is found by any run of its characters ("桂华" in "张桂华" — one character is enough), by the spelling of such a
// run with any reading of each character ("guihua", "guih") and by its first letters ("gh"). An id or telephone number
// is found by its last characters. Every token is a whole rest of the name, so a search is the range of tokens that
// begin with what was typed. Spellings of long names are cut in the index; whoever types more finds the cut token, and is
// held against the name itself.

#include "core/registry/schema.hpp"

#include <set>

namespace daohu::registry {

struct SearchText {
    PropertyIndex index = PropertyIndex::none;
    std::string text;

    friend auto operator<=>(const SearchText&, const SearchText&) = default;
};

// Names longer than this are found by their beginning.
inline constexpr std::size_t kMaxSearchCharacters = 64;
// A spelling is cut after so many characters, or before the one that would make more ways to read it than this.
inline constexpr std::size_t kMaxSpelledCharacters = 6;
inline constexpr std::size_t kMaxSpellings = 64;
inline constexpr std::size_t kMaxTail = 18;

[[nodiscard]] std::set<std::string> search_tokens(const SearchText& text);

// The token beginnings that what a person typed stands for; empty where it cannot be searched for.
[[nodiscard]] std::vector<std::string> token_prefixes(std::string_view typed);

// The cut tokens that stand for a part of what was typed: of the texts under them, spells() tells which are meant.
[[nodiscard]] std::vector<std::string> cut_tokens(std::string_view typed);

enum class Spells : std::uint8_t { nothing, beginning, whole };
// Whether what was typed is a spelling, or the first letters, of a rest of a name, with any reading of each character.
[[nodiscard]] Spells spells(std::string_view typed, const SearchText& text);

// The end of the range of tokens that begin with `prefix`.
[[nodiscard]] std::string end_of_prefix(const std::string& prefix);

// The text without what cannot be seen or typed: invisible and directional characters, spaces, middle dots; ASCII letters
// small.
[[nodiscard]] std::u32string searchable(std::string_view text);

}  // namespace daohu::registry
