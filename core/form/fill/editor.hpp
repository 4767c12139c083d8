// SPDX-License-Identifier: Apache-2.0
#pragma once

// Makes the changes that cannot be calculated again (answers, states, rows), puts down what depends on them, and keeps
// what undo and the draft need. Owned by the session.

#include "core/form/fill/pending.hpp"
#include "core/form/session.hpp"

namespace daohu::form {

// One change with what it takes to go back.
struct Step {
    EffectKind kind = EffectKind::set_value;
    NodeId node = NodeId::none;
    std::string before;
    std::string after;
    AnswerState state_before = AnswerState::none;
    AnswerState state_after = AnswerState::none;
    std::uint32_t row = 0;
    std::uint32_t position = 0;  // of the row, where it is or was
};

class Editor {
public:
    Editor(Instance& instance, Pending& pending, FillLimits limits);

    // False where the value was that already.
    bool set_value(NodeId node, std::string_view value);
    bool set_state(NodeId node, AnswerState state);
    // `position` 0 is the end. form_full where the limits would be passed.
    Result<NodeId> insert_row(std::uint32_t repeat, NodeId parent, std::uint32_t position);
    // The same with the number it had, from a draft, whatever the limits.
    NodeId insert_numbered_row(std::uint32_t repeat, NodeId parent, std::uint32_t position, std::uint32_t number);
    void remove_row(std::uint32_t number, std::string_view reason);
    void restore_row(std::uint32_t number, std::uint32_t position);
    void link_row(std::uint32_t number, std::string_view list, std::string_view entity);
    // A calculated value that could not be calculated again.
    void keep_calculated(NodeId node, std::string_view before);
    void note(Effect effect) { m_effects.push_back(std::move(effect)); }

    // Makes the step again, or takes it back; recorded like any other change.
    void redo(const Step& step);
    void undo(const Step& step);

    // form_full where `more_bytes` of text would pass the limits.
    [[nodiscard]] Result<void> check_room(std::size_t more_bytes) const;
    [[nodiscard]] const FillLimits& limits() const { return m_limits; }

    [[nodiscard]] std::vector<Step> take_steps() { return std::exchange(m_steps, {}); }
    [[nodiscard]] std::vector<Effect> take_effects() { return std::exchange(m_effects, {}); }

private:
    void row_came(NodeId row);

    Instance& m_instance;
    Pending& m_pending;
    FillLimits m_limits;
    std::vector<Step> m_steps;
    std::vector<Effect> m_effects;
};

}  // namespace daohu::form
