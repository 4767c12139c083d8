// SPDX-License-Identifier: Apache-2.0
//
// Ages that open or close something (F-12): minors under support, home care, the old-age allowance, orphans' housing.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>

namespace daohu::policy {
namespace {

constexpr ParameterId kMinorAge{90};
constexpr ParameterId kSchooling{91};
constexpr ParameterId kHomeCareDisabled{117};
constexpr ParameterId kHomeCareAll{118};
constexpr ParameterId kOrphanAge{120};
// Beyond this age the question whether support goes on while at school no longer arises by itself.
constexpr int kOldestPupil = 30;

// The exact birthday; nothing, and the outcome left open, where the birth date is not exact.
std::optional<Date> birthday_of(Draft& draft, const Member& member, std::int64_t years) {
    const PartialDate* birth = draft.need(member.birth_date, member_path(member, "birth_date"));
    if (birth == nullptr) {
        return std::nullopt;
    }
    if (birth->precision() != DatePrecision::day) {
        draft.leave_open("birth_date_not_exact");
        return std::nullopt;
    }
    return draft.take(birthday(birth->date(), static_cast<int>(years)));
}

// "vocational" of the dictionary is secondary vocational, "senior" the ordinary kind; "primary" and "junior" are
// compulsory.
std::string_view schooling_of(const Code& stage) {
    if (stage == "primary" || stage == "junior") {
        return "compulsory";
    }
    if (stage == "senior") {
        return "ordinary_senior";
    }
    return stage == "vocational" ? "secondary_vocational" : std::string_view{stage};
}

// Whether support may go on after coming of age; never a stop by itself.
Figure judge_schooling(Draft& draft, const Member& member) {
    if (const auto* stages = draft.find_parameter<std::vector<std::string>>(kSchooling)) {
        const Code* stage = draft.need(member.edu.stage, member_path(member, "edu.stage"));
        if (stage != nullptr && !contains(*stages, schooling_of(*stage))) {
            draft.leave_open("schooling_not_listed");
            return {};
        }
        const Code* enrolment = draft.need(member.edu.enrolment, member_path(member, "edu.enrolment"));
        if (enrolment != nullptr && *enrolment != "enrolled" && *enrolment != "home_taught") {
            draft.leave_open("not_at_school_" + *enrolment);
            return {};
        }
        return Verdict{"may_continue"};
    }
    draft.leave_open("continuation_not_stated");
    draft.remark("ask_township");
    return {};
}

void evaluate_minor(const Question& question, Outcomes& outcomes) {
    for (const Member& member : question.facts.member) {
        if (has_left(member, question.on) || peek_programme(question.facts, &member, "tekun") == Truth::no ||
            peek_programme(question.facts, &member, "tekun") == Truth::unknown) {
            continue;
        }
        const PartialDate* birth = member.birth_date.find();
        if (birth != nullptr && age_range_on(*birth, question.on).least >= kOldestPupil) {
            continue;
        }
        Draft draft{question, "tekun_minor_age", "F-12", member_path(member)};
        draft.set_unit("date");
        const std::int64_t* years = draft.parameter<std::int64_t>(kMinorAge);
        if (years == nullptr) {
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        (void)holds_programme(draft, &member, "tekun");
        if (question.pack.possibly_superseded) {
            draft.remark("possibly_superseded");
        }
        const auto day = birthday_of(draft, member, *years);
        if (day && *day <= question.on) {
            draft.set_unit("verdict");
            draft.add_reading("came_of_age_on", *day);
            Figure figure = judge_schooling(draft, member);
            outcomes.push_back(std::move(draft).finish(std::move(figure)));
            continue;
        }
        outcomes.push_back(std::move(draft).finish(day ? Figure{*day} : Figure{}));
    }
}

Truth has_lost_self_care(Draft& draft, const Member& member) {
    if (member.lost_self_care.is_answered() || member.lost_self_care.is_disputed()) {
        return need_truth(draft, member.lost_self_care, member_path(member, "lost_self_care"));
    }
    if (const auto grade = suggested_care_grade(member.selfcare)) {
        draft.note_input(member_path(member, "selfcare"), "suggested " + *grade);
        draft.assume("external_care_grade");
        return to_truth(*grade != "self");
    }
    return need_truth(draft, member.lost_self_care, member_path(member, "lost_self_care"));
}

Truth is_difficult_household(Draft& draft, const Member& member) {
    const Household& household = draft.question().facts.household;
    for (const std::string_view programme : {"dibao", "tekun", "low_income"}) {
        if (peek_programme(draft.question().facts, &member, programme) == Truth::yes) {
            draft.note_input("programme", std::string{programme});
            return Truth::yes;
        }
    }
    return need_truth(draft, household.difficult_household, "household.difficult_household", AskWhom::township);
}

void evaluate_home_care(const Question& question, Outcomes& outcomes) {
    for (const Member& member : question.facts.member) {
        const PartialDate* birth = member.birth_date.find();
        const std::int64_t* from =
            std::get_if<std::int64_t>(&question.pack.parameter(kHomeCareDisabled, question.on).value);
        const bool young = birth != nullptr && from != nullptr && age_range_on(*birth, question.on).most < *from;
        if (has_left(member, question.on) || young || from == nullptr ||
            member.birth_date.state() == AnswerState::not_asked) {
            continue;
        }
        Draft draft{question, "home_care_group", "F-12", member_path(member)};
        draft.set_unit("verdict");
        const std::int64_t* with_loss = draft.parameter<std::int64_t>(kHomeCareDisabled);
        const std::int64_t* everybody = draft.parameter<std::int64_t>(kHomeCareAll);
        if (with_loss == nullptr || everybody == nullptr) {
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        draft.remark("quota_decided_by_county");
        const Truth old = is_at_least(draft, member, *everybody);
        if (old == Truth::yes) {
            outcomes.push_back(std::move(draft).finish(Verdict{"yes"}));
            continue;
        }
        const Truth in =
            any_of(old, all_of(all_of(is_at_least(draft, member, *with_loss), has_lost_self_care(draft, member)),
                               is_difficult_household(draft, member)));
        if (in == Truth::no) {
            outcomes.push_back(std::move(draft).settled_no(Verdict{"no"}));
            continue;
        }
        draft.settle(in);
        outcomes.push_back(std::move(draft).finish(in == Truth::yes ? Figure{Verdict{"yes"}} : Figure{}));
    }
}

void evaluate_old_age(const Question& question, Outcomes& outcomes) {
    constexpr int kYearsAhead = 20;
    for (const Member& member : question.facts.member) {
        const std::int64_t* years =
            std::get_if<std::int64_t>(&question.pack.parameter(kHomeCareAll, question.on).value);
        const PartialDate* birth = member.birth_date.find();
        const bool young =
            birth != nullptr && years != nullptr && age_range_on(*birth, question.on).most < *years - kYearsAhead;
        if (years == nullptr || young || member.birth_date.state() == AnswerState::not_asked ||
            has_left(member, question.on)) {
            continue;
        }
        Draft draft{question, "old_age_allowance_from", "F-12", member_path(member)};
        draft.set_unit("date");
        const std::int64_t* at = draft.parameter<std::int64_t>(kHomeCareAll);
        const auto day = at == nullptr ? std::nullopt : birthday_of(draft, member, *at);
        if (day) {
            draft.remark(*day <= question.on ? "reached" : "not_yet_reached");
        }
        outcomes.push_back(std::move(draft).finish(day ? Figure{*day} : Figure{}));
    }
}

void evaluate_orphans(const Question& question, Outcomes& outcomes) {
    for (const Member& member : question.facts.member) {
        const CodeSet* marks = member.identity_marks.find();
        const bool orphan = (marks != nullptr && contains(*marks, "orphan")) ||
                            peek_programme(question.facts, &member, "orphan") == Truth::yes;
        if (!orphan || has_left(member, question.on)) {
            continue;
        }
        Draft draft{question, "orphan_housing_from", "F-12", member_path(member)};
        draft.set_unit("date");
        const std::int64_t* at = draft.parameter<std::int64_t>(kOrphanAge);
        const auto day = at == nullptr ? std::nullopt : birthday_of(draft, member, *at);
        outcomes.push_back(std::move(draft).finish(day ? Figure{*day} : Figure{}));
    }
}

}  // namespace

std::vector<Rule> age_rules() {
    return {
        {"tekun_minor_age", "F-12", {kMinorAge, kSchooling}, evaluate_minor},
        {"home_care_group", "F-12", {kHomeCareDisabled, kHomeCareAll, ParameterId{119}}, evaluate_home_care},
        {"old_age_allowance_from", "F-12", {kHomeCareAll}, evaluate_old_age},
        {"orphan_housing_from", "F-12", {kOrphanAge}, evaluate_orphans},
    };
}

}  // namespace daohu::policy
