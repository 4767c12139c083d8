// SPDX-License-Identifier: Apache-2.0
//
// Income per head (F-8) and what is missing to the standard (F-10).
#include "core/policy/rule_income.hpp"
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

namespace daohu::policy {
namespace {

constexpr ParameterId kPaymentMethod{48};
constexpr ParameterId kWorkCost{50};
constexpr ParameterId kWorkCostAmount{51};
constexpr ParameterId kImputed{58};
constexpr ParameterId kAssessment{59};

void evaluate_income(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "income_per_head", "F-8", std::string{kHousehold}};
    draft.set_unit("yuan_per_month");
    if (draft.find_parameter<std::vector<std::string>>(kAssessment) == nullptr) {
        (void)draft.parameter<bool>(kImputed);
    }
    if (draft.is_not_stated()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto income = income_per_head(draft);
    if (!income) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    draft.add_reading("gross", ExactAmount{income->gross});
    if (income->without_the_departed) {
        draft.add_reading("without_the_departed", ExactAmount{*income->without_the_departed});
    }
    if (income->is_cost_settled && income->has_costs) {
        (void)draft.find_parameter<bool>(kWorkCost);
        (void)draft.find_parameter<Fen>(kWorkCostAmount);
        draft.add_reading("after_work_cost", ExactAmount{income->after_cost});
    } else if (income->has_costs && draft.find_parameter<bool>(kWorkCost) != nullptr) {
        // Costs are not taken off while nobody states how much.
        draft.add_reading("after_declared_work_cost", ExactAmount{income->after_cost});
        if (!draft.raw(kWorkCostAmount).is_stated()) {
            draft.remark("deduction_to_be_decided");
        }
    }
    outcomes.push_back(std::move(draft).finish(ExactAmount{income->counted()}));
}

void evaluate_gap(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "dibao_gap", "F-10", std::string{kHousehold}};
    draft.set_unit("yuan_per_month");
    const auto* methods = draft.parameter<std::vector<std::string>>(kPaymentMethod);
    if (methods == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    if (!contains(*methods, "gap")) {
        draft.mark_not_stated("paid_otherwise");
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto income = income_per_head(draft);
    const Fen* standard = local_standard(draft);
    if (!income || standard == nullptr || draft.is_stopped()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto gap = draft.take(Ratio{standard->value()}.minus(income->counted()));
    const auto total = gap ? draft.take(gap->times(Ratio{income->persons})) : std::nullopt;
    if (!total) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const bool is_cost_open = income->has_costs && !income->is_cost_settled;
    if (*gap <= Ratio{} && is_cost_open && income->after_cost < Ratio{standard->value()}) {
        draft.leave_open("work_cost_deduction_amount");
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    if (*gap <= Ratio{}) {
        draft.remark("not_below_standard");
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    if (methods->size() > 1) {
        draft.assume("F-10");  // tiers are allowed just as well
    }
    if (is_cost_open) {
        draft.leave_open("work_cost_deduction_amount");
    }
    draft.add_reading("per_person", ExactAmount{*gap});
    draft.add_reading("household", ExactAmount{*total});
    outcomes.push_back(std::move(draft).finish(ExactAmount{*total}));
}

}  // namespace

std::vector<Rule> income_rules() {
    return {
        {"income_per_head", "F-8", {kAssessment, kImputed, kWorkCost, kWorkCostAmount}, evaluate_income},
        {"dibao_gap", "F-10", {kPaymentMethod, kWorkCostAmount}, evaluate_gap},
    };
}

}  // namespace daohu::policy
