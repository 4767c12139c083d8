// SPDX-License-Identifier: Apache-2.0
//
// The phase-out of the allowance: whose income lies in its band (F-9) and when it ends (F-17).
#include "core/policy/rule_income.hpp"
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace daohu::policy {
namespace {

constexpr ParameterId kWorkCostAmount{51};
constexpr ParameterId kPhaseOut{52};
constexpr ParameterId kPhaseOutLow{53};
constexpr ParameterId kPhaseOutHigh{54};
constexpr ParameterId kPhaseOutMonths{55};
constexpr ParameterId kPhaseOutScope{56};

// Whether somebody of this work is among those whom the document names. What it does not name is work all the same,
// and whether it is meant the township has to say.
Truth is_named_work(const std::vector<std::string>& scope, std::string_view state) {
    struct Named {
        std::string_view state;
        std::string_view word;
    };
    constexpr std::array<Named, 3> kNamed{Named{"employed", "employed_dibao"}, Named{"flexible", "flexible_work"},
                                          Named{"self_employed", "self_employed"}};
    const auto named = std::ranges::find(kNamed, state, &Named::state);
    if (named != kNamed.end() && contains(scope, named->word)) {
        return Truth::yes;
    }
    return is_working(state) ? Truth::boundary : Truth::no;
}

// Whether some member works; unknown where nobody is known to and somebody's work is not known.
Truth somebody_works(Draft& draft, const std::vector<std::string>& scope) {
    Truth any = Truth::no;
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
        const Truth works = is_named_work(scope, *state);
        if (works != Truth::no) {
            draft.note_input(member_path(member, "work_state"), *state);
        }
        if (works == Truth::yes) {
            return Truth::yes;
        }
        any = any_of(any, works);
    }
    for (const Member* member : open) {
        any = any_of(any, Truth::unknown);
        (void)draft.need(member->work_state, member_path(*member, "work_state"));
    }
    if (draft.question().facts.member.empty()) {
        draft.miss("member");
        return Truth::unknown;
    }
    if (any == Truth::boundary) {
        draft.leave_open("kind_of_work");
    }
    return any;
}

// Whether the household gets the allowance. Where only one of its members does, no document says whose phase-out it is.
Truth gets_dibao(Draft& draft) {
    const Truth dibao = holds_programme(draft, nullptr, "dibao");
    if (dibao != Truth::no) {
        return dibao;
    }
    for (const Member& member : draft.question().facts.member) {
        if (!has_left(member, draft.question().on) && member.programme.is_answered() &&
            contains(*member.programme.find(), "dibao")) {
            draft.note_input(member_path(member, "programme"), describe(*member.programme.find()));
            draft.leave_open("allowance_of_one_member");
            return Truth::boundary;
        }
    }
    return Truth::no;
}

Truth in_phase_out_scope(Draft& draft, const std::vector<std::string>& scope) {
    const Household& household = draft.question().facts.household;
    const Truth dibao = gets_dibao(draft);
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
    return all_of(dibao, somebody_works(draft, scope));
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
    draft.add_reading("income_per_head", ExactAmount{income.counted()});
    const BandPlace gross = place(draft, income.counted(), standard, *low, high);
    if (income.has_costs && !income.is_cost_settled) {
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

// A line of the family's income a month, and the months in which it may have begun. An income whose beginning nobody
// knows may always have been there, or have begun today.
struct Beginning {
    Ratio amount;
    std::optional<Date> earliest;
    std::optional<Date> latest;
};

std::vector<Beginning> beginnings(Draft& draft) {
    std::vector<Beginning> found;
    const auto* lines = draft.question().facts.income.find();
    for (std::size_t index = 0; lines != nullptr && index < lines->size(); ++index) {
        const Income& line = (*lines)[index];
        const Fen* gross = line.gross_amount.find();
        if (gross == nullptr || earner_of(draft, index, line) == Earner::other) {
            continue;
        }
        const auto amount = monthly_income(draft, index, line, *gross);
        const PartialDate* since = draft.find(line.since, row_path("income", index, "since"));
        if (amount && since != nullptr) {
            found.push_back(Beginning{*amount, since->earliest().first_of_month(), since->latest().first_of_month()});
        } else if (amount) {
            found.push_back(Beginning{*amount, std::nullopt, std::nullopt});
        }
    }
    return found;
}

// The month in which the lines begun by then first come to more than the limit; nothing where they always did, or not
// before those that nobody dated.
std::optional<Date> month_reached(Draft& draft, const std::vector<Beginning>& lines, const Ratio& limit,
                                  std::optional<Date> Beginning::* begun, bool undated_always) {
    Ratio sum;
    std::vector<const Beginning*> dated;
    for (const Beginning& line : lines) {
        if (line.*begun) {
            dated.push_back(&line);
        } else if (undated_always) {
            sum = draft.take(sum.plus(line.amount)).value_or(sum);
        }
    }
    if (sum > limit) {
        return std::nullopt;
    }
    std::ranges::stable_sort(dated, {}, [&](const Beginning* line) { return *(line->*begun); });
    for (const Beginning* line : dated) {
        sum = draft.take(sum.plus(line->amount)).value_or(sum);
        if (sum > limit) {
            return *(line->*begun);
        }
    }
    return std::nullopt;
}

// The first month above the standard: as written, or when the income began that lifts the family above it. Nothing,
// and what is missing or open, where lines without a day or with a rough one leave more than one month.
std::optional<Date> first_month_above(Draft& draft, const Ratio& limit) {
    const Facts& facts = draft.question().facts;
    if (facts.phase_out.first_month.state() != AnswerState::not_asked) {
        const PartialDate* month = draft.need(facts.phase_out.first_month, "phase_out.first_month");
        if (month == nullptr) {
            return std::nullopt;
        }
        if (month->earliest().first_of_month() != month->latest().first_of_month()) {
            draft.miss("phase_out.first_month", AnswerState::unknown);
            return std::nullopt;
        }
        return month->earliest().first_of_month();
    }
    const std::vector<Beginning> lines = beginnings(draft);
    const auto earliest = month_reached(draft, lines, limit, &Beginning::earliest, true);
    const auto latest = month_reached(draft, lines, limit, &Beginning::latest, false);
    if (earliest && latest && *earliest == *latest) {
        return earliest;
    }
    bool any_missing = false;
    const auto* all = facts.income.find();
    for (std::size_t index = 0; all != nullptr && index < all->size(); ++index) {
        const Known<PartialDate>& since = (*all)[index].since;
        if (!since.is_answered() && !since.is_disputed()) {
            draft.miss(row_path("income", index, "since"), since.state());
            any_missing = true;
        }
    }
    if (!any_missing) {
        draft.leave_open("first_month_not_exact");
    }
    return std::nullopt;
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
    const Truth above = compare_income(draft, income.counted(), standard, *low,
                                       draft.raw(kPhaseOutLow).comparison.value_or(Comparison::from));
    if (above == Truth::no) {
        draft.remark("not_above_standard");
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    draft.settle(above);
    // What the family may have in all before it is above the standard.
    const auto limit = draft.take(Ratio{standard.value()}.times(*low));
    const auto of_all = limit ? draft.take(limit->times(Ratio{income.persons})) : std::nullopt;
    const auto first = of_all ? first_month_above(draft, *of_all) : std::nullopt;
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
         {kPhaseOut, kPhaseOutScope, kPhaseOutLow, kPhaseOutHigh, kPhaseOutMonths, kWorkCostAmount},
         evaluate_phase_out},
        {"phase_out_end",
         "F-17",
         {kPhaseOutMonths, kPhaseOutScope, kPhaseOutLow, kWorkCostAmount},
         evaluate_phase_out_end},
    };
}

}  // namespace daohu::policy
