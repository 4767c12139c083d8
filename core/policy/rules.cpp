// SPDX-License-Identifier: Apache-2.0
#include "core/policy/rules.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace daohu::policy {
namespace {

// Outcomes with a name of their own.
struct NamedOutcome {
    std::string_view outcome;
    std::string_view rule;
};
constexpr std::array<NamedOutcome, 8> kNamedOutcomes{NamedOutcome{"care_floor_full", "care_floor_table"},
                                                     {"care_floor_semi", "care_floor_table"},
                                                     {"care_floor_self", "care_floor_table"},
                                                     {"employment_offers", "employment_services"},
                                                     {"employment_guidance", "employment_services"},
                                                     {"employment_training", "employment_services"},
                                                     {"employment_services_behind", "employment_services"},
                                                     {"public_labour_roll", "public_labour"}};

std::vector<Rule> join() {
    std::vector<Rule> all;
    for (auto list : {temp_aid_rules(), year_limit_rules(), first_aid_rules(), care_rules(), medical_rules(),
                      income_rules(), single_person_rules(), phase_out_rules(), review_rules(), employment_rules(),
                      age_rules(), labour_rules(), procedure_rules(), capacity_rules(), calendar_rules()}) {
        std::ranges::move(list, std::back_inserter(all));
    }
    return all;
}

}  // namespace

std::span<const Rule> rules() {
    static const std::vector<Rule> all = join();
    return all;
}

const Rule* find_rule_of(std::string_view outcome) {
    const auto found = std::ranges::find(kNamedOutcomes, outcome, &NamedOutcome::outcome);
    return find_rule(found == kNamedOutcomes.end() ? outcome : found->rule);
}

const Rule* find_rule(std::string_view id) {
    const auto found = std::ranges::find(rules(), id, &Rule::id);
    return found == rules().end() ? nullptr : &*found;
}

}  // namespace daohu::policy
