// SPDX-License-Identifier: Apache-2.0
#include "core/policy/rule_income.hpp"

#include "core/policy/rule_support.hpp"

namespace daohu::policy {
namespace {

constexpr ParameterId kWorkCost{50};
constexpr ParameterId kWorkCostAmount{51};

// What comes off a line for the costs of work, in fen a month: what the family says, at most what the county laid
// down. Where the family says less than that, nobody tells whether the county's sum is a flat one.
std::optional<Ratio> cost_of_work(Draft& draft, std::size_t index, const Income& line, Fen declared) {
    const auto said = monthly_income(draft, index, line, declared);
    const Fen* most =
        draft.raw(kWorkCost).is_stated() && declared > Fen{} ? draft.find_parameter<Fen>(kWorkCostAmount) : nullptr;
    if (!said || most == nullptr) {
        return said;
    }
    const Ratio limit{most->value()};
    if (*said < limit) {
        draft.leave_open("work_cost_deduction_amount");
        return said;
    }
    return limit;
}

}  // namespace

std::optional<Ratio> monthly_income(Draft& draft, std::size_t index, const Income& income, Fen amount) {
    const Code* period = draft.need(income.period, row_path("income", index, "period"));
    if (period == nullptr) {
        return std::nullopt;
    }
    std::int64_t months = 1;
    if (*period == "year") {
        months = 12;
    } else if (*period == "season") {
        const std::int64_t* covered = draft.need(income.months, row_path("income", index, "months"));
        if (covered == nullptr || *covered == 0) {
            return std::nullopt;
        }
        months = *covered;
    }
    return draft.take(Ratio::of(amount.value(), months));
}

Earner earner_of(Draft& draft, std::size_t index, const Income& income) {
    const std::string* id = draft.find(income.member_id, row_path("income", index, "member_id"));
    const Member* earner = id == nullptr ? nullptr : draft.question().facts.find_member(*id);
    if (earner == nullptr) {
        return Earner::family;
    }
    if (has_left(*earner, draft.question().on)) {
        return Earner::departed;
    }
    const Code* together = draft.need(earner->living_together, member_path(*earner, "living_together"));
    if (together != nullptr && *together == "no") {
        draft.remark("income_of_others_not_counted");
        return Earner::other;
    }
    if (together != nullptr && *together == "part") {
        draft.leave_open("part_of_the_year");  // how much of such an income is the family's no document says
    }
    return Earner::family;
}

std::optional<IncomePerHead> income_per_head(Draft& draft) {
    const Facts& facts = draft.question().facts;
    const auto persons = count_living_together(draft);
    if (facts.income.state() != AnswerState::none && draft.need(facts.income, "income") == nullptr) {
        return std::nullopt;
    }
    IncomePerHead result;
    Ratio cost;
    std::optional<Ratio> departed;  // of people who died or left
    const std::vector<Income> no_lines;
    const std::vector<Income>& lines = facts.income.is_answered() ? *facts.income.find() : no_lines;
    if (lines.empty() && facts.income.state() != AnswerState::none) {
        draft.miss("income");  // an empty list is a blank: "none" says that there is no income
        return std::nullopt;
    }
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const Income& line = lines[index];
        const Earner earner = earner_of(draft, index, line);
        if (earner == Earner::other) {
            continue;
        }
        if (line.since.is_disputed()) {
            draft.dispute(row_path("income", index, "since"));
        }
        const Fen* gross = draft.need(line.gross_amount, row_path("income", index, "gross_amount"));
        if (gross == nullptr) {
            continue;
        }
        const auto part = monthly_income(draft, index, line, *gross);
        const auto total = part ? draft.take(result.total.plus(*part)) : std::nullopt;
        if (!total) {
            continue;
        }
        result.total = *total;
        if (earner == Earner::departed) {
            departed = draft.take(departed.value_or(Ratio{}).plus(*part));
        }
        if (const Fen* declared =
                draft.find_asked(line.declared_work_cost, row_path("income", index, "declared_work_cost"))) {
            const auto part_cost = cost_of_work(draft, index, line, *declared);
            const auto sum = part_cost ? draft.take(cost.plus(*part_cost)) : std::nullopt;
            if (sum) {
                cost = *sum;
                result.has_costs = result.has_costs || *declared > Fen{};
            }
        }
    }
    if (!persons || draft.is_stopped()) {
        return std::nullopt;
    }
    if (*persons == 0) {
        draft.miss("household.living_together_count");
        return std::nullopt;
    }
    result.persons = *persons;
    const auto gross = draft.take(result.total.divided_by(Ratio{*persons}));
    const auto net = draft.take(result.total.minus(cost));
    const auto after = net ? draft.take(net->divided_by(Ratio{*persons})) : std::nullopt;
    if (!gross || !after) {
        return std::nullopt;
    }
    result.gross = *gross;
    result.after_cost = *after;
    if (departed) {
        // Recorded as before; whether it went with him somebody has to ask.
        draft.leave_open("income_of_the_departed");
        const auto rest = draft.take(result.total.minus(*departed));
        result.without_the_departed = rest ? draft.take(rest->divided_by(Ratio{*persons})) : std::nullopt;
    }
    result.is_cost_settled = draft.raw(kWorkCost).is_stated() &&
                             draft.raw(kWorkCostAmount).is_in_force(draft.question().on) &&
                             draft.raw(kWorkCostAmount).is_stated() && !draft.is_open();
    return result;
}

const Fen* local_standard(Draft& draft) {
    const Code* kind = settlement(draft);
    return kind == nullptr ? nullptr : draft.standard(standard_of(*kind));
}

Truth compare_income(Draft& draft, const Ratio& income, Fen standard, const Ratio& multiple, Comparison comparison) {
    const auto limit = draft.take(Ratio{standard.value()}.times(multiple));
    return limit ? compare(income, comparison, *limit) : Truth::unknown;
}

}  // namespace daohu::policy
