// SPDX-License-Identifier: Apache-2.0
#pragma once

// What has to be calculated again: computations of nodes, in the order of the graph. Owned by the session.

#include "core/form/fill/instance.hpp"

namespace daohu::form {

class Pending {
public:
    explicit Pending(Instance& instance);

    // --- Something changed; everything that depends on it is put down ---

    // The node's value, or whether it counts at all.
    void value_changed(NodeId node);
    // A row came, at its present place. Its own computations are put down as well.
    void row_came(NodeId row);
    // A row was taken out from the 1-based position below the parent.
    void row_went(std::uint32_t repeat, NodeId parent, std::uint32_t position);
    // All instances of a computation.
    void add_all(std::uint32_t computation);
    // Every computation of the form.
    void add_everything();

    // --- Working it off ---

    // The first computation in order that waits, and its nodes; false where nothing does.
    [[nodiscard]] bool take(std::uint32_t& computation, std::vector<NodeId>& nodes);
    void clear();

private:
    [[nodiscard]] const Graph& graph() const { return m_instance.form().graph(); }
    void add(std::uint32_t computation, NodeId node);
    void add_below(std::uint32_t computation, NodeId apex);
    void add_dependent(const Dependent& dependent, NodeId changed);
    void add_own_computations(NodeId node);
    void rows_changed(std::uint32_t repeat, NodeId parent, std::uint32_t position);

    Instance& m_instance;
    std::vector<std::vector<NodeId>> m_nodes;  // by computation
    std::vector<bool> m_has_all;               // by computation: every instance waits
    std::uint32_t m_first = 0;                 // no earlier computation waits
};

}  // namespace daohu::form
