// SPDX-License-Identifier: Apache-2.0
#pragma once

// Conditions of a pack: a small tree of all, any, not, compare and undefined words, under a logic that knows
// "unknown" and "the document leaves it open". Values; any thread.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

// How a fact or figure stands to a limit. `from` and `to` are bounds of which the document does not say whether they
// are included.
enum class Comparison : std::uint8_t { at_least, above, at_most, below, exactly, from, to };
[[nodiscard]] std::string_view name(Comparison comparison);
[[nodiscard]] std::optional<Comparison> find_comparison(std::string_view text);

// What a condition comes to. `boundary`: the facts are known and the document does not decide them.
enum class Truth : std::uint8_t { no, yes, unknown, boundary };
[[nodiscard]] std::string_view name(Truth truth);

[[nodiscard]] Truth negate(Truth truth);
// No beats everything, then unknown, then boundary.
[[nodiscard]] Truth all_of(Truth a, Truth b);
// Yes beats everything, then unknown, then boundary.
[[nodiscard]] Truth any_of(Truth a, Truth b);

// Where `value` stands to `limit`: yes, no, or boundary on a bound that may or may not be included.
template <class T>
[[nodiscard]] Truth compare(const T& value, Comparison comparison, const T& limit) {
    const auto truth = [](bool holds) { return holds ? Truth::yes : Truth::no; };
    switch (comparison) {
        case Comparison::at_least: return truth(value >= limit);
        case Comparison::above: return truth(value > limit);
        case Comparison::at_most: return truth(value <= limit);
        case Comparison::below: return truth(value < limit);
        case Comparison::exactly: return truth(value == limit);
        case Comparison::from: return value == limit ? Truth::boundary : truth(value > limit);
        case Comparison::to: return value == limit ? Truth::boundary : truth(value < limit);
    }
    return Truth::unknown;
}

struct Condition {
    enum class Kind : std::uint8_t { all, any, negation, number, one_of, undefined };

    Kind kind = Kind::all;
    std::vector<Condition> parts;                 // all, any, negation (one)
    std::string word;                             // the fact, or the undefined word
    Comparison comparison = Comparison::exactly;  // number
    std::int64_t limit = 0;                       // number
    std::vector<std::string> codes;               // one_of

    friend bool operator==(const Condition&, const Condition&) = default;
};

// Answers what a condition asks. Unknown facts and open words are remembered by whoever answers.
class ConditionFacts {
public:
    virtual ~ConditionFacts() = default;
    // Nothing: not known.
    virtual std::optional<std::int64_t> number(std::string_view fact) = 0;
    virtual std::optional<std::string> code(std::string_view fact) = 0;
    // What the township says of an undefined word; nothing: it has not said.
    virtual std::optional<bool> term(std::string_view word) = 0;
};

// Reads every part even when the outcome is settled, so that the caller can name all that is missing.
[[nodiscard]] Truth evaluate(const Condition& condition, ConditionFacts& facts);

// What a condition may ask for, each with what it is: a condition that names anything else is a fault of the pack.
[[nodiscard]] bool is_number_fact(std::string_view fact);
[[nodiscard]] bool is_code_fact(std::string_view fact);
[[nodiscard]] std::span<const std::string_view> undefined_words();
[[nodiscard]] bool is_undefined_word(std::string_view word);

}  // namespace daohu::policy
