// SPDX-License-Identifier: Apache-2.0
#include "core/policy/condition.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <map>

using namespace daohu::policy;

namespace {

constexpr std::array<Truth, 4> kAll{Truth::no, Truth::yes, Truth::unknown, Truth::boundary};

class FixedFacts final : public ConditionFacts {
public:
    std::map<std::string, std::int64_t, std::less<>> numbers;
    std::map<std::string, std::string, std::less<>> codes;
    std::map<std::string, bool, std::less<>> terms;

    std::optional<std::int64_t> number(std::string_view fact) override { return find(numbers, fact); }
    std::optional<std::string> code(std::string_view fact) override { return find(codes, fact); }
    std::optional<bool> term(std::string_view word) override { return find(terms, word); }

private:
    template <class T>
    static std::optional<T> find(const std::map<std::string, T, std::less<>>& in, std::string_view key) {
        const auto found = in.find(key);
        return found == in.end() ? std::nullopt : std::optional{found->second};
    }
};

Condition grade_at_most(std::int64_t limit) {
    Condition made;
    made.kind = Condition::Kind::number;
    made.word = "disability_grade";
    made.comparison = Comparison::at_most;
    made.limit = limit;
    return made;
}

}  // namespace

TEST_CASE("Condition: no beats unknown, unknown beats open, and only yes and yes is yes", "[policy]") {
    CHECK(all_of(Truth::no, Truth::unknown) == Truth::no);
    CHECK(all_of(Truth::unknown, Truth::boundary) == Truth::unknown);
    CHECK(all_of(Truth::yes, Truth::boundary) == Truth::boundary);
    CHECK(all_of(Truth::yes, Truth::yes) == Truth::yes);
    for (const Truth a : kAll) {
        for (const Truth b : kAll) {
            CHECK(all_of(a, b) == all_of(b, a));
            CHECK(any_of(a, b) == any_of(b, a));
            CHECK(negate(all_of(a, b)) == any_of(negate(a), negate(b)));
        }
    }
}

TEST_CASE("Condition: an unknown fact is never a no", "[policy]") {
    FixedFacts facts;
    CHECK(evaluate(grade_at_most(2), facts) == Truth::unknown);
    Condition negated;
    negated.kind = Condition::Kind::negation;
    negated.parts = {grade_at_most(2)};
    CHECK(evaluate(negated, facts) == Truth::unknown);
    facts.numbers["disability_grade"] = 2;
    CHECK(evaluate(negated, facts) == Truth::no);
}

TEST_CASE("Condition: a word that the document does not define stays open until the township says", "[policy]") {
    FixedFacts facts;
    Condition word;
    word.kind = Condition::Kind::undefined;
    word.word = "severe_disability";
    CHECK(evaluate(word, facts) == Truth::boundary);
    facts.terms["severe_disability"] = false;
    CHECK(evaluate(word, facts) == Truth::no);
}

TEST_CASE("Comparison: on a bound, the document's own word decides, or nobody", "[policy]") {
    CHECK(compare(500, Comparison::above, 500) == Truth::no);
    CHECK(compare(501, Comparison::above, 500) == Truth::yes);
    CHECK(compare(500, Comparison::at_least, 500) == Truth::yes);
    CHECK(compare(500, Comparison::below, 500) == Truth::no);
    CHECK(compare(500, Comparison::at_most, 500) == Truth::yes);
    CHECK(compare(500, Comparison::from, 500) == Truth::boundary);
    CHECK(compare(501, Comparison::from, 500) == Truth::yes);
    CHECK(compare(500, Comparison::to, 500) == Truth::boundary);
    CHECK(compare(501, Comparison::to, 500) == Truth::no);
}
