// SPDX-License-Identifier: Apache-2.0
#pragma once

// Under which strings an entity is found. Any thread; pure.
//
// A name is found by any run of its characters ("桂华" in "张桂华" — one character is enough), by the spelling of such a
// run with any reading of each character ("guihua", "guih") and by its first letters ("gh"). An id or telephone number
// is found by its last characters. Every token is a whole rest of the name, so a search is the range of tokens that
// begin with what was typed.

#include "core/registry/schema.hpp"

#include <set>

namespace daohu::registry {

struct SearchText {
    PropertyIndex index = PropertyIndex::none;
    std::string text;

    friend auto operator<=>(const SearchText&, const SearchText&) = default;
};

// Names longer than this are found by their beginning; readings beyond this many ways to spell a rest are left out.
inline constexpr std::size_t kMaxSearchCharacters = 64;
inline constexpr std::size_t kMaxSpelledCharacters = 6;
inline constexpr std::size_t kMaxSpellings = 64;
inline constexpr std::size_t kMaxTail = 18;

[[nodiscard]] std::set<std::string> search_tokens(const SearchText& text);

// The token beginnings that what a person typed stands for; empty where it cannot be searched for.
[[nodiscard]] std::vector<std::string> token_prefixes(std::string_view typed);

// The end of the range of tokens that begin with `prefix`.
[[nodiscard]] std::string end_of_prefix(const std::string& prefix);

// The text without what cannot be seen or typed: invisible and directional characters, spaces, middle dots; ASCII letters
// small.
[[nodiscard]] std::u32string searchable(std::string_view text);

}  // namespace daohu::registry
