// SPDX-License-Identifier: Apache-2.0
//
// Temporary aid: F-1 ceiling per person, F-2 bands by cause, F-3 band for people from elsewhere.
#include "core/policy/rule_scope.hpp"
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>
#include <array>

namespace daohu::policy {
namespace {

constexpr ParameterId kPersonMultiple{1};
constexpr ParameterId kPeriod{2};
constexpr ParameterId kBasis{3};
constexpr ParameterId kIllnessLeast{4};
constexpr ParameterId kIllnessMost{5};
constexpr ParameterId kEducationLeast{6};
constexpr ParameterId kEducationMost{7};
constexpr ParameterId kOutsiderLeast{8};
constexpr ParameterId kOutsiderMost{9};
constexpr ParameterId kPer{13};
constexpr ParameterId kStaged{15};

constexpr std::array<std::string_view, 2> kIllnessCauses{"sudden_illness", "medical_cost"};
constexpr std::array<std::string_view, 1> kEducationCauses{"education_cost"};

// The standard that the document multiplies, in fen a month; twelve of it where the document means the year.
std::optional<Fen> basis_amount(Draft& draft, std::string_view basis) {
    const Fen* month = draft.standard(standard_of(basis));
    const CodeValue* period = draft.parameter<CodeValue>(kPeriod);
    if (month == nullptr || period == nullptr) {
        return std::nullopt;
    }
    constexpr std::int64_t kMonthsOfYear = 12;
    return period->code == "year" ? draft.take(month->times(kMonthsOfYear)) : std::optional{*month};
}

// Urban or rural: what the document says, or what the township chose where it says "either".
std::optional<std::string> basis_of(Draft& draft) {
    const CodeValue* basis = draft.parameter<CodeValue>(kBasis);
    if (basis == nullptr) {
        return std::nullopt;
    }
    if (basis->code != "either") {
        return basis->code;
    }
    const Code* chosen = draft.need(draft.question().facts.temp_aid.basis, "temp_aid.basis", AskWhom::township);
    return chosen == nullptr ? std::nullopt : std::optional{*chosen};
}

// How many persons the proposal is for. Chosen by people, never the household's size.
std::optional<std::int64_t> persons_aided(Draft& draft) {
    const TempAid& request = draft.question().facts.temp_aid;
    if (const auto* persons = draft.find_asked(request.persons, "temp_aid.persons")) {
        return static_cast<std::int64_t>(persons->size());
    }
    if (request.persons.state() != AnswerState::not_asked) {
        return std::nullopt;
    }
    const std::int64_t* count = draft.need(request.persons_aided, "temp_aid.persons_aided");
    return count == nullptr ? std::nullopt : std::optional{*count};
}

std::optional<Fen> person_ceiling(Draft& draft) {
    const Ratio* multiple = draft.parameter<Ratio>(kPersonMultiple);
    if (multiple == nullptr) {
        return std::nullopt;
    }
    const auto basis = basis_of(draft);
    const auto amount = basis ? basis_amount(draft, *basis) : std::nullopt;
    if (draft.raw(kStaged).is_stated()) {
        (void)draft.reading("temp_aid_ceiling_scope");
    }
    const Facts& facts = draft.question().facts;
    if (!facts.first_aid.empty() || facts.aid_held.is_answered()) {
        draft.remark("earlier_aid_not_subtracted");  // the text does not say that it counts
    }
    return amount ? draft.take(ceiling_amount(*amount, *multiple)) : std::nullopt;
}

void evaluate_person_ceiling(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "temp_aid_person_ceiling", "F-1", std::string{kHousehold}};
    draft.set_unit("yuan_per_person");
    const auto ceiling = person_ceiling(draft);
    outcomes.push_back(std::move(draft).finish(ceiling ? Figure{*ceiling} : Figure{}));
}

void evaluate_household_ceiling(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "temp_aid_household_ceiling", "F-1", std::string{kHousehold}};
    draft.set_unit("yuan");
    const auto ceiling = person_ceiling(draft);
    if (draft.is_not_stated()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto persons = persons_aided(draft);
    const auto total = ceiling && persons ? draft.take(ceiling->times(*persons)) : std::nullopt;
    outcomes.push_back(std::move(draft).finish(total ? Figure{*total} : Figure{}));
}

// "Severe illness" is the document's word, and it does not define it: the township says it of the family, or of the
// patient.
Truth is_severe_illness(Draft& draft) {
    const Facts& facts = draft.question().facts;
    const auto says_yes = [](const Terms& terms) {
        const auto said = terms.find("severe_illness");
        return said != terms.end() && said->second.is(YesNo::yes);
    };
    const auto patient = std::ranges::find_if(facts.member, [&](const Member& one) { return says_yes(one.terms); });
    QuestionFacts question{draft, patient == facts.member.end() ? nullptr : &*patient};
    const auto said = question.term("severe_illness");
    return said ? to_truth(*said) : Truth::boundary;
}

// Children's schooling that weighs too heavily: a bill of the head or the spouse is not known to be that, and of no bill
// does the document say when it is too heavy. The township says so by calling the family one of the expenditure type.
Truth is_schooling_of_children(Draft& draft) {
    const Facts& facts = draft.question().facts;
    const auto* expenses = facts.expense.find();
    const std::vector<Expense> none;
    for (const Expense& expense : expenses == nullptr ? none : *expenses) {
        const std::string* id = expense.member_id.find();
        const Member* pupil = id == nullptr || !expense.kind.is("education") ? nullptr : facts.find_member(*id);
        if (pupil != nullptr && (pupil->relation_to_head.is("0") || pupil->relation_to_head.is("1"))) {
            draft.note_input(member_path(*pupil, "relation_to_head"), *pupil->relation_to_head.find());
            draft.leave_open("schooling_of_children");
            return Truth::boundary;
        }
    }
    QuestionFacts question{draft, nullptr};
    const auto said = question.term("expenditure_type");
    return said ? to_truth(*said) : Truth::boundary;
}

struct Band {
    std::string_view rule;
    ParameterId least;
    ParameterId most;
    std::span<const std::string_view> causes;
    Truth (*is_meant)(Draft& draft);  // whether it is the hardship that the document means
};

void evaluate_cause_band(const Band& band, const Question& question, Outcomes& outcomes) {
    Draft draft{question, band.rule, "F-2", std::string{kHousehold}};
    draft.set_unit("yuan");
    const Ratio* least = draft.parameter<Ratio>(band.least);
    const Ratio* most = draft.parameter<Ratio>(band.most);
    if (draft.is_not_stated()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto causes = causes_of(draft);
    const bool covered =
        causes && std::ranges::any_of(band.causes, [&](std::string_view cause) { return contains(*causes, cause); });
    if (causes && !covered) {
        draft.mark_not_stated("cause_not_covered");
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    if (causes) {
        const Truth meant = all_of(is_in_scope(draft, draft.raw(band.least), nullptr), band.is_meant(draft));
        if (meant == Truth::no) {
            outcomes.push_back(std::move(draft).not_applying());
            return;
        }
        draft.settle(meant);
    }
    if (!draft.raw(kPer).is_stated()) {
        draft.leave_open("person_or_household");  // asked, without a default
    }
    const auto basis = basis_of(draft);
    const auto amount = basis ? basis_amount(draft, *basis) : std::nullopt;
    // Neither bound is promised or forbidden to the fen by a fraction: the least rounds up, the most down.
    const auto low = amount ? draft.take(floor_amount(*amount, *least)) : std::nullopt;
    const auto high = amount ? draft.take(ceiling_amount(*amount, *most)) : std::nullopt;
    outcomes.push_back(std::move(draft).finish(low && high ? Figure{AmountBand{*low, *high}} : Figure{}));
}

void evaluate_illness_band(const Question& question, Outcomes& outcomes) {
    evaluate_cause_band(Band{"temp_aid_illness_band", kIllnessLeast, kIllnessMost, kIllnessCauses, is_severe_illness},
                        question, outcomes);
}

void evaluate_education_band(const Question& question, Outcomes& outcomes) {
    evaluate_cause_band(
        Band{"temp_aid_education_band", kEducationLeast, kEducationMost, kEducationCauses, is_schooling_of_children},
        question, outcomes);
}

void evaluate_outsider_band(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "temp_aid_outsider_band", "F-3", std::string{kHousehold}};
    draft.set_unit("yuan");
    const Ratio* least = draft.parameter<Ratio>(kOutsiderLeast);
    const Ratio* most = draft.parameter<Ratio>(kOutsiderMost);
    if (draft.is_not_stated()) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const OutsiderConditions& conditions = question.facts.discovery.outsider_conditions;
    Truth all = need_truth(draft, conditions.non_local, "discovery.outsider_conditions.non_local");
    all = all_of(all, need_truth(draft, conditions.working_here, "discovery.outsider_conditions.working_here"));
    all = all_of(all, need_truth(draft, conditions.accident_or_special_cause,
                                 "discovery.outsider_conditions.accident_or_special_cause"));
    all =
        all_of(all, need_truth(draft, conditions.no_family_support, "discovery.outsider_conditions.no_family_support"));
    if (all == Truth::no) {
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    if (all != Truth::yes) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const auto band_on = [&](std::string_view basis) -> std::optional<AmountBand> {
        const auto amount = basis_amount(draft, basis);
        const auto low = amount ? draft.take(floor_amount(*amount, *least)) : std::nullopt;
        const auto high = amount ? draft.take(ceiling_amount(*amount, *most)) : std::nullopt;
        return low && high ? std::optional{AmountBand{*low, *high}} : std::nullopt;
    };
    const Parameter& basis = draft.raw(kBasis);
    const auto* stated = std::get_if<CodeValue>(&basis.value);
    const Code* chosen = draft.find(question.facts.temp_aid.basis, "temp_aid.basis");
    if (chosen == nullptr && stated != nullptr && stated->code == "either") {
        draft.keep_readings();  // F-3: the township chooses between them
        for (const std::string_view each : {"urban", "rural"}) {
            if (const auto band = band_on(each)) {
                draft.add_reading(std::string{each}, *band);
            }
        }
    }
    const auto one = basis_of(draft);
    const auto band = one ? band_on(*one) : std::nullopt;
    outcomes.push_back(std::move(draft).finish(band ? Figure{*band} : Figure{}));
}

}  // namespace

std::vector<Rule> temp_aid_rules() {
    return {
        {"temp_aid_person_ceiling", "F-1", {kPersonMultiple, kPeriod, kBasis, kPer, kStaged}, evaluate_person_ceiling},
        {"temp_aid_household_ceiling",
         "F-1",
         {kPersonMultiple, kPeriod, kBasis, kPer, kStaged},
         evaluate_household_ceiling},
        {"temp_aid_illness_band", "F-2", {kIllnessLeast, kIllnessMost, kPeriod, kBasis, kPer}, evaluate_illness_band},
        {"temp_aid_education_band",
         "F-2",
         {kEducationLeast, kEducationMost, kPeriod, kBasis, kPer},
         evaluate_education_band},
        {"temp_aid_outsider_band", "F-3", {kOutsiderLeast, kOutsiderMost, kPeriod, kBasis}, evaluate_outsider_band},
    };
}

}  // namespace daohu::policy
