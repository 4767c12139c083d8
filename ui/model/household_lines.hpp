// SPDX-License-Identifier: Apache-2.0
#pragma once

// Households of a list in words. UI thread.

#include "core/casework/read/households.hpp"
#include "ui/model/households.hpp"
#include "ui/model/vocabulary.hpp"

namespace daohu::model {

// "3 people · subsistence allowance · last visit 2026-11-02"
[[nodiscard]] std::string facts_of(const casework::HouseholdLine& line, const Vocabulary& words);
[[nodiscard]] HouseholdRow row_of(const casework::HouseholdLine& line, const Vocabulary& words);
// A person of whom no family is known has a row too.
[[nodiscard]] HouseholdRow row_of(const casework::FoundHousehold& found, const Vocabulary& words);

}  // namespace daohu::model
