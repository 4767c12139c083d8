// SPDX-License-Identifier: Apache-2.0
#include "core/form/fill/recalculation.hpp"

#include "core/form/fill/choice_lists.hpp"

#include <algorithm>
#include <cmath>

namespace daohu::form {

namespace {

// Rows may need each other in turn (a running total) and settle row by row; a form that never settles is stopped.
constexpr std::uint64_t kMostEvaluationsPerNode = 64;
constexpr std::uint64_t kMostEvaluations = 1'000'000;

[[nodiscard]] std::uint64_t failure_key(NodeId node, ComputationKind kind) {
    return (std::uint64_t{index(node)} << 8U) | static_cast<std::uint64_t>(kind);
}

}  // namespace

Recalculation::Recalculation(Instance& instance, Pending& pending, Editor& editor, FormHost& host, Actions& actions)
    : m_instance{instance}, m_pending{pending}, m_editor{editor}, m_host{host}, m_actions{actions} {}

void Recalculation::settle() {
    const std::uint64_t limit = kMostEvaluations + kMostEvaluationsPerNode * m_instance.tree().id_limit();
    std::uint64_t evaluations = 0;
    std::uint32_t number = 0;
    while (m_pending.take(number, m_nodes)) {
        const Computation& computation = m_instance.form().graph().computations[number];
        if (computation.in_loop && m_nodes.size() > 1) {
            std::sort(m_nodes.begin(), m_nodes.end(), [this](NodeId left, NodeId right) {
                return m_instance.is_present(left) && m_instance.is_present(right)
                           ? m_instance.tree().precedes(left, right)
                           : left < right;
            });
        }
        // The list is swapped out: what is found to be pending meanwhile goes to a new one.
        std::vector<NodeId> nodes;
        nodes.swap(m_nodes);
        for (const NodeId node : nodes) {
            if (m_instance.is_present(node)) {
                work_off(computation, node);
            }
        }
        evaluations += nodes.size();
        nodes.swap(m_nodes);
        if (evaluations > limit) {
            note_failure(m_nodes.front(), computation.kind,
                         Error{ErrorCode::form_cycle, "the calculations do not settle"});
            m_pending.clear();
            return;
        }
    }
}

void Recalculation::work_off(const Computation& computation, NodeId node) {
    const Definition& form = m_instance.form();
    switch (computation.kind) {
        case ComputationKind::relevance: return decide_relevance(form.binds()[computation.owner], node);
        case ComputationKind::calculation: return calculate(form.binds()[computation.owner], node);
        case ComputationKind::choices: return take_back_choices(static_cast<ElementId>(computation.owner), node);
        case ComputationKind::row_count: return count_rows(computation.owner, node);
    }
}

xpath::Context Recalculation::context_of(const xpath::Expression& expression, NodeId node) {
    xpath::Context context = m_host.context(node);
    if (expression.analysis().uses_position) {
        const Tree& tree = m_instance.tree();
        context.position = std::max(1U, tree.ordinal(node));
        context.size = std::max(1U, tree.count_named(tree.parent(node), tree.name(node)));
    }
    return context;
}

bool Recalculation::has_failed(NodeId node, ComputationKind kind) const {
    return !m_failures.empty() && m_failures.contains(failure_key(node, kind));
}

void Recalculation::note_failure(NodeId node, ComputationKind kind, const Error& error) {
    m_failures.insert_or_assign(failure_key(node, kind), error);
}

template <class T>
bool Recalculation::succeeded(NodeId node, ComputationKind kind, const Result<T>& outcome) {
    if (!outcome) {
        note_failure(node, kind, outcome.error());
    } else if (!m_failures.empty()) {
        m_failures.erase(failure_key(node, kind));
    }
    return outcome.has_value();
}

void Recalculation::decide_relevance(const Bind& bind, NodeId node) {
    const auto relevant = m_host.holds(*bind.relevant, context_of(*bind.relevant, node));
    m_instance.set_own_relevant(node, !succeeded(node, ComputationKind::relevance, relevant) || *relevant);
    m_instance.spread_relevance(node, [this](NodeId changed) { m_pending.value_changed(changed); });
}

void Recalculation::calculate(const Bind& bind, NodeId node) {
    const auto calculated = bind.calculate->string_into(context_of(*bind.calculate, node), m_text);
    if (!succeeded(node, ComputationKind::calculation, calculated)) {
        m_text.clear();
    }
    normalise_calculated(bind.type, m_host.utc_offset_minutes(), m_text);
    if (m_instance.tree().value(node) == m_text) {
        return;
    }
    const std::string before = bind.is_volatile ? std::string{m_instance.tree().value(node)} : std::string{};
    m_instance.set_value(node, m_text);
    m_pending.value_changed(node);
    if (bind.is_volatile) {
        m_editor.keep_calculated(node, before);
    }
}

void Recalculation::take_back_choices(ElementId element, NodeId node) {
    const std::string_view chosen = m_instance.tree().value(node);
    if (chosen.empty() || !m_instance.is_relevant(node)) {
        return;  // an answer that does not count is kept until it does
    }
    const auto kept = ChoiceLists{m_instance, m_host}.still_offered(element, node, chosen);
    if (succeeded(node, ComputationKind::choices, kept)) {
        m_editor.set_value(node, *kept);
    }
}

void Recalculation::count_rows(std::uint32_t repeat, NodeId parent) {
    const Repeat& described = m_instance.form().repeats()[repeat];
    const auto wanted = described.count->number(context_of(*described.count, parent));
    if (!succeeded(parent, ComputationKind::row_count, wanted)) {
        return;
    }
    const double count = std::isfinite(*wanted) && *wanted > 0 ? std::floor(*wanted) : 0;
    std::uint32_t rows = m_instance.row_count(repeat, parent);
    for (; static_cast<double>(rows) > count; --rows) {
        const std::uint32_t number = m_instance.row_number(m_instance.row_at(repeat, parent, rows));
        m_editor.remove_row(number, {});
        m_instance.note_hidden(number);
    }
    for (; static_cast<double>(rows) < count; ++rows) {
        if (const std::uint32_t hidden = m_instance.first_hidden_row(repeat, parent); hidden != 0) {
            m_editor.restore_row(hidden, 0);
            continue;
        }
        const auto row = m_editor.insert_row(repeat, parent, 0);
        if (!succeeded(parent, ComputationKind::row_count, row)) {
            return;
        }
        m_actions.row_added(*row);
    }
}

}  // namespace daohu::form
