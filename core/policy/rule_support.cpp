// SPDX-License-Identifier: Apache-2.0
#include "core/policy/rule_support.hpp"

#include "core/base/check.hpp"
#include "core/policy/rule_scope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace daohu::policy {
namespace {

const Known<YesNo>* find_term(const Terms& terms, std::string_view word) {
    const auto found = terms.find(word);
    return found == terms.end() ? nullptr : &found->second;
}

Truth find_in(const Known<CodeSet>& programmes, std::string_view programme) {
    const CodeSet* set = programmes.find();
    return set == nullptr ? Truth::unknown : to_truth(contains(*set, programme));
}

// "member[m1].birth_date". Put together by hand: thousands are made for every county's day.
std::string path_of(std::string_view dataset, std::string_view which, std::string_view field) {
    std::string path;
    path.reserve(dataset.size() + which.size() + field.size() + 3);
    path.append(dataset).append(1, '[').append(which).append(1, ']');
    if (!field.empty()) {
        path.append(1, '.').append(field);
    }
    return path;
}

}  // namespace

std::string member_path(const Member& member) { return path_of("member", member.member_id, {}); }
std::string member_path(const Member& member, std::string_view field) {
    return path_of("member", member.member_id, field);
}
std::string row_path(std::string_view dataset, std::size_t index) { return row_path(dataset, index, {}); }
std::string row_path(std::string_view dataset, std::size_t index, std::string_view field) {
    return path_of(dataset, fmt::format_int{index}.c_str(), field);
}

Truth to_truth(bool holds) { return holds ? Truth::yes : Truth::no; }

bool contains(const std::vector<std::string>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

Truth need_truth(Draft& draft, const Known<YesNo>& fact, std::string_view path, AskWhom ask) {
    const YesNo* answer = draft.need(fact, path, ask);
    return answer == nullptr ? Truth::unknown : to_truth(*answer == YesNo::yes);
}

Truth peek_programme(const Facts& facts, const Member* member, std::string_view programme) {
    if (member != nullptr && member->programme.is_answered()) {
        return find_in(member->programme, programme);
    }
    return find_in(facts.household.programme, programme);
}

Truth holds_programme(Draft& draft, const Member* member, std::string_view programme) {
    const Facts& facts = draft.question().facts;
    if (member != nullptr && (member->programme.is_answered() || member->programme.is_disputed())) {
        (void)draft.find(member->programme, member_path(*member, "programme"));
        return find_in(member->programme, programme);
    }
    (void)draft.need(facts.household.programme, "household.programme");
    return find_in(facts.household.programme, programme);
}

bool has_left(const Member& member, Date day) {
    const Date* death = member.death_date.find();
    const Date* left = member.left_date.find();
    return (death != nullptr && *death <= day) || (left != nullptr && *left <= day);
}

std::optional<std::int64_t> count_living_together(Draft& draft) {
    const Facts& facts = draft.question().facts;
    std::int64_t listed = 0;
    bool certain = true;
    for (const Member& member : facts.member) {
        if (member.death_date.is_disputed() || member.left_date.is_disputed()) {
            draft.dispute(member_path(member, "death_date"));
            return std::nullopt;
        }
        if (has_left(member, draft.question().on)) {
            draft.note_input(member_path(member), "left");
            continue;
        }
        if (member.living_together.is("yes")) {
            ++listed;
        } else if (!member.living_together.is("no")) {
            certain = false;
        }
    }
    const Known<std::int64_t>& written = facts.household.living_together_count;
    if (written.state() != AnswerState::not_asked) {
        const std::int64_t* count = draft.need(written, "household.living_together_count");
        if (count != nullptr && certain && !facts.member.empty() && *count > listed) {
            draft.miss("member", AnswerState::unknown);  // whose income is not known either
            return std::nullopt;
        }
        return count == nullptr ? std::nullopt : std::optional{*count};
    }
    if (!certain || facts.member.empty()) {
        for (const Member& member : facts.member) {
            if (member.living_together.is("part")) {
                draft.leave_open("part_of_the_year");
                draft.miss("household.living_together_count", AnswerState::not_asked, AskWhom::township);
            } else if (!has_left(member, draft.question().on)) {
                (void)draft.need(member.living_together, member_path(member, "living_together"));
            }
        }
        if (facts.member.empty()) {
            draft.miss("household.living_together_count");
        }
        return std::nullopt;
    }
    draft.note_input("household.living_together_count", std::to_string(listed));
    return listed;
}

std::optional<AgeRange> age_of(Draft& draft, const Member& member) {
    const PartialDate* birth = draft.need(member.birth_date, member_path(member, "birth_date"));
    if (birth == nullptr) {
        return std::nullopt;
    }
    return age_range_on(*birth, draft.question().on);
}

Truth is_at_least(Draft& draft, const Member& member, std::int64_t years) {
    const auto age = age_of(draft, member);
    if (!age) {
        return Truth::unknown;
    }
    if (age->least >= years) {
        return Truth::yes;
    }
    if (age->most < years) {
        return Truth::no;
    }
    draft.leave_open("birth_date_not_exact");
    return Truth::boundary;
}

bool is_working(std::string_view work_state) {
    constexpr std::array<std::string_view, 4> kWorking{"employed", "flexible", "self_employed", "farming"};
    return std::ranges::find(kWorking, work_state) != kWorking.end();
}

const Code* settlement(Draft& draft) {
    return draft.need(draft.question().facts.household.settlement_kind, "household.settlement_kind");
}

std::string_view standard_of(std::string_view settlement) {
    return settlement == "urban" ? kUrbanStandard : kRuralStandard;
}

std::optional<std::string> suggested_care_grade(const SelfCare& selfcare) {
    constexpr int kMostForSemi = 3;
    int not_alone = 0;
    for (const Known<Code>* item :
         {&selfcare.eat, &selfcare.dress, &selfcare.bed, &selfcare.toilet, &selfcare.walk_indoors, &selfcare.bathe}) {
        if (!item->is_answered()) {
            return std::nullopt;
        }
        not_alone += item->is("alone") ? 0 : 1;
    }
    if (not_alone == 0) {
        return "self";
    }
    return not_alone <= kMostForSemi ? "semi" : "full";
}

namespace {

// The stated value in the shape that a result has; nothing where the document has none.
Figure stated_figure(Draft& draft, ParameterId id) {
    const Parameter& stated = draft.raw(id);
    if (const bool* yes = draft.find_parameter<bool>(id)) {
        return Verdict{*yes ? "yes" : "no"};
    }
    if (const CodeValue* code = draft.find_parameter<CodeValue>(id)) {
        return Verdict{code->code};
    }
    if (const auto* set = draft.find_parameter<std::vector<std::string>>(id)) {
        return *set;
    }
    if (const auto* number = draft.find_parameter<std::int64_t>(id)) {
        draft.set_unit(name(stated.unit));
        return *number;
    }
    if (const auto* amount = draft.find_parameter<Fen>(id)) {
        draft.set_unit(name(stated.unit));
        return *amount;
    }
    if (const auto* ratio = draft.find_parameter<Ratio>(id)) {
        draft.set_unit(name(stated.unit));
        return *ratio;
    }
    (void)draft.parameter<bool>(id);
    return {};
}

}  // namespace

Outcome state_value(const Question& question, std::string_view rule, ParameterId id, std::string_view subject) {
    Draft draft{question, rule, {}, std::string{subject}};
    const Parameter& stated = draft.raw(id);
    for (const std::string& ambiguity : stated.ambiguities) {
        draft.remark(ambiguity);
    }
    for (const std::string& word : stated.only_for) {
        draft.remark("only_for_" + word);
    }
    Figure figure = stated_figure(draft, id);
    if (draft.is_not_stated()) {
        return std::move(draft).finish();
    }
    switch (is_in_scope(draft, stated, nullptr)) {
        case Truth::no: return std::move(draft).not_applying();
        case Truth::boundary: draft.add_reading("if_in_scope", std::move(figure)); return std::move(draft).finish();
        case Truth::yes:
        case Truth::unknown: break;
    }
    return std::move(draft).finish(std::move(figure));
}

std::optional<std::int64_t> QuestionFacts::number(std::string_view fact) {
    if (m_member == nullptr) {
        m_draft.miss("member");
        return std::nullopt;
    }
    if (fact == "disability_grade") {
        const std::int64_t* grade = m_draft.need(m_member->dis.grade, member_path(*m_member, "dis.grade"));
        return grade == nullptr ? std::nullopt : std::optional{*grade};
    }
    DAOHU_CHECK(fact == "age");
    const auto age = age_of(m_draft, *m_member);
    if (!age || !age->is_certain()) {
        m_draft.miss(member_path(*m_member, "birth_date"));
        return std::nullopt;
    }
    return age->least;
}

std::optional<std::string> QuestionFacts::code(std::string_view fact) {
    if (fact == "disability_kind") {
        const Code* kind =
            m_member == nullptr ? nullptr : m_draft.need(m_member->dis.kind, member_path(*m_member, "dis.kind"));
        return kind == nullptr ? std::nullopt : std::optional{*kind};
    }
    const Procedure& procedure = m_draft.question().facts.procedure;
    struct Named {
        std::string_view word;
        const Known<YesNo>* fact;
    };
    const std::array<Named, 6> named{Named{"dispute_known", &procedure.dispute_known},
                                     Named{"economy_clear", &procedure.economy_clear},
                                     Named{"facts_clear", &procedure.facts_clear},
                                     Named{"major_dispute", &procedure.major_dispute},
                                     Named{"check_report_conclusive", &procedure.check_report_conclusive},
                                     Named{"queryable_online", &procedure.queryable_online}};
    const YesNo* answer = nullptr;
    if (fact == "recognised_severe") {
        answer = m_member == nullptr
                     ? nullptr
                     : m_draft.need(m_member->med.recognised_severe, member_path(*m_member, "med.recognised_severe"));
    } else if (const auto found = std::ranges::find(named, fact, &Named::word); found != named.end()) {
        answer = m_draft.need(*found->fact, fmt::format("procedure.{}", fact), AskWhom::township);
    }
    return answer == nullptr ? std::nullopt : std::optional{describe(*answer)};
}

std::optional<bool> QuestionFacts::term(std::string_view word) {
    const Known<YesNo>* said = m_member == nullptr ? nullptr : find_term(m_member->terms, word);
    if (said == nullptr) {
        said = find_term(m_draft.question().facts.household.terms, word);
    }
    const YesNo* answer = said == nullptr ? nullptr : m_draft.find(*said, fmt::format("terms.{}", word));
    if (answer == nullptr) {
        m_draft.leave_open(word);
        return std::nullopt;
    }
    return *answer == YesNo::yes;
}

}  // namespace daohu::policy
