// SPDX-License-Identifier: Apache-2.0
#include "core/policy/rule_scope.hpp"

#include "core/policy/rule_support.hpp"

#include <algorithm>
#include <array>

namespace daohu::policy {
namespace {

constexpr std::array<std::string_view, 2> kExpenditureCauses{"medical_cost", "education_cost"};
// A sudden severe illness is sudden hardship wherever a document describes it; what it costs is asked apart.
constexpr std::array<std::string_view, 10> kEmergencyCauses{"sudden_illness", "accident",     "traffic",      "fire",
                                                            "disaster",       "no_food_heat", "earner_death", "runaway",
                                                            "abandoned",      "work_injury"};
constexpr std::array<std::string_view, 4> kNamedRecipients{"dibao", "tekun", "orphan", "unsupported_child"};
constexpr std::string_view kExpenditureType = "expenditure_type";

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

// What the township said of the word, of the household.
std::optional<Truth> said_of_household(Draft& draft, std::string_view word) {
    const auto said = draft.question().facts.household.terms.find(word);
    if (said == draft.question().facts.household.terms.end() || !said->second.is_answered()) {
        return std::nullopt;
    }
    QuestionFacts question{draft, nullptr};
    const auto answer = question.term(word);
    return answer ? std::optional{to_truth(*answer)} : std::nullopt;
}

Truth leave_open(Draft& draft, std::string_view word) {
    draft.leave_open(word);
    return Truth::boundary;
}

Truth is_outsider(Draft& draft) {
    const OutsiderConditions& conditions = draft.question().facts.discovery.outsider_conditions;
    return all_of(need_truth(draft, conditions.non_local, "discovery.outsider_conditions.non_local"),
                  need_truth(draft, conditions.working_here, "discovery.outsider_conditions.working_here"));
}

Truth lives_in(Draft& draft, std::string_view kind) {
    const Code* lives = settlement(draft);
    return lives == nullptr ? Truth::unknown : to_truth(*lives == kind);
}

Truth holds_word(Draft& draft, std::string_view word, const Member* member) {
    if (word == "rural" || word == "urban") {
        return lives_in(draft, word);
    }
    if (word == "tekun" || word == "dibao" || word == "orphan") {
        return holds_programme(draft, member, word);
    }
    if (word == "registered_poor") {
        return need_truth(draft, draft.question().facts.household.formerly_registered_poor,
                          "household.formerly_registered_poor");
    }
    if (word == "outsider") {
        return is_outsider(draft);
    }
    if (word == "aid_recipient") {
        return is_aid_recipient(draft, member);
    }
    if (word == "dibao_or_tekun") {
        return any_of(holds_programme(draft, member, "dibao"), holds_programme(draft, member, "tekun"));
    }
    if (word == kExpenditureType) {
        return is_expenditure_type(draft);
    }
    if (word == "emergency_type") {
        return is_emergency_type(draft);
    }
    if (word == "pending_application") {
        return leave_open(draft, word);  // the facts hold no applications: the township sees which are pending
    }
    return Truth::yes;
}

}  // namespace

std::optional<CodeSet> causes_of(Draft& draft) {
    const Facts& facts = draft.question().facts;
    if (facts.temp_aid.hardship_kinds.state() != AnswerState::not_asked) {
        const CodeSet* causes = draft.need(facts.temp_aid.hardship_kinds, "temp_aid.hardship_kinds");
        return causes == nullptr ? std::nullopt : std::optional{*causes};
    }
    if (facts.discovery.hardship_kinds.state() != AnswerState::not_asked) {
        const CodeSet* causes = draft.need(facts.discovery.hardship_kinds, "discovery.hardship_kinds");
        return causes == nullptr ? std::nullopt : std::optional{*causes};
    }
    if (const auto* expenses = facts.expense.find(); expenses != nullptr && !expenses->empty()) {
        CodeSet causes;
        for (std::size_t index = 0; index < expenses->size(); ++index) {
            const Code* kind = draft.need((*expenses)[index].kind, row_path("expense", index, "kind"));
            if (kind != nullptr && *kind == "medical") {
                causes.emplace_back("medical_cost");
            } else if (kind != nullptr && *kind == "education") {
                causes.emplace_back("education_cost");
            }
        }
        return causes;
    }
    (void)draft.need(facts.temp_aid.hardship_kinds, "temp_aid.hardship_kinds");
    return std::nullopt;
}

Truth is_expenditure_type(Draft& draft) {
    if (const auto said = said_of_household(draft, kExpenditureType)) {
        return *said;
    }
    const auto causes = causes_of(draft);
    if (!causes) {
        return Truth::unknown;
    }
    if (std::ranges::any_of(*causes, [](const Code& cause) { return is_one_of(kExpenditureCauses, cause); })) {
        return Truth::yes;
    }
    const bool sudden_only = !causes->empty() && std::ranges::all_of(*causes, [](const Code& cause) {
        return is_one_of(kEmergencyCauses, cause) && cause != "sudden_illness";
    });
    return sudden_only ? Truth::no : leave_open(draft, kExpenditureType);
}

Truth is_emergency_type(Draft& draft) {
    const auto causes = causes_of(draft);
    if (!causes) {
        return Truth::unknown;
    }
    if (std::ranges::any_of(*causes, [](const Code& cause) { return is_one_of(kEmergencyCauses, cause); })) {
        return Truth::yes;
    }
    const bool costs_only = !causes->empty() && std::ranges::all_of(*causes, [](const Code& cause) {
        return is_one_of(kExpenditureCauses, cause);
    });
    return costs_only ? Truth::no : leave_open(draft, "emergency_type");
}

Truth is_aid_recipient(Draft& draft, const Member* member) {
    const Facts& facts = draft.question().facts;
    for (const std::string_view programme : kNamedRecipients) {
        if (peek_programme(facts, member, programme) == Truth::yes) {
            draft.note_input("programme", std::string{programme});
            return Truth::yes;
        }
    }
    if (holds_programme(draft, member, "dibao") == Truth::unknown) {
        return Truth::unknown;
    }
    return leave_open(draft, "aid_recipient");
}

Truth is_in_scope(Draft& draft, const Parameter& parameter, const Member* member) {
    Truth all = Truth::yes;
    for (const std::string& word : parameter.only_for) {
        all = all_of(all, holds_word(draft, word, member));
    }
    return all;
}

}  // namespace daohu::policy
