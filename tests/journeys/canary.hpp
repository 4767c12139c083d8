// SPDX-License-Identifier: Apache-2.0
#pragma once

// Looks for a word in everything a tablet keeps: every row of every table of its open store and drafts, what its search
// finds, and what its read models show. One thread.

#include "tests/journeys/field.hpp"

namespace daohu::journeys {

// Tables and columns in which the word stands; empty where it is nowhere. The word is looked for in texts and bytes, as
// UTF-8.
[[nodiscard]] std::vector<std::string> places_with(FieldTablet& tablet, std::string_view word);

}  // namespace daohu::journeys
