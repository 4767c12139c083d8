// SPDX-License-Identifier: Apache-2.0
#pragma once

// The templates of Evaluator: walking a path node by node. Included by the files that evaluate; private to the room.

#include "core/form/xpath/evaluator.hpp"

namespace daohu::form::xpath {

// Nodes of the axis that pass the node test, in axis order, for the axes that stream; stops where visit returns false.
template <class Visit>
bool Evaluator::each_on_axis(const PathStep& step, const Tree& tree, NodeId node, Visit&& visit) {
    switch (step.step.axis) {
        case Axis::child:
            if (step.step.test == NodeTest::name) {
                for (NodeId child = tree.find_child(node, step.step.name, step.hint); child != NodeId::none;
                     child = tree.next_named(child)) {
                    if (!work() || !visit(child)) {
                        return false;
                    }
                }
                return true;
            }
            for (NodeId child = tree.first_child(node); child != NodeId::none; child = tree.next_sibling(child)) {
                if (!work() || (matches(step, tree, child) && !visit(child))) {
                    return false;
                }
            }
            return true;
        case Axis::self: return !matches(step, tree, node) || visit(node);
        case Axis::parent: {
            const NodeId parent = tree.parent(node);
            return parent == NodeId::none || !matches(step, tree, parent) || visit(parent);
        }
        case Axis::attribute:
            for (NodeId attribute = tree.first_attribute(node); attribute != NodeId::none;
                 attribute = tree.next_sibling(attribute)) {
                if (!work() || (matches(step, tree, attribute) && !visit(attribute))) {
                    return false;
                }
            }
            return true;
        case Axis::following_sibling: {
            if (tree.kind(node) == NodeKind::attribute || tree.kind(node) == NodeKind::name_space) {
                return true;
            }
            for (NodeId next = tree.next_sibling(node); next != NodeId::none; next = tree.next_sibling(next)) {
                if (!work() || (matches(step, tree, next) && !visit(next))) {
                    return false;
                }
            }
            return true;
        }
        default: break;
    }
    // descendant and descendant-or-self
    if (step.step.axis == Axis::descendant_or_self && matches(step, tree, node) && !visit(node)) {
        return false;
    }
    NodeId below = tree.first_child(node);
    while (below != NodeId::none) {
        if (!work() || (matches(step, tree, below) && !visit(below))) {
            return false;
        }
        NodeId next = tree.first_child(below);
        while (next == NodeId::none && below != node) {
            next = tree.next_sibling(below);
            if (next == NodeId::none) {
                below = tree.parent(below);
            }
        }
        below = below == node ? NodeId::none : next;
    }
    return true;
}

template <class Sink>
bool Evaluator::walk(std::span<const PathStep> steps, const Tree& tree, NodeId node, Sink& sink) {
    for (; !steps.empty() && steps.front().shape != StepShape::general; steps = steps.subspan(1)) {
        const PathStep& step = steps.front();
        if (step.shape == StepShape::up) {
            node = tree.parent(node);
            if (node == NodeId::none) {
                return true;
            }
            continue;
        }
        node = tree.find_child(node, step.step.name, step.hint);
        if (node == NodeId::none) {
            return true;
        }
        NodeId next = tree.next_named(node);
        if (next == NodeId::none) {
            continue;  // an only child: no need to come back
        }
        for (; next != NodeId::none; node = next, next = tree.next_named(next)) {
            if (!work() || !walk(steps.subspan(1), tree, node, sink)) {
                return false;
            }
        }
    }
    if (steps.empty()) {
        return work() && sink(NodeRef{&tree, node});
    }
    const PathStep& step = steps.front();
    if (step.predicate_count == 0) {
        return each_on_axis(step, tree, node, [&](NodeId found) { return walk(steps.subspan(1), tree, found, sink); });
    }
    if (is_indexed(step, {&tree, node})) {
        return walk_rows(steps, {&tree, node}, sink);
    }
    PredicateState state;
    bool goes_on = true;
    each_on_axis(step, tree, node, [&](NodeId found) {
        const Verdict verdict = judge(m_program.predicates_of(step), state, {&tree, found});
        if (verdict == Verdict::keep) {
            goes_on = walk(steps.subspan(1), tree, found, sink);
        }
        return goes_on && verdict != Verdict::stop;
    });
    return goes_on && !m_error;
}

template <class Sink>
bool Evaluator::walk_rows(std::span<const PathStep> steps, NodeRef list, Sink& sink) {
    NodeSet rows;
    indexed_rows(steps.front(), list, rows);
    for (const NodeRef row : rows) {
        if (!work() || !walk(steps.subspan(1), *row.tree, row.id, sink)) {
            return false;
        }
    }
    return true;
}

template <class Sink>
void Evaluator::for_each(ExprId id, const Focus& focus, Sink&& sink) {
    const Expr& expr = m_program.at(id);
    if (expr.kind == ExprKind::path) {
        const Path& path = m_program.paths[expr.item];
        if (path.streams) {
            if (const NodeRef start = start_of(path, focus)) {
                walk(m_program.steps_of(path), *start.tree, start.id, sink);
            }
            return;
        }
    }
    NodeSet found;
    nodes(id, focus, found);
    for (const NodeRef node : found) {
        if (!sink(node)) {
            return;
        }
    }
}

}  // namespace daohu::form::xpath
