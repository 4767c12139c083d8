// SPDX-License-Identifier: Apache-2.0
//
// The phase-out of the allowance: whose income lies in its band (F-9) and when it ends (F-17).
#include "core/policy/rule_income.hpp"
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

namespace daohu::policy {
namespace {

constexpr ParameterId kPhaseOut{52};
constexpr ParameterId kPhaseOutLow{53};
constexpr ParameterId kPhaseOutHigh{54};
constexpr ParameterId kPhaseOutMonths{55};
constexpr ParameterId kPhaseOutScope{56};

// Whether some member works; unknown where nobody is known to and somebody's work is not known.
Truth somebody_works(Draft& draft, std::initializer_list<std::string_view> states) {
    Truth any = draft.question().facts.member.empty() ? Truth::unknown : Truth::no;
    std::vector<const Member*> open;
    for (const Member& member : draft.question().facts.member) {
        if (has_left(member, draft.question().on)) {
            continue;
        }
        const Code* state = member.work_state.find();
        if (state == nullptr) {
            open.push_back(&member);
            continue;
        }
        for (const std::string_view wanted : states) {
            if (*state == wanted) {
                draft.note_input(member_path(member, "work_state"), *state);
                return Truth::yes;
            }
        }
    }
    for (const Member* member : open) {
        any = Truth::unknown;
        (void)draft.need(member->work_state, member_path(*member, "work_state"));
    }
    if (draft.question().facts.member.empty()) {
        draft.miss("member");
    }
    return any;
}

Truth in_phase_out_scope(Draft& draft, const std::vector<std::string>& scope) {
    const Household& household = draft.question().facts.household;
    const Truth dibao = holds_programme(draft, nullptr, "dibao");
    if (contains(scope, "rural_registered_poor")) {
        const Code* kind = settlement(draft);
        const Truth rural = kind == nullptr ? Truth::unknown : to_truth(*kind == "rural");
        if (all_of(dibao, rural) == Truth::no) {
            return Truth::no;
        }
        return all_of(all_of(dibao, rural),
                      need_truth(draft, household.formerly_registered_poor, "household.formerly_registered_poor"));
    }
    if (dibao == Truth::no) {
        return Truth::no;
    }
    return all_of(dibao, somebody_works(draft, {"employed", "flexible", "self_employed"}));
}

// What both questions of the phase-out stand on.
struct PhaseOutGround {
    IncomePerHead income;
    Fen standard;
};

// Nothing where the question ends here: its outcome has been pushed then.
std::optional<PhaseOutGround> phase_out_ground(Draft& draft, const std::vector<std::string>& scope,
                                               Outcomes& outcomes) {
    if (in_phase_out_scope(draft, scope) == Truth::no) {
        draft.remark("out_of_scope");
        outcomes.push_back(std::move(draft).not_applying());
        return std::nullopt;
    }
    auto income = income_per_head(draft);
    const Fen* standard = local_standard(draft);
    if (!income || standard == nullptr || draft.is_stopped()) {
        outcomes.push_back(std::move(draft).finish());
        return std::nullopt;
    }
    return PhaseOutGround{*std::move(income), *standard};
}

// Where the income stands in the band: before, in, beyond; open where costs decide it or the bound itself is hit.
struct BandPlace {
    Truth above_low = Truth::unknown;
    Truth below_high = Truth::yes;
};

BandPlace place(Draft& draft, const Ratio& amount, Fen standard, const Ratio& low, const Ratio* high) {
    BandPlace made;
    made.above_low =
        compare_income(draft, amount, standard, low, draft.raw(kPhaseOutLow).comparison.value_or(Comparison::from));
    if (high != nullptr) {
        made.below_high = compare_income(draft, amount, standard, *high,
                                         draft.raw(kPhaseOutHigh).comparison.value_or(Comparison::to));
    }
    return made;
}

bool same(const BandPlace& a, const BandPlace& b) { return a.above_low == b.above_low && a.below_high == b.below_high; }

void evaluate_phase_out(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "phase_out_candidate", "F-9", std::string{kHousehold}};
    draft.set_unit("verdict");
    const bool* exists = draft.parameter<bool>(kPhaseOut);
    const auto* scope = draft.parameter<std::vector<std::string>>(kPhaseOutScope);
    const Ratio* low = draft.parameter<Ratio>(kPhaseOutLow);
    const Ratio* high = draft.find_parameter<Ratio>(kPhaseOutHigh);
    if (exists == nullptr || scope == nullptr || low == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto ground = phase_out_ground(draft, *scope, outcomes);
    if (!ground) {
        return;
    }
    const auto& [income, standard] = *ground;
    draft.add_reading("income_per_head", ExactAmount{income.gross});
    const BandPlace gross = place(draft, income.gross, standard, *low, high);
    if (income.has_costs) {
        draft.add_reading("after_declared_work_cost", ExactAmount{income.after_cost});
        draft.remark("deduction_to_be_decided");
        if (!same(gross, place(draft, income.after_cost, standard, *low, high))) {
            draft.leave_open("work_cost_deduction_amount");
        }
    }
    if (!draft.raw(kPhaseOutMonths).is_stated()) {
        draft.remark("duration_not_stated");
    }
    const Truth in = draft.settle(all_of(gross.above_low, gross.below_high));
    if (in == Truth::boundary) {
        draft.leave_open("bound_included");
    }
    Figure figure;
    if (in == Truth::yes) {
        figure = Verdict{"candidate"};
    } else if (in == Truth::no) {
        figure = Verdict{gross.above_low == Truth::no ? "not_above_standard" : "above_band"};
    }
    outcomes.push_back(std::move(draft).finish(draft.is_open() ? Figure{} : figure));
}

// The first month above the standard: as written, or when the income began that lifts the family above it.
std::optional<Date> first_month_above(Draft& draft) {
    const Facts& facts = draft.question().facts;
    if (const PartialDate* month = draft.find(facts.phase_out.first_month, "phase_out.first_month")) {
        return month->date().first_of_month();
    }
    std::optional<Date> latest;
    if (const auto* lines = facts.income.find()) {
        for (std::size_t index = 0; index < lines->size(); ++index) {
            const PartialDate* since = draft.find((*lines)[index].since, row_path("income", index, "since"));
            if (since != nullptr && (!latest || since->date() > *latest)) {
                latest = since->date();
            }
        }
    }
    if (!latest) {
        (void)draft.need(facts.phase_out.first_month, "phase_out.first_month");
        return std::nullopt;
    }
    return latest->first_of_month();
}

void evaluate_phase_out_end(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "phase_out_end", "F-17", std::string{kHousehold}};
    draft.set_unit("last_month");
    const std::int64_t* months = draft.parameter<std::int64_t>(kPhaseOutMonths);
    const auto* scope = draft.parameter<std::vector<std::string>>(kPhaseOutScope);
    const Ratio* low = draft.parameter<Ratio>(kPhaseOutLow);
    if (months == nullptr || scope == nullptr || low == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto ground = phase_out_ground(draft, *scope, outcomes);
    if (!ground) {
        return;
    }
    const auto& [income, standard] = *ground;
    const Truth above = compare_income(draft, income.gross, standard, *low,
                                       draft.raw(kPhaseOutLow).comparison.value_or(Comparison::from));
    if (above == Truth::no) {
        draft.remark("not_above_standard");
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    draft.settle(above);
    const auto first = first_month_above(draft);
    if (draft.reading("phase_out_first_month").empty()) {
        draft.leave_open("phase_out_first_month");
    }
    const auto last = first ? draft.take(first->plus_months(*months - 1)) : std::nullopt;
    outcomes.push_back(std::move(draft).finish(last ? Figure{last->last_of_month()} : Figure{}));
}

}  // namespace

std::vector<Rule> phase_out_rules() {
    return {
        {"phase_out_candidate",
         "F-9",
         {kPhaseOut, kPhaseOutScope, kPhaseOutLow, kPhaseOutHigh, kPhaseOutMonths},
         evaluate_phase_out},
        {"phase_out_end", "F-17", {kPhaseOutMonths, kPhaseOutScope, kPhaseOutLow}, evaluate_phase_out_end},
    };
}

}  // namespace daohu::policy
