// SPDX-License-Identifier: Apache-2.0
#pragma once

// What several rules ask of the facts. For the rules of this room; a thread each.

#include "core/base/age.hpp"
#include "core/policy/draft.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

inline constexpr std::string_view kHousehold = "household";
inline constexpr std::string_view kTownship = "township";
inline constexpr std::string_view kUrbanStandard = "dibao_urban_month";
inline constexpr std::string_view kRuralStandard = "dibao_rural_month";

// "member[m1]", "member[m1].birth_date", "review[0]".
[[nodiscard]] std::string member_path(const Member& member);
[[nodiscard]] std::string member_path(const Member& member, std::string_view field);
[[nodiscard]] std::string row_path(std::string_view dataset, std::size_t index);
[[nodiscard]] std::string row_path(std::string_view dataset, std::size_t index, std::string_view field);

[[nodiscard]] Truth to_truth(bool holds);
[[nodiscard]] bool contains(const std::vector<std::string>& list, std::string_view word);
// Answered yes or no; unknown otherwise, and then it is missing.
[[nodiscard]] Truth need_truth(Draft& draft, const Known<YesNo>& fact, std::string_view path,
                               AskWhom ask = AskWhom::family);

// Whether the person (or, with null, the household) gets the programme. Unknown is missing.
[[nodiscard]] Truth holds_programme(Draft& draft, const Member* member, std::string_view programme);
// The same, without asking: for deciding whether a question arises.
[[nodiscard]] Truth peek_programme(const Facts& facts, const Member* member, std::string_view programme);

// Members who live with the family on the day; nothing, and missing facts, when that is not known.
[[nodiscard]] std::optional<std::int64_t> count_living_together(Draft& draft);
[[nodiscard]] bool has_left(const Member& member, Date day);

// Whole years on the day. Nothing when the birth date is missing; where its precision allows several ages, the
// outcome is left open at `limit` only if the limit lies among them.
[[nodiscard]] std::optional<AgeRange> age_of(Draft& draft, const Member& member);
// Whether the person is at least that old: boundary where the birth date leaves it open.
[[nodiscard]] Truth is_at_least(Draft& draft, const Member& member, std::int64_t years);

// Whether somebody of that work_state works.
[[nodiscard]] bool is_working(std::string_view work_state);

// "urban" or "rural", from where the household lives.
[[nodiscard]] const Code* settlement(Draft& draft);
[[nodiscard]] std::string_view standard_of(std::string_view settlement);

// The six items: all alone is self, up to three not alone semi, four or more full. A national rule, not the document's.
[[nodiscard]] std::optional<std::string> suggested_care_grade(const SelfCare& selfcare);

// Passes a stated value on: yes/no, a code, codes, a number or an amount. Where words narrow it, it is for those whom
// they name: not for others, missing where that is not known, and a reading where the document leaves it open.
[[nodiscard]] Outcome state_value(const Question& question, std::string_view rule, ParameterId id,
                                  std::string_view subject);

// What a condition of the pack asks for, of a member (or of nobody) and of the procedure.
class QuestionFacts final : public ConditionFacts {
public:
    QuestionFacts(Draft& draft, const Member* member) : m_draft{draft}, m_member{member} {}
    std::optional<std::int64_t> number(std::string_view fact) override;
    std::optional<std::string> code(std::string_view fact) override;
    std::optional<bool> term(std::string_view word) override;

private:
    Draft& m_draft;
    const Member* m_member;
};

}  // namespace daohu::policy
