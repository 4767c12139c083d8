// SPDX-License-Identifier: Apache-2.0
#include "core/policy/rules.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace daohu::policy {
namespace {

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

const Rule* find_rule(std::string_view id) {
    const auto found = std::ranges::find(rules(), id, &Rule::id);
    return found == rules().end() ? nullptr : &*found;
}

}  // namespace daohu::policy
