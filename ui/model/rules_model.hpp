// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the county's rules come to, in words: one household under them, what falls due. UI thread.

#include "core/casework/facts/household_facts.hpp"
#include "core/casework/read/due.hpp"
#include "ui/model/due_reviews.hpp"
#include "ui/model/household_names.hpp"
#include "ui/model/policy.hpp"
#include "ui/model/vocabulary.hpp"

#include <functional>

namespace daohu::model {

// What a rule is called in this language, by its id.
using RuleName = std::function<std::string(std::string_view rule)>;

[[nodiscard]] Certainty certainty_of(policy::Status status);
// "notice 2021 no. 9, 3(2)"; empty where nothing is cited.
[[nodiscard]] std::string clause_of(const policy::Outcome& outcome);
// One that has no words is shown as it is: never hidden, never guessed.
[[nodiscard]] std::string verdict_words(std::string_view code, const Vocabulary& words);
// With its unit; empty without one.
[[nodiscard]] std::string figure_of(const policy::Outcome& outcome, const Vocabulary& words);

void fill_policy(PolicyState& state, const casework::HouseholdAssessment& assessed, const RuleName& rule_name,
                 const Vocabulary& words);

struct DueView {
    Date today;
    std::set<std::string> filters{};  // programmes; none: all
};
void fill_due_reviews(DueReviewsState& state, const std::vector<casework::DueLine>& lines, const DueView& view,
                      const NameHousehold& name, const Vocabulary& words);

}  // namespace daohu::model
