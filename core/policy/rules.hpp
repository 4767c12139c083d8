// SPDX-License-Identifier: Apache-2.0
#pragma once

// The rules: formulas F-1 to F-17 and the questions beside them. Each reads a pack's parameters, published figures and
// facts through a Draft. The boundaries come from the pack; what a rule adds is arithmetic. Any thread.

#include "core/policy/draft.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace daohu::policy {

struct Rule {
    std::string_view id;       // "temp_aid_person_ceiling"
    std::string_view formula;  // "F-1"; empty where a value of the pack is passed on
    std::vector<ParameterId> parameters;
    // Adds an outcome for every subject it is about; none where the facts hold no such subject.
    void (*evaluate)(const Question& question, Outcomes& outcomes);
};

[[nodiscard]] std::span<const Rule> rules();
[[nodiscard]] const Rule* find_rule(std::string_view id);
// The rule whose outcomes bear that id: for most its own, but a table gives several (care_floor_table: care_floor_full).
[[nodiscard]] const Rule* find_rule_of(std::string_view outcome);

// One list a subject, joined in rules.cpp.
[[nodiscard]] std::vector<Rule> temp_aid_rules();
[[nodiscard]] std::vector<Rule> year_limit_rules();
[[nodiscard]] std::vector<Rule> first_aid_rules();
[[nodiscard]] std::vector<Rule> care_rules();
[[nodiscard]] std::vector<Rule> medical_rules();
[[nodiscard]] std::vector<Rule> income_rules();
[[nodiscard]] std::vector<Rule> single_person_rules();
[[nodiscard]] std::vector<Rule> phase_out_rules();
[[nodiscard]] std::vector<Rule> review_rules();
[[nodiscard]] std::vector<Rule> employment_rules();
[[nodiscard]] std::vector<Rule> age_rules();
[[nodiscard]] std::vector<Rule> labour_rules();
[[nodiscard]] std::vector<Rule> procedure_rules();
[[nodiscard]] std::vector<Rule> capacity_rules();
[[nodiscard]] std::vector<Rule> calendar_rules();

}  // namespace daohu::policy
