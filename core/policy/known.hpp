// SPDX-License-Identifier: Apache-2.0
#pragma once

// Known<T>: an answer, or why there is none. A blank is never "no" and a refused answer never counts against a
// family, so a rule has to say what it does when it does not know. Values; any thread.

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace daohu::policy {

enum class AnswerState : std::uint8_t {
    answered,
    none,            // asked, and there is nothing of the kind
    unknown,         // asked, and nobody knows
    refused,         // asked, and not told
    not_asked,       // nobody asked yet
    not_applicable,  // the question does not arise
    disputed,        // two records differ and nobody has settled which is right, or facts contradict each other
};

// "answered", "none", ... as in the data dictionary.
[[nodiscard]] std::string_view name(AnswerState state);
[[nodiscard]] std::optional<AnswerState> find_answer_state(std::string_view text);

template <class T>
class Known {
public:
    // Not asked.
    Known() = default;
    Known(T value) : m_value{std::move(value)}, m_state{AnswerState::answered} {}
    [[nodiscard]] static Known without_answer(AnswerState state) {
        Known result;
        result.m_state = state;
        return result;
    }

    [[nodiscard]] AnswerState state() const { return m_state; }
    [[nodiscard]] bool is_answered() const { return m_state == AnswerState::answered; }
    [[nodiscard]] bool is_disputed() const { return m_state == AnswerState::disputed; }
    // Null unless answered: what a disputed record shows meanwhile is nobody's basis for a figure.
    [[nodiscard]] const T* find() const { return is_answered() ? &*m_value : nullptr; }
    // Whether it is answered and the answer is this one.
    template <class U>
    [[nodiscard]] bool is(const U& value) const {
        return is_answered() && *m_value == value;
    }
    // From now on nobody may build on it.
    void dispute() { m_state = AnswerState::disputed; }

private:
    std::optional<T> m_value;
    AnswerState m_state = AnswerState::not_asked;
};

enum class YesNo : std::uint8_t { no, yes };

}  // namespace daohu::policy
