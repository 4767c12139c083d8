// SPDX-License-Identifier: Apache-2.0
//
// Public labour: who is required to take part, the roll of a month, and by when it is held.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>
#include <set>

namespace daohu::policy {
namespace {

constexpr ParameterId kLabourInterval{121};
constexpr ParameterId kWorkingAge{126};
constexpr ParameterId kCarersExempt{127};

// The range of the person's sex; nothing when the sex is not known and the ranges differ.
const IntRange* range_of(Draft& draft, const Member& member, const AgeRanges& ranges) {
    if (ranges.men == ranges.women) {
        return &ranges.men;
    }
    const Code* sex = draft.need(member.sex, member_path(member, "sex"));
    if (sex == nullptr) {
        return nullptr;
    }
    if (*sex != "1" && *sex != "2") {
        draft.miss(member_path(member, "sex"), AnswerState::unknown);
        return nullptr;
    }
    return *sex == "1" ? &ranges.men : &ranges.women;
}

Truth is_of_working_age(Draft& draft, const Member& member) {
    const AgeRanges* ranges = draft.find_parameter<AgeRanges>(kWorkingAge);
    if (ranges == nullptr) {
        draft.leave_open("working_age_range");
        return Truth::boundary;
    }
    const IntRange* range = range_of(draft, member, *ranges);
    const auto age = age_of(draft, member);
    if (range == nullptr || !age) {
        return Truth::unknown;
    }
    if (age->most < range->from || age->least > range->to) {
        return Truth::no;
    }
    if (age->least >= range->from && age->most <= range->to) {
        return Truth::yes;
    }
    draft.leave_open("birth_date_not_exact");
    return Truth::boundary;
}

Truth is_student(Draft& draft, const Member& member) {
    if (member.student.is_answered() || member.student.is_disputed()) {
        return need_truth(draft, member.student, member_path(member, "student"));
    }
    if (member.work_state.is("student")) {
        return Truth::yes;
    }
    const Code* enrolment = draft.find_asked(member.edu.enrolment, member_path(member, "edu.enrolment"));
    return to_truth(enrolment != nullptr && *enrolment == "enrolled");
}

// Why a person is not required, or that he is; the document exempts nobody else.
Outcome judge_labour(const Question& question, const Member& member) {
    Draft draft{question, "public_labour", {}, member_path(member)};
    draft.set_unit("verdict");
    if (draft.parameter<std::int64_t>(kLabourInterval) == nullptr) {
        return std::move(draft).finish();
    }
    Truth required = holds_programme(draft, &member, "dibao");
    if (required == Truth::no) {
        draft.remark("not_dibao");
        return std::move(draft).settled_no(Verdict{"excluded"});
    }
    const Code* ability = draft.need(member.labour_ability, member_path(member, "labour_ability"));
    if (ability != nullptr && *ability == "none") {
        draft.remark("no_labour_ability");
        return std::move(draft).settled_no(Verdict{"excluded"});
    }
    const Code* state = draft.need(member.work_state, member_path(member, "work_state"));
    if (state != nullptr && is_working(*state)) {
        draft.remark("employed");
        return std::move(draft).settled_no(Verdict{"excluded"});
    }
    const Truth age = is_of_working_age(draft, member);
    if (age == Truth::no) {
        draft.remark("not_of_working_age");
        return std::move(draft).settled_no(Verdict{"excluded"});
    }
    if (ability != nullptr && *ability == "weak") {
        draft.leave_open("weak_labour_ability");
    }
    if (is_student(draft, member) == Truth::yes) {
        draft.leave_open("student");
    }
    const bool* exempt = draft.find_parameter<bool>(kCarersExempt);
    const YesNo* nursing = draft.find_asked(member.nursing_infant, member_path(member, "nursing_infant"));
    if (nursing != nullptr && *nursing == YesNo::yes) {
        if (exempt != nullptr && *exempt) {
            draft.remark("carer_exempt");
            return std::move(draft).settled_no(Verdict{"excluded"});
        }
        draft.remark("nursing_no_exemption_stated");
    }
    draft.settle(age);
    return draft.is_open() ? std::move(draft).finish() : std::move(draft).finish(Verdict{"required"});
}

struct Attendance {
    std::int64_t minutes = 0;
    std::int64_t attended_required = 0;
};

Attendance attendance_of(Draft& draft, const std::vector<std::string>& required) {
    Attendance made;
    std::set<std::string_view> came_of_required;  // each person once, on however many days
    const auto& entries = draft.question().facts.labour_entry;
    for (std::size_t index = 0; index < entries.size(); ++index) {
        const LabourEntry& entry = entries[index];
        if (const std::int64_t* minutes = draft.find(entry.minutes, row_path("labour_entry", index, "minutes"))) {
            made.minutes += *minutes;
        }
        const std::string* id = draft.find(entry.member_id, row_path("labour_entry", index, "member_id"));
        if (entry.attended.is_disputed()) {
            draft.dispute(row_path("labour_entry", index, "attended"));
        }
        const bool came = entry.attended.is(YesNo::yes) ||
                          (entry.attended.state() == AnswerState::not_asked && entry.minutes.is_answered());
        if (id != nullptr && came && contains(required, *id)) {
            came_of_required.insert(*id);
        }
    }
    made.attended_required = static_cast<std::int64_t>(came_of_required.size());
    return made;
}

bool has_labour_facts(const Facts& facts) {
    return std::ranges::any_of(facts.member, [](const Member& member) {
        return member.labour_ability.state() != AnswerState::not_asked &&
               member.work_state.state() != AnswerState::not_asked;
    });
}

void evaluate_labour(const Question& question, Outcomes& outcomes) {
    if (!has_labour_facts(question.facts) && question.facts.labour_entry.empty()) {
        return;
    }
    std::vector<std::string> required;
    std::int64_t excluded = 0;
    std::int64_t boundary = 0;
    std::int64_t missing = 0;
    for (const Member& member : question.facts.member) {
        if (has_left(member, question.on)) {
            continue;
        }
        Outcome outcome = judge_labour(question, member);
        const auto* verdict = std::get_if<Verdict>(&outcome.figure);
        if (outcome.status == Status::boundary) {
            ++boundary;
        } else if (verdict == nullptr) {
            ++missing;
        } else if (verdict->code == "required") {
            required.push_back(member.member_id);
        } else {
            ++excluded;
        }
        outcomes.push_back(std::move(outcome));
    }
    Draft draft{question, "public_labour_roll", {}, std::string{kTownship}};
    draft.set_unit("persons");
    if (draft.parameter<std::int64_t>(kLabourInterval) == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    if (const AgeRanges* ranges = draft.find_parameter<AgeRanges>(kWorkingAge); ranges == nullptr) {
        draft.remark("working_age_range_not_stated");
    }
    const auto count = static_cast<std::int64_t>(required.size());
    draft.add_reading("required", count);
    draft.add_reading("excluded", excluded);
    draft.add_reading("boundary", boundary);
    if (boundary > 0) {
        draft.leave_open("members_to_be_settled");
    }
    if (missing > 0) {
        draft.add_reading("missing", missing);
        draft.keep_readings();  // how far the roll is settled
        draft.miss("member", AnswerState::unknown, AskWhom::township);
    }
    if (!question.facts.labour_entry.empty()) {
        const Attendance attendance = attendance_of(draft, required);
        draft.add_reading("minutes", attendance.minutes);
        const auto share = count > 0 ? draft.take(Ratio::of(attendance.attended_required, count)) : std::nullopt;
        if (share) {
            draft.add_reading("attendance_of_required", *share);
        }
    }
    outcomes.push_back(std::move(draft).finish(count));
}

// Held every month, it is due with the month's last day; of a longer interval nobody tells when it began.
void evaluate_labour_month(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "public_labour_month", {}, std::string{kTownship}};
    draft.set_unit("date");
    const std::int64_t* months = draft.parameter<std::int64_t>(kLabourInterval);
    if (months != nullptr && *months != 1) {
        draft.leave_open("interval_start");
        months = nullptr;
    }
    outcomes.push_back(std::move(draft).finish(months == nullptr ? Figure{} : Figure{question.on.last_of_month()}));
}

}  // namespace

std::vector<Rule> labour_rules() {
    return {
        {"public_labour", "", {kLabourInterval, kWorkingAge, ParameterId{122}, kCarersExempt}, evaluate_labour},
        {"public_labour_month", "", {kLabourInterval}, evaluate_labour_month},
    };
}

}  // namespace daohu::policy
