// SPDX-License-Identifier: Apache-2.0
#pragma once

// How a rule arrives at its outcome: whatever it looks at goes through here, so that no outcome can rest on something
// it does not name. For the rules of this room; one thread a draft.

#include "core/base/date.hpp"
#include "core/base/result.hpp"
#include "core/policy/facts.hpp"
#include "core/policy/outcome.hpp"
#include "core/policy/pack.hpp"
#include "core/policy/standards.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace daohu::policy {

// What a rule is asked about. All of it outlives the rule.
struct Question {
    const Pack& pack;
    const Standards& standards;
    const Facts& facts;
    Date on;
};

[[nodiscard]] std::string describe(const std::string& value);
[[nodiscard]] std::string describe(std::int64_t value);
[[nodiscard]] std::string describe(Fen value);
[[nodiscard]] std::string describe(Date value);
[[nodiscard]] std::string describe(const PartialDate& value);
[[nodiscard]] std::string describe(WallTime value);
[[nodiscard]] std::string describe(YesNo value);
[[nodiscard]] std::string describe(const std::vector<std::string>& value);
// How many rows there are.
template <class T>
[[nodiscard]] std::string describe(const std::vector<T>& rows) {
    return std::to_string(rows.size());
}

class Draft {
public:
    Draft(const Question& question, std::string_view rule, std::string_view formula, std::string subject);

    // --- What the document says ---

    // Cites the parameter. Null, and the outcome is "not stated", when the document has no value and no reading is
    // assumed.
    template <class T>
    const T* parameter(ParameterId id) {
        const Parameter& found = cite(id);
        if (const T* value = std::get_if<T>(&found.value)) {
            return value;
        }
        if (!found.is_stated() && found.assumed) {
            if (const T* value = std::get_if<T>(&found.assumed->value)) {
                assume(found.assumed->ambiguity);
                return value;
            }
        }
        m_not_stated = true;
        return nullptr;
    }
    // Cites it where it is stated, and says nothing where it is not.
    template <class T>
    const T* find_parameter(ParameterId id) {
        const Parameter& found = raw(id);
        const bool usable = found.is_in_force(m_question.on) && std::holds_alternative<T>(found.value);
        return usable ? parameter<T>(id) : nullptr;
    }
    [[nodiscard]] const Parameter& raw(ParameterId id) const { return m_question.pack.parameter(id, m_question.on); }
    // The reading chosen by the pack, or assumed (and then marked); empty when nobody chose.
    std::string reading(std::string_view switch_id);

    // --- Published figures ---

    // Null, and the outcome lacks an input, when there is none for the place and day.
    const Fen* standard(std::string_view kind);

    // --- Facts ---

    // Null, and the outcome lacks an input (or is disputed), when it is not answered.
    template <class T>
    const T* need(const Known<T>& fact, std::string_view path, AskWhom ask = AskWhom::family) {
        if (const T* value = find(fact, path)) {
            return value;
        }
        if (!fact.is_disputed()) {
            miss(path, fact.state(), ask);
        }
        return nullptr;
    }
    // Notes the fact where it is answered. A disputed one makes the outcome disputed.
    template <class T>
    const T* find(const Known<T>& fact, std::string_view path) {
        if (fact.is_disputed()) {
            dispute(path);
            return nullptr;
        }
        const T* value = fact.find();
        if (value != nullptr) {
            note_input(path, describe(*value));
        }
        return value;
    }
    // The fact where it was asked at all: an answer of "unknown" is missing, a question never put is null without more.
    template <class T>
    const T* find_asked(const Known<T>& fact, std::string_view path, AskWhom ask = AskWhom::family) {
        return fact.state() == AnswerState::not_asked ? nullptr : need(fact, path, ask);
    }
    void note_input(std::string_view path, std::string value);
    void miss(std::string_view path, AnswerState state = AnswerState::not_asked, AskWhom ask = AskWhom::family);
    void dispute(std::string_view path);
    // Passes `truth` on and remembers a boundary.
    Truth settle(Truth truth);

    // --- Judgement ---

    void assume(std::string_view ambiguity);
    // The document leaves this open, and the facts fall on it.
    void leave_open(std::string_view word);
    void remark(std::string_view code);
    void add_reading(std::string id, Figure figure);
    // What was read stands although an answer is missing: a choice between readings, or the day that a clock runs to.
    // Otherwise no part of a figure is shown while the rest is unknown.
    void keep_readings() { m_keeps_readings = true; }
    void set_unit(std::string_view unit) { m_outcome.unit = unit; }
    // Where arithmetic failed (an amount beyond 64 bits): the outcome names it and has no figure.
    void fail_arithmetic(const Error& error);
    // The value, or nothing after fail_arithmetic().
    template <class T>
    std::optional<T> take(const Result<T>& result) {
        if (!result) {
            fail_arithmetic(result.error());
            return std::nullopt;
        }
        return *result;
    }
    // The document has a rule, and none for this case.
    void mark_not_stated(std::string_view remark_code);
    // Says that it is this document that is silent, where no parameter stands for the question.
    void cite_document();
    // Cites what no parameter stands for: a card's clause or a calendar item's.
    void cite_clause(std::string_view owner, std::string_view document, std::string_view clause);
    // Worth asking, though the outcome does not wait for it.
    void also_ask(std::string_view path, AnswerState state, AskWhom ask = AskWhom::family);

    [[nodiscard]] bool is_stopped() const { return m_not_stated || m_disputed || !m_outcome.missing.empty(); }
    [[nodiscard]] bool is_open() const { return m_open; }
    [[nodiscard]] bool is_not_stated() const { return m_not_stated; }
    [[nodiscard]] const Question& question() const { return m_question; }

    // The outcome with this figure, unless what was met on the way forbids one.
    [[nodiscard]] Outcome finish(Figure figure = {}) &&;
    // A settled "no": what else is missing or open would not change it. Disputed facts still forbid it.
    [[nodiscard]] Outcome settled_no(Figure figure) &&;
    // The rule is not for this subject.
    [[nodiscard]] Outcome not_applying() &&;

private:
    const Parameter& cite(ParameterId id);

    const Question& m_question;
    Outcome m_outcome;
    bool m_not_stated = false;
    bool m_disputed = false;
    bool m_open = false;
    bool m_keeps_readings = false;
};

}  // namespace daohu::policy
