// SPDX-License-Identifier: Apache-2.0
#include "core/policy/condition.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace daohu::policy {
namespace {

constexpr std::array<std::string_view, 7> kComparisons{"at_least", "above", "at_most", "below",
                                                       "exactly",  "from",  "to"};
constexpr std::array<std::string_view, 4> kTruths{"no", "yes", "unknown", "boundary"};

constexpr std::array<std::string_view, 2> kNumberFacts{"disability_grade", "age"};
constexpr std::array<std::string_view, 8> kCodeFacts{"disability_kind",         "recognised_severe", "dispute_known",
                                                     "economy_clear",           "facts_clear",       "major_dispute",
                                                     "check_report_conclusive", "queryable_online"};
constexpr std::array<std::string_view, 5> kWords{"severe_disability", "severe_illness", "low_income",
                                                 "expenditure_type", "student"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

}  // namespace

std::string_view name(Comparison comparison) { return kComparisons.at(static_cast<std::size_t>(comparison)); }

std::optional<Comparison> find_comparison(std::string_view text) {
    const auto found = std::ranges::find(kComparisons, text);
    if (found == kComparisons.end()) {
        return std::nullopt;
    }
    return static_cast<Comparison>(found - kComparisons.begin());
}

std::string_view name(Truth truth) { return kTruths.at(static_cast<std::size_t>(truth)); }

Truth negate(Truth truth) {
    if (truth == Truth::yes) {
        return Truth::no;
    }
    return truth == Truth::no ? Truth::yes : truth;
}

Truth all_of(Truth a, Truth b) {
    for (const Truth decisive : {Truth::no, Truth::unknown, Truth::boundary}) {
        if (a == decisive || b == decisive) {
            return decisive;
        }
    }
    return Truth::yes;
}

Truth any_of(Truth a, Truth b) { return negate(all_of(negate(a), negate(b))); }

Truth evaluate(const Condition& condition, ConditionFacts& facts) {
    switch (condition.kind) {
        case Condition::Kind::all:
        case Condition::Kind::any: {
            const bool all = condition.kind == Condition::Kind::all;
            Truth outcome = all ? Truth::yes : Truth::no;
            for (const Condition& part : condition.parts) {
                const Truth truth = evaluate(part, facts);
                outcome = all ? all_of(outcome, truth) : any_of(outcome, truth);
            }
            return outcome;
        }
        case Condition::Kind::negation: return negate(evaluate(condition.parts.front(), facts));
        case Condition::Kind::number: {
            const auto value = facts.number(condition.word);
            return value ? compare(*value, condition.comparison, condition.limit) : Truth::unknown;
        }
        case Condition::Kind::one_of: {
            const auto code = facts.code(condition.word);
            if (!code) {
                return Truth::unknown;
            }
            return std::ranges::find(condition.codes, *code) == condition.codes.end() ? Truth::no : Truth::yes;
        }
        case Condition::Kind::undefined: {
            const auto said = facts.term(condition.word);
            if (!said) {
                return Truth::boundary;
            }
            return *said ? Truth::yes : Truth::no;
        }
    }
    return Truth::unknown;
}

bool is_number_fact(std::string_view fact) { return contains(kNumberFacts, fact); }
bool is_code_fact(std::string_view fact) { return contains(kCodeFacts, fact); }
std::span<const std::string_view> undefined_words() { return kWords; }
bool is_undefined_word(std::string_view word) { return contains(kWords, word); }

}  // namespace daohu::policy
