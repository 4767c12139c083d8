// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/pending.hpp"

#include <algorithm>

namespace daohu::form {

Pending::Pending(Instance& instance)
    : m_instance{instance}, m_nodes(instance.form().graph().computations.size()), m_has_all(m_nodes.size(), false),
      m_first{static_cast<std::uint32_t>(m_nodes.size())} {}

void Pending::add(std::uint32_t computation, NodeId node) {
    const ComputationKind kind = graph().computations[computation].kind;
    auto& nodes = m_nodes[computation];
    // Few nodes hold rows by count; they have no flag of their own because several repeats may share one.
    const bool is_new = kind == ComputationKind::row_count ? std::find(nodes.begin(), nodes.end(), node) == nodes.end()
                                                           : m_instance.start_waiting(node, kind);
    if (is_new) {
        nodes.push_back(node);
        m_first = std::min(m_first, computation);
    }
}

void Pending::add_all(std::uint32_t computation) {
    if (m_has_all[computation]) {
        return;
    }
    m_has_all[computation] = true;
    for (const NodeId node : m_instance.instances(graph().computations[computation].target)) {
        if (m_instance.is_present(node)) {
            add(computation, node);
        }
    }
}

void Pending::add_below(std::uint32_t computation, NodeId apex) {
    const SchemaId target = graph().computations[computation].target;
    if (m_instance.is_single(m_instance.schema_of(apex))) {
        add_all(computation);
        return;
    }
    m_instance.for_each_below(apex, target, [&](NodeId node) {
        add(computation, node);
        return true;
    });
}

void Pending::add_dependent(const Dependent& dependent, NodeId changed) {
    if (!m_has_all[dependent.computation]) {
        add_below(dependent.computation, m_instance.ancestor_at(changed, dependent.apex_depth));
    }
}

void Pending::value_changed(NodeId node) {
    const SchemaId schema = m_instance.schema_of(node);
    for (const Dependent& dependent : graph().on_value[index(schema)]) {
        add_dependent(dependent, node);
    }
}

void Pending::add_own_computations(NodeId node) {
    const Tree& tree = m_instance.tree();
    if (const SchemaId schema = m_instance.schema_of(node); schema != SchemaId::none) {
        for (const std::uint32_t computation : graph().of_node[index(schema)]) {
            add(computation, node);
        }
    }
    for (NodeId below = tree.first_attribute(node); below != NodeId::none; below = tree.next_sibling(below)) {
        add_own_computations(below);
    }
    for (NodeId below = tree.first_child(node); below != NodeId::none; below = tree.next_sibling(below)) {
        if (tree.is_element(below)) {
            add_own_computations(below);
        }
    }
}

void Pending::rows_changed(std::uint32_t repeat, NodeId parent, std::uint32_t position) {
    // Counts, sums and paths through the rows, from outside of them.
    for (const Dependent& dependent : graph().on_rows[repeat]) {
        add_dependent(dependent, parent);
    }
    if (graph().on_position[repeat].empty()) {
        return;
    }
    NodeId row = m_instance.row_at(repeat, parent, position);
    for (; row != NodeId::none; row = m_instance.tree().next_named(row)) {
        for (const std::uint32_t computation : graph().on_position[repeat]) {
            const SchemaId target = graph().computations[computation].target;
            if (m_instance.schema().is_below(target, m_instance.schema_of(row))) {
                m_instance.for_each_below(row, target, [&](NodeId node) {
                    add(computation, node);
                    return true;
                });
            } else {
                add_all(computation);
            }
        }
    }
}

void Pending::row_came(NodeId row) {
    const std::uint32_t repeat = m_instance.described(row).repeat_index;
    add_own_computations(row);
    rows_changed(repeat, m_instance.tree().parent(row), m_instance.tree().ordinal(row));
}

void Pending::row_went(std::uint32_t repeat, NodeId parent, std::uint32_t position) {
    rows_changed(repeat, parent, position);
}

void Pending::add_everything() {
    for (std::uint32_t i = 0; i < m_nodes.size(); ++i) {
        add_all(i);
    }
}

bool Pending::take(std::uint32_t& computation, std::vector<NodeId>& nodes) {
    while (m_first < m_nodes.size() && m_nodes[m_first].empty()) {
        ++m_first;
    }
    if (m_first == m_nodes.size()) {
        return false;
    }
    computation = m_first;
    nodes.clear();
    nodes.swap(m_nodes[m_first]);
    m_has_all[m_first] = false;
    for (const NodeId node : nodes) {
        m_instance.stop_waiting(node, graph().computations[computation].kind);
    }
    return true;
}

void Pending::clear() {
    std::uint32_t computation = 0;
    std::vector<NodeId> nodes;
    while (take(computation, nodes)) {}
}

}  // namespace daohu::form
