// SPDX-License-Identifier: Apache-2.0
//
// Who may enter the allowance as a single person (F-9).
#include "core/policy/facts_codes.hpp"
#include "core/policy/rule_income.hpp"
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>

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
constexpr ParameterId kWorkCost{50};
constexpr ParameterId kWorkCostAmount{51};
constexpr ParameterId kAssessment{59};
constexpr std::string_view kMultipleKinds = "multiple";

bool was_asked(AnswerState state) { return state != AnswerState::not_asked; }

struct Ground {
    bool presented = false;
    Truth holds = Truth::no;
};

// Nobody asked about any ground: there is nothing yet to say no to.
Truth ask_for_grounds(Draft& draft, const Member& member) {
    if (draft.find_parameter<Condition>(kSingleDisability) != nullptr) {
        draft.miss(member_path(member, "dis.grade"), member.dis.grade.state());
    }
    if (draft.find_parameter<Condition>(kSingleIllness) != nullptr) {
        draft.miss(member_path(member, "med.recognised_severe"), member.med.recognised_severe.state());
    }
    return Truth::unknown;
}

// "Multiple" does not say which kinds it joins: one of them may be what the document asks for.
bool may_be_joined_kind(const Draft& draft, const Member& member, const Condition& condition) {
    return std::ranges::any_of(codes::kDisability.codes, [&](std::string_view kind) {
        Member as_one = member;
        as_one.dis.kind = Code{kind};
        Draft trial{draft.question(), "trial", {}, {}};
        QuestionFacts facts{trial, &as_one};
        return kind != kMultipleKinds && evaluate(condition, facts) == Truth::yes;
    });
}

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
    if (disability && was_asked(member.dis.certificate.state()) && !member.dis.certificate.is_answered()) {
        (void)draft.need(member.dis.certificate,
                         member_path(member, "dis.certificate"));  // a grade is of a certificate
        ground.holds = Truth::unknown;
        return ground;
    }
    if (!disability && member.med.recognised_severe.is(YesNo::no) && condition->kind == Condition::Kind::undefined) {
        (void)draft.find(member.med.recognised_severe, member_path(member, "med.recognised_severe"));
        return ground;
    }
    QuestionFacts facts{draft, &member};
    ground.holds = evaluate(*condition, facts);
    if (disability && ground.holds == Truth::no && member.dis.kind.is(kMultipleKinds) &&
        may_be_joined_kind(draft, member, *condition)) {
        draft.leave_open("kinds_of_multiple_disability");
        ground.holds = Truth::boundary;
    }
    return ground;
}

// Whether records differ about a ground that the document knows. The words of the township do not settle that.
bool disputes_ground(Draft& draft, const Member& member) {
    bool any = false;
    const auto look = [&](const auto& fact, std::string_view name) {
        if (fact.is_disputed()) {
            (void)draft.find(fact, member_path(member, name));
            any = true;
        }
    };
    if (draft.raw(kSingleDisability).is_stated()) {
        look(member.dis.certificate, "dis.certificate");
        look(member.dis.kind, "dis.kind");
        look(member.dis.grade, "dis.grade");
    }
    if (draft.raw(kSingleIllness).is_stated()) {
        look(member.med.recognised_severe, "med.recognised_severe");
    }
    return any;
}

// A ground that fails while the other holds must not leave its gaps behind: each is judged in a draft of its own first.
Truth grounds_hold(Draft& draft, const Member& member) {
    const Question& question = draft.question();
    Draft trial_disability{question, "trial", {}, {}};
    Draft trial_illness{question, "trial", {}, {}};
    const Ground disability = ground_of(trial_disability, member, kSingleDisability);
    const Ground illness = ground_of(trial_illness, member, kSingleIllness);
    if (disputes_ground(draft, member)) {
        return Truth::unknown;
    }
    if (!disability.presented && !illness.presented) {
        return ask_for_grounds(draft, member);
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
    draft.add_reading("income_per_head", ExactAmount{income->counted()});
    if (income->without_the_departed && band(*income->without_the_departed) != band(income->gross)) {
        return Truth::boundary;
    }
    const Truth gross = band(income->counted());
    if (income->has_costs && !income->is_cost_settled && draft.raw(kWorkCost).is_stated() &&
        band(income->after_cost) != gross) {
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
    if (const auto* payment = draft.find_parameter<CodeValue>(kSinglePayment)) {
        draft.add_reading("payment", Verdict{payment->code});
    }
    if (const auto& instead = draft.raw(kSingleEntry).instead; !instead.empty()) {
        draft.add_reading("or_instead", instead);
    }
    if (all == Truth::no) {
        return std::move(draft).settled_no(Verdict{"out"});
    }
    if (all == Truth::boundary) {
        draft.settle(all);
        draft.remark("ask_township");
        return std::move(draft).finish();
    }
    return std::move(draft).finish(all == Truth::yes ? Figure{Verdict{"candidate"}} : Figure{});
}

void evaluate_single_person(const Question& question, Outcomes& outcomes) {
    for (const Member& member : question.facts.member) {
        if (is_candidate_at_all(member) && !has_left(member, question.on)) {
            outcomes.push_back(judge_single_person(question, member));
        }
    }
}

}  // namespace

std::vector<Rule> single_person_rules() {
    return {{"single_person_entry",
             "F-9",
             {kSingleEntry, kSingleOver, kSingleUnder, kSingleDisability, kSingleIllness, kSingleGroups,
              kSingleApplication, kSinglePayment, kAssessment, kWorkCostAmount},
             evaluate_single_person}};
}

}  // namespace daohu::policy
