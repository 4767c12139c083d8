// SPDX-License-Identifier: Apache-2.0
//
// How an application is handled: what may be left out, who approves, relatives, notices, lists pushed by the county.
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>
#include <array>

namespace daohu::policy {
namespace {

constexpr ParameterId kNoticeFields{80};
constexpr ParameterId kNoticeDays{83};
constexpr ParameterId kTekunNotice{84};
constexpr ParameterId kAppraisal{130};
constexpr ParameterId kHomeSurvey{131};
constexpr ParameterId kProof{132};
constexpr ParameterId kApprovalDibao{133};
constexpr ParameterId kApprovalSmall{134};
constexpr ParameterId kRelatives{135};
constexpr ParameterId kSuspectSources{138};

void evaluate_waiver(std::string_view rule, ParameterId id, const Question& question, Outcomes& outcomes) {
    Draft draft{question, rule, {}, "procedure"};
    draft.set_unit("verdict");
    const Condition* condition = draft.parameter<Condition>(id);
    if (condition == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    QuestionFacts facts{draft, nullptr};
    const Truth holds = draft.settle(evaluate(*condition, facts));
    if (holds == Truth::no) {
        outcomes.push_back(std::move(draft).settled_no(Verdict{"held"}));
        return;
    }
    const auto& modality = draft.raw(id).modality;
    const bool may = std::ranges::find(modality, Modality::may) != modality.end();
    outcomes.push_back(std::move(draft).finish(
        holds == Truth::yes ? Figure{Verdict{may ? "may_be_left_out" : "not_held"}} : Figure{}));
}

void evaluate_appraisal(const Question& q, Outcomes& o) { evaluate_waiver("appraisal_waiver", kAppraisal, q, o); }
void evaluate_survey(const Question& q, Outcomes& o) { evaluate_waiver("home_survey_waiver", kHomeSurvey, q, o); }
void evaluate_proof(const Question& q, Outcomes& o) { evaluate_waiver("proof_waiver", kProof, q, o); }

void evaluate_approval(std::string_view rule, ParameterId id, const Question& question, Outcomes& outcomes) {
    Draft draft{question, rule, {}, "procedure"};
    draft.set_unit("level");
    const Approval* approval = draft.parameter<Approval>(id);
    if (approval == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    std::string level = approval->level;
    if (approval->townships && approval->townships->level != level) {
        const std::string* township =
            draft.need(question.facts.household.township_code, "household.township_code", AskWhom::county);
        if (approval->townships->codes.empty()) {
            draft.leave_open("township_names_without_codes");
        } else if (township != nullptr && std::ranges::any_of(approval->townships->codes, [&](const std::string& code) {
                       return township->starts_with(code);
                   })) {
            level = approval->townships->level;
        }
        if (draft.is_open()) {
            draft.keep_readings();
            draft.add_reading("otherwise", Verdict{approval->level});
            draft.add_reading("in_named_townships", Verdict{approval->townships->level});
        }
    }
    outcomes.push_back(draft.is_open() ? std::move(draft).finish() : std::move(draft).finish(Verdict{level}));
}

void evaluate_approval_dibao(const Question& q, Outcomes& o) {
    evaluate_approval("approval_level", kApprovalDibao, q, o);
}
void evaluate_approval_small(const Question& q, Outcomes& o) {
    evaluate_approval("approval_level_small_temp_aid", kApprovalSmall, q, o);
}

void evaluate_relatives(const Question& question, Outcomes& outcomes) {
    if (question.facts.coi.relation.state() == AnswerState::not_asked) {
        return;
    }
    Draft draft{question, "relatives_filing", {}, "coi"};
    draft.set_unit("verdict");
    const Code* relation = draft.find(question.facts.coi.relation, "coi.relation");
    const bool* filing = draft.parameter<bool>(kRelatives);
    if (filing == nullptr) {
        draft.remark("record_only");
        const Switch* second = question.pack.find_switch("relatives_second_visitor");
        if (second != nullptr && second->value == "yes") {
            draft.remark("county_requires_second_visitor");
        }
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    if (relation == nullptr) {
        (void)draft.need(question.facts.coi.relation, "coi.relation");
    }
    if (relation != nullptr && *relation == "none") {
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    if (relation != nullptr && *relation == "other") {
        draft.leave_open("near_relative");  // the document speaks of near relatives, and names no degree
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const std::string second = draft.reading("relatives_second_visitor");
    if (second == "yes") {
        draft.remark("second_visitor");
    }
    outcomes.push_back(std::move(draft).finish(Verdict{"open_filing"}));
}

// --- The end of support ----------------------------------------------------------------------------------------------

// Somebody supported as tekun has died: whether the end of the support is put up for everybody to read.
void evaluate_termination(const Question& question, Outcomes& outcomes) {
    for (const Change& change : question.facts.change) {
        const auto& members = question.facts.member;
        const auto who =
            std::ranges::find_if(members, [&](const Member& member) { return change.member_id.is(member.member_id); });
        const Member* member = who == members.end() ? nullptr : &*who;
        if (!change.kind.is("death") || peek_programme(question.facts, member, "tekun") == Truth::no) {
            continue;
        }
        Draft draft{question, "tekun_termination", {}, member == nullptr ? "change" : member_path(*member)};
        draft.set_unit("verdict");
        (void)draft.find(change.kind, "change.kind");
        const bool* notice = draft.parameter<bool>(kTekunNotice);
        if (notice == nullptr) {
            outcomes.push_back(std::move(draft).finish());
        } else if (holds_programme(draft, member, "tekun") == Truth::no) {
            outcomes.push_back(std::move(draft).not_applying());
        } else {
            outcomes.push_back(std::move(draft).finish(Verdict{*notice ? "end_with_notice" : "end_without_notice"}));
        }
    }
}

// --- Lists pushed by the county ----------------------------------------------------------------------------------

void evaluate_tasks(const Question& question, Outcomes& outcomes) {
    const auto& tasks = question.facts.task;
    if (tasks.empty()) {
        return;
    }
    std::int64_t done = 0;
    bool all_known = true;
    for (const Task& task : tasks) {
        all_known = all_known && !task.result.is_disputed();
        done += task.result.is_answered() && !task.result.is("not_found") ? 1 : 0;
    }
    Draft draft{question, "task_completion", {}, "task"};
    draft.set_unit("percent");
    if (draft.parameter<std::vector<std::string>>(kSuspectSources) == nullptr) {
        draft.remark("county_task_without_local_clause");
    }
    if (!all_known) {
        draft.dispute("task.result");
    }
    draft.note_input("task", std::to_string(tasks.size()));
    draft.note_input("task.completed", std::to_string(done));
    const auto total = static_cast<std::int64_t>(tasks.size());
    const auto share = draft.take(Ratio::of(done, total));
    draft.add_reading("completed", done);
    draft.add_reading("open", total - done);
    outcomes.push_back(std::move(draft).finish(share ? Figure{*share} : Figure{}));
}

// --- Notices -----------------------------------------------------------------------------------------------------

void evaluate_notice(const Question& question, Outcomes& outcomes) {
    const auto& rows = question.facts.notice_row;
    if (rows.empty()) {
        return;
    }
    Draft draft{question, "notice_rows", {}, "notice"};
    draft.set_unit("rows");
    const auto* allowed = draft.parameter<std::vector<std::string>>(kNoticeFields);
    if (allowed == nullptr) {
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const bool children = draft.reading("notice_children_names") == "yes";
    std::int64_t printed = 0;
    std::vector<std::string> rejected;
    for (std::size_t index = 0; index < rows.size(); ++index) {
        const NoticeRow& row = rows[index];
        // Nobody knows what an unknown choice would print.
        if (row.fields.state() != AnswerState::none) {
            (void)draft.need(row.fields, row_path("notice_row", index, "fields"), AskWhom::township);
        }
        for (const std::string& field : row.fields.is_answered() ? *row.fields.find() : CodeSet{}) {
            if (!contains(*allowed, field) && !contains(rejected, field)) {
                rejected.push_back(field);
            }
        }
        // A child or a person in safety mode is withheld, and so is anyone of whom that is not known.
        const bool safe = row.safety_mode.is(YesNo::no);
        const bool adult = row.is_child.is(YesNo::no) || (children && row.is_child.is(YesNo::yes));
        printed += safe && adult ? 1 : 0;
        const bool is_repeated =
            row.member_id.is_answered() &&
            std::ranges::any_of(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(index),
                                [&](const NoticeRow& before) { return before.member_id.is(*row.member_id.find()); });
        if (is_repeated || row.is_child.is_disputed() || row.member_id.is_disputed()) {
            draft.dispute(row_path("notice_row", index));
        }
        if (!row.safety_mode.is_answered() || !row.is_child.is_answered()) {
            draft.leave_open("row_withheld_until_known");
        }
    }
    draft.add_reading("withheld", static_cast<std::int64_t>(rows.size()) - printed);
    if (!rejected.empty()) {
        draft.add_reading("rejected_fields", rejected);
    }
    if (!draft.raw(kNoticeDays).is_stated()) {
        draft.remark("end_date_not_stated");
    }
    outcomes.push_back(std::move(draft).finish(printed));
}

}  // namespace

std::vector<Rule> procedure_rules() {
    return {
        {"appraisal_waiver", "", {kAppraisal}, evaluate_appraisal},
        {"home_survey_waiver", "", {kHomeSurvey}, evaluate_survey},
        {"proof_waiver", "", {kProof}, evaluate_proof},
        {"approval_level", "", {kApprovalDibao}, evaluate_approval_dibao},
        {"approval_level_small_temp_aid", "", {kApprovalSmall}, evaluate_approval_small},
        {"relatives_filing", "", {kRelatives}, evaluate_relatives},
        {"tekun_termination", "", {kTekunNotice}, evaluate_termination},
        {"task_completion", "", {kSuspectSources}, evaluate_tasks},
        {"notice_rows", "", {kNoticeFields, kNoticeDays}, evaluate_notice},
    };
}

}  // namespace daohu::policy
