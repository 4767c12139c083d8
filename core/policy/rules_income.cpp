// SPDX-License-Identifier: Apache-2.0
//
// Income: F-8 income per head, F-9 bands of single-person entry and of phase-out, F-10 gap to the standard, F-17 end of
// a phase-out.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

namespace daohu::policy {
namespace {

constexpr ParameterId kSingleEntry{40};
constexpr ParameterId kSingleOver{41};
constexpr ParameterId kSingleUnder{42};
constexpr ParameterId kSingleDisability{43};
constexpr ParameterId kSingleIllness{44};
constexpr ParameterId kSingleGroups{45};
constexpr ParameterId kSingleApplication{46};
constexpr ParameterId kSinglePayment{47};
constexpr ParameterId kPaymentMethod{48};
constexpr ParameterId kWorkCost{50};
constexpr ParameterId kWorkCostAmount{51};
constexpr ParameterId kPhaseOut{52};
constexpr ParameterId kPhaseOutLow{53};
constexpr ParameterId kPhaseOutHigh{54};
constexpr ParameterId kPhaseOutMonths{55};
constexpr ParameterId kPhaseOutScope{56};
constexpr ParameterId kImputed{58};
constexpr ParameterId kAssessment{59};

// The local standard in fen a month, for where the household lives.
const Fen* local_standard(Draft& draft) {
    const Code* kind = settlement(draft);
    return kind == nullptr ? nullptr : draft.standard(standard_of(*kind));
}

// Where an income stands to a multiple of the standard, by exact fractions.
Truth compare_income(Draft& draft, const Ratio& income, Fen standard, const Ratio& multiple, Comparison comparison) {
    const auto limit = draft.take(Ratio{standard.value()}.times(multiple));
    return limit ? compare(income, comparison, *limit) : Truth::unknown;
}

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
    if (income->has_costs && draft.find_parameter<bool>(kWorkCost) != nullptr) {
        // Costs are never taken off by this program: nobody states how much.
        draft.add_reading("after_declared_work_cost", ExactAmount{income->after_cost});
        if (!draft.raw(kWorkCostAmount).is_stated()) {
            draft.remark("deduction_to_be_decided");
        }
    }
    outcomes.push_back(std::move(draft).finish(ExactAmount{income->gross}));
}

// --- Single-person entry -----------------------------------------------------------------------------------------

bool was_asked(AnswerState state) { return state != AnswerState::not_asked; }

struct Ground {
    bool presented = false;
    Truth holds = Truth::no;
};

// One ground of entry by its condition; a person without a certificate has no disability by it.
Ground ground_of(Draft& draft, const Member& member, ParameterId id) {
    Ground ground;
    const Condition* condition = draft.find_parameter<Condition>(id);
    const bool disability = id == kSingleDisability;
    const Terms& terms = member.terms;
    ground.presented = disability ? was_asked(member.dis.grade.state()) || was_asked(member.dis.certificate.state()) ||
                                        was_asked(member.dis.kind.state()) || terms.contains("severe_disability")
                                  : was_asked(member.med.recognised_severe.state()) || terms.contains("severe_illness");
    if (condition == nullptr) {
        ground.presented = false;
        return ground;
    }
    if (!ground.presented) {
        return ground;
    }
    if (disability && member.dis.certificate.is(YesNo::no)) {
        (void)draft.find(member.dis.certificate, member_path(member, "dis.certificate"));
        return ground;
    }
    if (!disability && member.med.recognised_severe.is(YesNo::no) && condition->kind == Condition::Kind::undefined) {
        (void)draft.find(member.med.recognised_severe, member_path(member, "med.recognised_severe"));
        return ground;
    }
    QuestionFacts facts{draft, &member};
    ground.holds = evaluate(*condition, facts);
    return ground;
}

// A ground that fails while the other holds must not leave its gaps behind: each is judged in a draft of its own first.
Truth grounds_hold(Draft& draft, const Member& member) {
    const Question& question = draft.question();
    Draft trial_disability{question, "trial", {}, {}};
    Draft trial_illness{question, "trial", {}, {}};
    const Ground disability = ground_of(trial_disability, member, kSingleDisability);
    const Ground illness = ground_of(trial_illness, member, kSingleIllness);
    const bool disputed =
        member.dis.grade.is_disputed() || member.dis.kind.is_disputed() || member.med.recognised_severe.is_disputed();
    if (disputed) {
        (void)ground_of(draft, member, kSingleDisability);
        (void)ground_of(draft, member, kSingleIllness);
        return Truth::unknown;
    }
    const Truth either =
        any_of(disability.presented ? disability.holds : Truth::no, illness.presented ? illness.holds : Truth::no);
    for (const auto& [ground, id] : {std::pair{disability, kSingleDisability}, std::pair{illness, kSingleIllness}}) {
        if (ground.presented && (ground.holds == either)) {
            (void)ground_of(draft, member, id);
        }
    }
    if (either == Truth::no) {
        if (!disability.presented && draft.raw(kSingleDisability).is_stated()) {
            draft.also_ask(member_path(member, "dis.grade"), member.dis.grade.state());
        }
        if (!illness.presented && draft.raw(kSingleIllness).is_stated()) {
            draft.also_ask(member_path(member, "med.recognised_severe"), member.med.recognised_severe.state());
        }
    }
    return either;
}

// Whether the family is of a group whose members may enter singly. A band of income defines the group where there is
// one.
Truth group_holds(Draft& draft, const std::vector<std::string>& groups, bool has_band) {
    const Facts& facts = draft.question().facts;
    Truth any = Truth::no;
    if (contains(groups, "registered_poor") && facts.household.formerly_registered_poor.is(YesNo::yes)) {
        (void)draft.find(facts.household.formerly_registered_poor, "household.formerly_registered_poor");
        return Truth::yes;
    }
    for (const std::string_view word : {"low_income", "expenditure_type"}) {
        const auto said = facts.household.terms.find(word);
        if (contains(groups, word) && said != facts.household.terms.end() && said->second.is(YesNo::yes)) {
            QuestionFacts question{draft, nullptr};
            (void)question.term(word);
            return Truth::yes;
        }
    }
    for (const std::string_view word : {"low_income", "expenditure_type"}) {
        if (!contains(groups, word)) {
            continue;
        }
        if (has_band && word == "low_income") {
            return Truth::yes;
        }
        QuestionFacts question{draft, nullptr};
        const auto said = question.term(word);
        any = any_of(any, said ? to_truth(*said) : Truth::boundary);
    }
    return any;
}

Truth income_in_band(Draft& draft, const Ratio* over, const Ratio* under) {
    if (over == nullptr || under == nullptr) {
        return Truth::yes;  // the document has no band: the group decides
    }
    const auto income = income_per_head(draft);
    const Fen* standard = local_standard(draft);
    if (!income || standard == nullptr) {
        return Truth::unknown;
    }
    const auto band = [&](const Ratio& amount) {
        const Truth low = compare_income(draft, amount, *standard, *over,
                                         draft.raw(kSingleOver).comparison.value_or(Comparison::from));
        const Truth high = compare_income(draft, amount, *standard, *under,
                                          draft.raw(kSingleUnder).comparison.value_or(Comparison::to));
        return all_of(low, high);
    };
    draft.add_reading("income_per_head", ExactAmount{income->gross});
    const Truth gross = band(income->gross);
    if (income->has_costs && draft.raw(kWorkCost).is_stated() && band(income->after_cost) != gross) {
        draft.leave_open("work_cost_deduction_amount");
        return Truth::boundary;
    }
    return gross;
}

bool is_candidate_at_all(const Member& member) {
    return was_asked(member.dis.grade.state()) || was_asked(member.dis.certificate.state()) ||
           was_asked(member.dis.kind.state()) || was_asked(member.med.recognised_severe.state()) ||
           was_asked(member.own_application.state()) || member.terms.contains("severe_disability") ||
           member.terms.contains("severe_illness");
}

Outcome judge_single_person(const Question& question, const Member& member) {
    Draft draft{question, "single_person_entry", "F-9", member_path(member)};
    draft.set_unit("verdict");
    const bool* exists = draft.parameter<bool>(kSingleEntry);
    if (exists == nullptr || !*exists) {
        return std::move(draft).finish(Verdict{"out"});
    }
    const Ratio* over = draft.find_parameter<Ratio>(kSingleOver);
    const Ratio* under = draft.find_parameter<Ratio>(kSingleUnder);
    Truth all = grounds_hold(draft, member);
    all = all_of(all, income_in_band(draft, over, under));
    if (const auto* groups = draft.find_parameter<std::vector<std::string>>(kSingleGroups)) {
        all = all_of(all, group_holds(draft, *groups, over != nullptr && under != nullptr));
    }
    const auto* assessed = draft.find_parameter<std::vector<std::string>>(kAssessment);
    if (assessed != nullptr && contains(*assessed, "property") && over != nullptr) {
        all = all_of(
            all, need_truth(draft, question.facts.household.property_ok, "household.property_ok", AskWhom::township));
    }
    const bool* application = draft.find_parameter<bool>(kSingleApplication);
    if (application != nullptr && *application) {
        all = all_of(all, need_truth(draft, member.own_application, member_path(member, "own_application")));
    }
    (void)draft.find_parameter<CodeValue>(kSinglePayment);
    if (all == Truth::no) {
        return std::move(draft).settled_no(Verdict{"out"});
    }
    if (all == Truth::boundary) {
        draft.settle(all);
        draft.remark("ask_township");
        return std::move(draft).finish();
    }
    return std::move(draft).finish(Verdict{"candidate"});
}

void evaluate_single_person(const Question& question, Outcomes& outcomes) {
    for (const Member& member : question.facts.member) {
        if (is_candidate_at_all(member) && !has_left(member, question.on)) {
            outcomes.push_back(judge_single_person(question, member));
        }
    }
}

// --- Phase-out ---------------------------------------------------------------------------------------------------

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

// --- Gap ---------------------------------------------------------------------------------------------------------

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
    const auto gap = draft.take(Ratio{standard->value()}.minus(income->gross));
    const auto total = gap ? draft.take(gap->times(Ratio{income->persons})) : std::nullopt;
    if (!total) {
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
    if (income->has_costs) {
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
        {"phase_out_candidate",
         "F-9",
         {kPhaseOut, kPhaseOutScope, kPhaseOutLow, kPhaseOutHigh, kPhaseOutMonths},
         evaluate_phase_out},
        {"phase_out_end", "F-17", {kPhaseOutMonths, kPhaseOutScope, kPhaseOutLow}, evaluate_phase_out_end},
        {"dibao_gap", "F-10", {kPaymentMethod}, evaluate_gap},
    };
}

std::vector<Rule> single_person_rules() {
    return {{"single_person_entry",
             "F-9",
             {kSingleEntry, kSingleOver, kSingleUnder, kSingleDisability, kSingleIllness, kSingleGroups,
              kSingleApplication, kSinglePayment, kAssessment},
             evaluate_single_person}};
}

}  // namespace daohu::policy
