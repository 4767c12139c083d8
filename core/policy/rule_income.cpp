// SPDX-License-Identifier: Apache-2.0
#include "core/policy/rule_income.hpp"

#include "core/policy/rule_support.hpp"

namespace daohu::policy {
namespace {

// One line a month, in fen; nothing when a season does not say how long it is.
std::optional<Ratio> monthly(Draft& draft, std::size_t index, const Income& income, Fen amount) {
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

}  // namespace

std::optional<IncomePerHead> income_per_head(Draft& draft) {
    const Facts& facts = draft.question().facts;
    const auto persons = count_living_together(draft);
    if (facts.income.state() != AnswerState::none && draft.need(facts.income, "income") == nullptr) {
        return std::nullopt;
    }
    IncomePerHead result;
    Ratio cost;
    const std::vector<Income> no_lines;
    const std::vector<Income>& lines = facts.income.is_answered() ? *facts.income.find() : no_lines;
    if (lines.empty() && facts.income.state() != AnswerState::none) {
        draft.miss("income");  // an empty list is a blank: "none" says that there is no income
        return std::nullopt;
    }
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const Income& line = lines[index];
        const Fen* gross = draft.need(line.gross_amount, row_path("income", index, "gross_amount"));
        if (gross == nullptr) {
            continue;
        }
        const auto part = monthly(draft, index, line, *gross);
        const auto total = part ? draft.take(result.total.plus(*part)) : std::nullopt;
        if (!total) {
            continue;
        }
        result.total = *total;
        if (const Fen* declared =
                draft.find_asked(line.declared_work_cost, row_path("income", index, "declared_work_cost"))) {
            const auto part_cost = monthly(draft, index, line, *declared);
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
