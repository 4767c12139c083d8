// SPDX-License-Identifier: Apache-2.0
//
// Support of the extremely poor and medical aid: F-6 care floors, F-7 basic standard, F-15 medical floor, what remains
// of medical costs.
#include "core/policy/rule_scope.hpp"
#include "core/policy/rule_support.hpp"
#include "core/policy/rules.hpp"

#include <algorithm>

namespace daohu::policy {
namespace {

constexpr ParameterId kCareFull{94};
constexpr ParameterId kCareSemi{95};
constexpr ParameterId kCareSelf{96};
constexpr ParameterId kUrbanMultiple{92};
constexpr ParameterId kRuralMultiple{93};
constexpr ParameterId kResidual{98};
constexpr ParameterId kMedicalRatio{99};
constexpr ParameterId kMedicalLimit{100};
constexpr std::string_view kMinimumWage = "min_wage_month";

// A floor rounds up to the fen.
std::optional<Fen> care_floor(Draft& draft, std::string_view grade) {
    if (grade == "self") {
        if (std::holds_alternative<Fen>(draft.raw(kCareSelf).value)) {
            return *draft.parameter<Fen>(kCareSelf);
        }
        const StandardReference* same_as = draft.parameter<StandardReference>(kCareSelf);
        const Fen* amount = same_as == nullptr ? nullptr : draft.standard(same_as->kind);
        return amount == nullptr ? std::nullopt : std::optional{*amount};
    }
    const Ratio* share = draft.parameter<Ratio>(grade == "full" ? kCareFull : kCareSemi);
    const Fen* wage = share == nullptr ? nullptr : draft.standard(kMinimumWage);
    return wage == nullptr ? std::nullopt : draft.take(floor_amount(*wage, *share));
}

void evaluate_care_table(const Question& question, Outcomes& outcomes) {
    for (const std::string_view grade : {"full", "semi", "self"}) {
        Draft draft{question, std::string{"care_floor_"}.append(grade), "F-6", "tekun"};
        draft.set_unit("yuan_per_month");
        const auto floor = care_floor(draft, grade);
        outcomes.push_back(std::move(draft).finish(floor ? Figure{*floor} : Figure{}));
    }
}

bool has_selfcare(const Member& member) {
    return member.selfcare.assessed_grade.state() != AnswerState::not_asked ||
           member.selfcare.eat.state() != AnswerState::not_asked ||
           member.selfcare.bathe.state() != AnswerState::not_asked;
}

// By the assessed grade; by the suggested one where nobody assessed, and then marked.
void evaluate_care_of_member(const Question& question, Outcomes& outcomes) {
    for (const Member& member : question.facts.member) {
        const Truth tekun = peek_programme(question.facts, &member, "tekun");
        if (has_left(member, question.on) || (tekun != Truth::yes && !has_selfcare(member))) {
            continue;
        }
        Draft draft{question, "care_floor", "F-6", member_path(member)};
        draft.set_unit("yuan_per_month");
        if (draft.parameter<Ratio>(kCareFull) == nullptr) {
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        if (holds_programme(draft, &member, "tekun") == Truth::no) {
            outcomes.push_back(std::move(draft).not_applying());
            continue;
        }
        std::string grade;
        if (const Code* assessed =
                draft.find(member.selfcare.assessed_grade, member_path(member, "selfcare.assessed_grade"))) {
            grade = *assessed;
        } else if (const auto suggested = suggested_care_grade(member.selfcare)) {
            draft.note_input(member_path(member, "selfcare"), "suggested " + *suggested);
            draft.assume("external_care_grade");
            grade = *suggested;
        } else {
            (void)draft.need(member.selfcare.assessed_grade, member_path(member, "selfcare.assessed_grade"),
                             AskWhom::township);
        }
        const auto floor = grade.empty() ? std::nullopt : care_floor(draft, grade);
        if (!grade.empty()) {
            draft.remark("grade_" + grade);
        }
        outcomes.push_back(std::move(draft).finish(floor ? Figure{*floor} : Figure{}));
    }
}

// Whether it is settled that the household and its members get no such support. Where nobody asked, the standard is
// shown as it stands.
bool nobody_is_supported(Draft& draft) {
    const Facts& facts = draft.question().facts;
    if (facts.household.programme.state() == AnswerState::not_asked) {
        return false;
    }
    const bool one_is = std::ranges::any_of(facts.member, [&](const Member& member) {
        return !has_left(member, draft.question().on) && member.programme.state() != AnswerState::not_asked &&
               peek_programme(facts, &member, "tekun") != Truth::no;
    });
    return !one_is && holds_programme(draft, nullptr, "tekun") == Truth::no;
}

void evaluate_basic(const Question& question, Outcomes& outcomes) {
    Draft draft{question, "tekun_basic_floor", "F-7", std::string{kHousehold}};
    draft.set_unit("yuan_per_month");
    if (!draft.raw(kUrbanMultiple).is_stated() && !draft.raw(kRuralMultiple).is_stated()) {
        (void)draft.parameter<Ratio>(kUrbanMultiple);
        (void)draft.parameter<Ratio>(kRuralMultiple);
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    if (nobody_is_supported(draft)) {
        (void)draft.find_parameter<Ratio>(kUrbanMultiple);
        (void)draft.find_parameter<Ratio>(kRuralMultiple);
        outcomes.push_back(std::move(draft).not_applying());
        return;
    }
    const Code* kind = settlement(draft);
    if (kind == nullptr) {
        (void)draft.find_parameter<Ratio>(kUrbanMultiple);
        (void)draft.find_parameter<Ratio>(kRuralMultiple);
        outcomes.push_back(std::move(draft).finish());
        return;
    }
    const Ratio* multiple = draft.parameter<Ratio>(*kind == "urban" ? kUrbanMultiple : kRuralMultiple);
    const Fen* standard = multiple == nullptr ? nullptr : draft.standard(standard_of(*kind));
    const auto floor = standard == nullptr ? std::nullopt : draft.take(floor_amount(*standard, *multiple));
    outcomes.push_back(std::move(draft).finish(floor ? Figure{*floor} : Figure{}));
}

// --- Medical aid -------------------------------------------------------------------------------------------------

// Whose bill it is; null for the household. Where the members are not alike, it has to be said.
const Member* patient(Draft& draft, const Expense& expense, std::size_t index) {
    const Facts& facts = draft.question().facts;
    const std::string path = row_path("expense", index, "member_id");
    const bool differ = std::ranges::any_of(facts.member, [](const Member& member) {
        return member.programme.state() != AnswerState::not_asked ||
               member.identity_marks.state() != AnswerState::not_asked;
    });
    if (differ && facts.member.size() == 1 && expense.member_id.state() == AnswerState::not_asked) {
        return &facts.member.front();
    }
    const std::string* id = differ ? draft.need(expense.member_id, path) : draft.find(expense.member_id, path);
    return id == nullptr ? nullptr : facts.find_member(*id);
}

// "Key recipients": recipients by programme, or as the township says; otherwise an "if".
Truth is_key_recipient(Draft& draft, const Member* member) {
    const Facts& facts = draft.question().facts;
    for (const std::string_view programme : {"dibao", "tekun", "orphan"}) {
        if (peek_programme(facts, member, programme) == Truth::yes) {
            draft.note_input("programme", std::string{programme});
            draft.assume("if_key_recipient");
            return Truth::yes;
        }
    }
    if (peek_programme(facts, member, "dibao") == Truth::no) {
        draft.leave_open("key_recipient");
        return Truth::boundary;
    }
    (void)holds_programme(draft, member, "dibao");
    return Truth::unknown;
}

// What the year's limit leaves of a floor, where a county has one.
Fen within_year(Draft& draft, Fen floor) {
    const Fen* most = draft.find_parameter<Fen>(kMedicalLimit);
    if (most == nullptr) {
        draft.remark("year_limit_not_stated");
        return floor;
    }
    const Known<std::vector<AidHeld>>& held = draft.question().facts.aid_held;
    const bool none_before = held.state() == AnswerState::none ||
                             (held.is_answered() && std::ranges::none_of(*held.find(), [](const AidHeld& one) {
                                  return !one.programme.is_answered() || one.programme.is("medical");
                              }));
    if (!none_before) {
        draft.leave_open("medical_aid_of_the_year");  // what was given before takes from the limit
    }
    if (floor > *most) {
        draft.remark("year_limit_reached");
    }
    return std::min(floor, *most);
}

// The rows of bills for an illness, and of those whose kind nobody wrote down.
std::vector<std::size_t> medical_rows(const Facts& facts) {
    std::vector<std::size_t> rows;
    const auto* expenses = facts.expense.find();
    for (std::size_t index = 0; expenses != nullptr && index < expenses->size(); ++index) {
        const Known<Code>& kind = (*expenses)[index].kind;
        if (!kind.is_answered() || kind.is("medical")) {
            rows.push_back(index);
        }
    }
    return rows;
}

void evaluate_medical(const Question& question, Outcomes& outcomes) {
    for (const std::size_t index : medical_rows(question.facts)) {
        const Expense& expense = (*question.facts.expense.find())[index];
        Draft draft{question, "medical_aid_floor", "F-15", row_path("expense", index)};
        draft.set_unit("yuan");
        const Ratio* ratio = draft.parameter<Ratio>(kMedicalRatio);
        if (ratio == nullptr) {
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        (void)draft.need(expense.kind, row_path("expense", index, "kind"));
        if (draft.raw(kMedicalRatio).is_only_for("inpatient") &&
            need_truth(draft, expense.inpatient, row_path("expense", index, "inpatient")) == Truth::no) {
            draft.remark("inpatient_only");
            outcomes.push_back(std::move(draft).not_applying());
            continue;
        }
        const Member* member = patient(draft, expense, index);
        if (draft.raw(kMedicalRatio).is_only_for("key_recipient")) {
            draft.settle(is_key_recipient(draft, member));
        }
        if (draft.raw(kMedicalRatio).is_only_for("aid_recipient")) {
            draft.settle(is_aid_recipient(draft, member));
        }
        const Fen* scope = draft.need(expense.in_policy_scope, row_path("expense", index, "in_policy_scope"));
        const auto share = scope == nullptr ? std::nullopt : draft.take(floor_amount(*scope, *ratio));
        const auto floor = share ? std::optional{within_year(draft, *share)} : std::nullopt;
        outcomes.push_back(std::move(draft).finish(floor && !draft.is_open() ? Figure{*floor} : Figure{}));
    }
}

std::optional<Fen> own_paid(Draft& draft, const Expense& expense, std::size_t index) {
    if (const Fen* own = draft.find(expense.own_paid, row_path("expense", index, "own_paid"))) {
        return *own;
    }
    const Fen* total = draft.need(expense.total, row_path("expense", index, "total"));
    const Fen* reimbursed = draft.need(expense.reimbursed, row_path("expense", index, "reimbursed"));
    return total == nullptr || reimbursed == nullptr ? std::nullopt : draft.take(total->minus(*reimbursed));
}

// Supported persons, and orphans where the document names them. A mark of an orphan settles it alone.
Truth residual_group(Draft& draft, const Member* member, bool orphans_too) {
    if (!orphans_too) {
        return holds_programme(draft, member, "tekun");
    }
    Truth orphan = Truth::no;
    if (member != nullptr && member->identity_marks.state() != AnswerState::not_asked) {
        const CodeSet* marks = member->identity_marks.find();
        if (marks != nullptr && contains(*marks, "orphan")) {
            (void)draft.find(member->identity_marks, member_path(*member, "identity_marks"));
            return Truth::yes;
        }
        if (marks == nullptr) {
            orphan = Truth::unknown;
        }
    }
    const Truth either = any_of(holds_programme(draft, member, "tekun"), holds_programme(draft, member, "orphan"));
    if (either != Truth::yes && orphan == Truth::unknown) {
        (void)draft.need(member->identity_marks, member_path(*member, "identity_marks"));
    }
    return any_of(either, orphan);
}

void evaluate_residual(const Question& question, Outcomes& outcomes) {
    for (const std::size_t index : medical_rows(question.facts)) {
        const Expense& expense = (*question.facts.expense.find())[index];
        Draft draft{question, "residual_medical_cost", {}, row_path("expense", index)};
        draft.set_unit("yuan");
        const CodeValue* who_pays = draft.parameter<CodeValue>(kResidual);
        if (who_pays == nullptr) {
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        (void)draft.need(expense.kind, row_path("expense", index, "kind"));
        const Member* member = patient(draft, expense, index);
        const bool orphans_too = draft.raw(kResidual).is_only_for("orphan");
        const Truth group = residual_group(draft, member, orphans_too);
        if (group == Truth::no && member == nullptr && draft.is_stopped()) {
            outcomes.push_back(std::move(draft).finish());  // nobody knows whose bill it is
            continue;
        }
        if (group == Truth::no) {
            draft.remark(orphans_too ? "tekun_and_orphans_only" : "tekun_only");
            outcomes.push_back(std::move(draft).not_applying());
            continue;
        }
        if (who_pays->code == "supported") {
            draft.mark_not_stated("supported_extent_not_stated");
            outcomes.push_back(std::move(draft).finish());
            continue;
        }
        const auto own = own_paid(draft, expense, index);
        const Fen* paid =
            draft.need(expense.medical_aid_paid, row_path("expense", index, "medical_aid_paid"), AskWhom::county);
        const auto rest = own && paid != nullptr ? draft.take(own->minus(*paid)) : std::nullopt;
        if (rest) {
            draft.remark("borne_by_local_finance");
        }
        outcomes.push_back(std::move(draft).finish(rest ? Figure{std::max(*rest, Fen{})} : Figure{}));
    }
}

void evaluate_premium_tekun(const Question& question, Outcomes& outcomes) {
    outcomes.push_back(state_value(question, "premium_subsidy_tekun", ParameterId{101}, "tekun"));
}

void evaluate_premium_dibao(const Question& question, Outcomes& outcomes) {
    outcomes.push_back(state_value(question, "premium_subsidy_dibao", ParameterId{102}, "dibao"));
}

}  // namespace

std::vector<Rule> care_rules() {
    return {
        {"care_floor_table", "F-6", {kCareFull, kCareSemi, kCareSelf}, evaluate_care_table},
        {"care_floor", "F-6", {kCareFull, kCareSemi, kCareSelf}, evaluate_care_of_member},
        {"tekun_basic_floor", "F-7", {kUrbanMultiple, kRuralMultiple}, evaluate_basic},
    };
}

std::vector<Rule> medical_rules() {
    return {
        {"medical_aid_floor", "F-15", {kMedicalRatio, kMedicalLimit}, evaluate_medical},
        {"residual_medical_cost", "", {kResidual}, evaluate_residual},
        {"premium_subsidy_tekun", "", {ParameterId{101}}, evaluate_premium_tekun},
        {"premium_subsidy_dibao", "", {ParameterId{102}}, evaluate_premium_dibao},
    };
}

}  // namespace daohu::policy
