// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/editor.hpp"

#include <fmt/format.h>

namespace daohu::form {

namespace {

// Rows of the empty form count from 1; added ones from here, so that a newer version with more default rows does not
// take a number that a draft uses.
constexpr std::uint32_t kFirstAddedRow = 1'000'000;

[[nodiscard]] Effect effect(EffectKind kind, std::string path, std::string_view value = {}) {
    Effect made;
    made.kind = kind;
    made.path = std::move(path);
    made.value = value;
    return made;
}

}  // namespace

Editor::Editor(Instance& instance, Pending& pending, FillLimits limits)
    : m_instance{instance}, m_pending{pending}, m_limits{limits} {}

bool Editor::set_value(NodeId node, std::string_view value) {
    if (m_instance.tree().value(node) == value) {
        return false;
    }
    Step step;
    step.node = node;
    step.before = m_instance.tree().value(node);
    step.after = value;
    m_instance.set_value(node, value);
    m_pending.value_changed(node);
    m_effects.push_back(effect(EffectKind::set_value, m_instance.path(node), value));
    m_steps.push_back(std::move(step));
    return true;
}

bool Editor::set_state(NodeId node, AnswerState state) {
    if (m_instance.state(node) == state) {
        return false;
    }
    Step step;
    step.kind = EffectKind::set_state;
    step.node = node;
    step.state_before = m_instance.state(node);
    step.state_after = state;
    m_instance.set_state(node, state);
    m_pending.value_changed(node);
    Effect& made = m_effects.emplace_back(effect(EffectKind::set_state, m_instance.path(node)));
    made.state = state;
    m_steps.push_back(std::move(step));
    return true;
}

Result<void> Editor::check_room(std::size_t more_bytes) const {
    if (m_instance.value_bytes() + more_bytes > m_limits.bytes) {
        return fail(ErrorCode::form_full, fmt::format("more than {} bytes of answers", m_limits.bytes));
    }
    return {};
}

Result<NodeId> Editor::insert_row(std::uint32_t repeat, NodeId parent, std::uint32_t position) {
    if (m_instance.value_count() + m_instance.values_of_row(repeat) > m_limits.values) {
        return fail(ErrorCode::form_full, fmt::format("more than {} values", m_limits.values));
    }
    TRY(check_room(0));
    return insert_numbered_row(repeat, parent, position, std::max(kFirstAddedRow, m_instance.next_row_number()));
}

NodeId Editor::insert_numbered_row(std::uint32_t repeat, NodeId parent, std::uint32_t position, std::uint32_t number) {
    const NodeId row = m_instance.insert_row(repeat, parent, position, number);
    row_came(row);
    Step step;
    step.kind = EffectKind::insert_row;
    step.node = row;
    step.row = number;
    step.position = m_instance.tree().ordinal(row);
    m_steps.push_back(step);
    m_effects.push_back(effect(EffectKind::insert_row, m_instance.path(row)));
    m_effects.back().row = number;
    return row;
}

// A row takes over the relevance of where it is put.
void Editor::row_came(NodeId row) {
    m_instance.spread_relevance(row, [this](NodeId node) { m_pending.value_changed(node); });
    m_pending.row_came(row);
}

void Editor::remove_row(std::uint32_t number, std::string_view reason) {
    Row& row = m_instance.row(number);
    Step step;
    step.kind = EffectKind::remove_row;
    step.node = row.node;
    step.row = number;
    step.position = m_instance.tree().ordinal(row.node);
    step.after = reason;
    m_effects.push_back(effect(EffectKind::remove_row, {}, reason));
    m_effects.back().row = number;
    m_instance.take_row_out(number);
    row.removal_reason = reason;
    m_pending.row_went(row.repeat, row.parent, step.position);
    m_steps.push_back(std::move(step));
}

void Editor::restore_row(std::uint32_t number, std::uint32_t position) {
    m_instance.put_row_back(number, position);
    const Row& row = m_instance.row(number);
    row_came(row.node);
    Step step;
    step.kind = EffectKind::restore_row;
    step.node = row.node;
    step.row = number;
    step.position = m_instance.tree().ordinal(row.node);
    m_effects.push_back(effect(EffectKind::restore_row, m_instance.path(row.node)));
    m_effects.back().row = number;
    m_steps.push_back(step);
}

void Editor::link_row(std::uint32_t number, std::string_view list, std::string_view entity) {
    Row& row = m_instance.row(number);
    row.list = list;
    row.entity = entity;
    Effect& made = m_effects.emplace_back(effect(EffectKind::link_row, {}));
    made.row = number;
    made.list = list;
    made.entity = entity;
}

void Editor::keep_calculated(NodeId node, std::string_view before) {
    Step step;
    step.node = node;
    step.before = before;
    step.after = m_instance.tree().value(node);
    m_effects.push_back(effect(EffectKind::set_value, m_instance.path(node), step.after));
    m_steps.push_back(std::move(step));
}

void Editor::redo(const Step& step) {
    switch (step.kind) {
        case EffectKind::set_value: set_value(step.node, step.after); break;
        case EffectKind::set_state: set_state(step.node, step.state_after); break;
        case EffectKind::insert_row:
        case EffectKind::restore_row: restore_row(step.row, step.position); break;
        case EffectKind::remove_row: remove_row(step.row, step.after); break;
        default: break;
    }
}

void Editor::undo(const Step& step) {
    switch (step.kind) {
        case EffectKind::set_value: set_value(step.node, step.before); break;
        case EffectKind::set_state: set_state(step.node, step.state_before); break;
        case EffectKind::insert_row:
        case EffectKind::restore_row: remove_row(step.row, {}); break;
        case EffectKind::remove_row: restore_row(step.row, step.position); break;
        default: break;
    }
}

}  // namespace daohu::form
