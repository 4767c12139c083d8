// SPDX-License-Identifier: Apache-2.0
#pragma once

// Works off what is pending until nothing is: relevance, calculations, choices taken back, rows by count, and the
// actions of new rows. Owned by the session.

#include "core/form/fill/actions.hpp"
#include "core/form/fill/editor.hpp"
#include "core/form/fill/form_host.hpp"

namespace daohu::form {

class Recalculation {
public:
    Recalculation(Instance& instance, Pending& pending, Editor& editor, FormHost& host, Actions& actions);

    void settle();
    // An expression of the form for this node could not be evaluated, or does not settle.
    [[nodiscard]] bool has_failed(NodeId node, ComputationKind kind) const;

private:
    void work_off(const Computation& computation, NodeId node);
    void decide_relevance(const Bind& bind, NodeId node);
    void calculate(const Bind& bind, NodeId node);
    void take_back_choices(ElementId element, NodeId node);
    void count_rows(std::uint32_t repeat, NodeId parent);
    [[nodiscard]] xpath::Context context_of(const xpath::Expression& expression, NodeId node);
    // Remembers how the evaluation went; false where it failed.
    template <class T>
    bool succeeded(NodeId node, ComputationKind kind, const Result<T>& outcome);
    void note_failure(NodeId node, ComputationKind kind, const Error& error);

    Instance& m_instance;
    Pending& m_pending;
    Editor& m_editor;
    FormHost& m_host;
    Actions& m_actions;
    std::vector<NodeId> m_nodes;
    std::string m_text;
    std::unordered_map<std::uint64_t, Error> m_failures;  // by node and kind
};

}  // namespace daohu::form
