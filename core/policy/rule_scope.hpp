// SPDX-License-Identifier: Apache-2.0
#pragma once

// For whom and for what a value of a document is meant: the words that narrow it (`only_for`) against the facts. For
// the rules of this room; a thread each.

#include "core/policy/draft.hpp"

#include <optional>

namespace daohu::policy {

// The causes: those of the proposal, of the discovery, or what the expenses show. Nothing, and a missing fact, where
// nobody knows.
[[nodiscard]] std::optional<CodeSet> causes_of(Draft& draft);

// Heavy expenditure, and sudden hardship. A cause that may be either is the township's to judge: boundary.
[[nodiscard]] Truth is_expenditure_type(Draft& draft);
[[nodiscard]] Truth is_emergency_type(Draft& draft);

// "Those who receive aid" without saying which: settled for dibao, tekun and children supported by the state; boundary
// for everybody else who is known. A null member is the household.
[[nodiscard]] Truth is_aid_recipient(Draft& draft, const Member* member);

// Whether every narrowing word of the parameter holds. Words that only a row can answer (a bill's, a jobseeker's) are
// not looked at: the rule that has the row asks.
[[nodiscard]] Truth is_in_scope(Draft& draft, const Parameter& parameter, const Member* member);

}  // namespace daohu::policy
