// SPDX-License-Identifier: Apache-2.0
//
// The rows of repeats: put in, taken out and put back, hidden by a count that fell.

#include "core/form/fill/instance.hpp"

#include <algorithm>

namespace daohu::form {

NodeId Instance::place_for_row(std::uint32_t repeat, NodeId parent, std::uint32_t position) const {
    const SchemaNode& description = schema()[m_form->repeats()[repeat].node];
    const std::uint32_t count = row_count(repeat, parent);
    if (position != 0 && position <= count) {
        return row_at(repeat, parent, position);
    }
    if (count > 0) {
        return m_tree.next_sibling(row_at(repeat, parent, count));
    }
    // The first row stands where the form's document has it among the other nodes.
    for (NodeId node = m_tree.first_child(parent); node != NodeId::none; node = m_tree.next_sibling(node)) {
        if (schema_of(node) != SchemaId::none && described(node).order > description.order) {
            return node;
        }
    }
    return NodeId::none;
}

NodeId Instance::spare_row(std::uint32_t repeat) {
    const auto [found, is_new] = m_spare_rows.try_emplace(repeat, NodeId::none);
    if (is_new) {
        found->second = m_tree.copy_subtree(m_form->prototype(), m_form->repeats()[repeat].row_template);
        m_nodes.resize(m_tree.id_limit());
    }
    return found->second;
}

SpareRow::SpareRow(Instance& instance, std::uint32_t repeat, NodeId parent)
    : m_instance{instance}, m_node{instance.spare_row(repeat)} {
    m_instance.tree().attach(m_node, parent);
}

SpareRow::~SpareRow() { m_instance.tree().detach(m_node); }

NodeId Instance::insert_row(std::uint32_t repeat, NodeId parent, std::uint32_t position, std::uint32_t number) {
    const NodeId row = m_tree.copy_subtree(m_form->prototype(), m_form->repeats()[repeat].row_template);
    m_tree.attach(row, parent, place_for_row(repeat, parent, position));
    m_nodes.resize(m_tree.id_limit());
    add_subtree(row, number);
    m_next_row = std::max(m_next_row, number);
    return row;
}

void Instance::take_row_out(std::uint32_t number) {
    Row& taken = m_rows.at(number);
    taken.is_present = false;
    mark_subtree(taken.node, false);
    m_tree.detach(taken.node);
    if (taken.was_hidden) {
        note_hidden(number);
    }
}

void Instance::note_hidden(std::uint32_t number) {
    Row& hidden = m_rows.at(number);
    hidden.was_hidden = true;
    m_hidden_rows.emplace(hidden.repeat, hidden.parent, number);
}

std::uint32_t Instance::first_hidden_row(std::uint32_t repeat, NodeId parent) const {
    const auto found = m_hidden_rows.lower_bound({repeat, parent, 0});
    const bool is_one = found != m_hidden_rows.end() && std::get<0>(*found) == repeat && std::get<1>(*found) == parent;
    return is_one ? std::get<2>(*found) : 0;
}

void Instance::put_row_back(std::uint32_t number, std::uint32_t position) {
    Row& back = m_rows.at(number);
    back.is_present = true;
    back.removal_reason.clear();
    m_hidden_rows.erase({back.repeat, back.parent, number});
    m_tree.attach(back.node, back.parent, place_for_row(back.repeat, back.parent, position));
    mark_subtree(back.node, true);
}

std::uint32_t Instance::row_number(NodeId row) const {
    const auto found = m_row_numbers.find(index(row));
    return found == m_row_numbers.end() ? 0 : found->second;
}

std::uint32_t Instance::row_count(std::uint32_t repeat, NodeId parent) const {
    return m_tree.count_named(parent, schema()[m_form->repeats()[repeat].node].name);
}

NodeId Instance::row_at(std::uint32_t repeat, NodeId parent, std::uint32_t position) const {
    const NameId name = schema()[m_form->repeats()[repeat].node].name;
    if (position == row_count(repeat, parent)) {
        // The usual question is for the last one.
        for (NodeId node = m_tree.last_child(parent); node != NodeId::none; node = m_tree.previous_sibling(node)) {
            if (m_tree.name(node) == name) {
                return node;
            }
        }
    }
    NodeId row = m_tree.find_child(parent, name);
    for (std::uint32_t i = 1; i < position && row != NodeId::none; ++i) {
        row = m_tree.next_named(row);
    }
    return row;
}

std::size_t Instance::values_of_row(std::uint32_t repeat) const {
    const SchemaId node = m_form->repeats()[repeat].node;
    std::size_t count = 0;
    for (std::uint32_t i = index(node); i <= index(schema()[node].last_below); ++i) {
        count += schema()[SchemaId{i}].is_leaf ? 1U : 0U;
    }
    return count;
}

}  // namespace daohu::form
