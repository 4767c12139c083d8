// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/walk.hpp"

#include <algorithm>

namespace daohu::form::xpath {

namespace {

bool is_reverse(Axis axis) {
    return axis == Axis::ancestor || axis == Axis::ancestor_or_self || axis == Axis::preceding ||
           axis == Axis::preceding_sibling;
}

// Lists in other trees than the primary instance with more children than this are asked through an index.
constexpr std::uint32_t kIndexedRows = 8;

// The next node in document order that is not inside `node`; `none` at the end.
NodeId after_subtree(const Tree& tree, NodeId node) {
    while (node != NodeId::none && tree.next_sibling(node) == NodeId::none) {
        node = tree.parent(node);
    }
    return node == NodeId::none ? node : tree.next_sibling(node);
}

NodeId last_inside(const Tree& tree, NodeId node) {
    while (tree.last_child(node) != NodeId::none) {
        node = tree.last_child(node);
    }
    return node;
}

bool has_no_siblings(const Tree& tree, NodeId node) {
    return tree.kind(node) == NodeKind::attribute || tree.kind(node) == NodeKind::name_space;
}

}  // namespace

NodeRef Evaluator::start_of(const Path& path, const Focus& focus) {
    switch (path.start) {
        case PathStart::root: return m_context.root;
        case PathStart::focus: return focus.node;
        case PathStart::expression: break;
    }
    return node_call(m_program.at(path.source), focus);
}

bool Evaluator::matches(const PathStep& step, const Tree& tree, NodeId node) const {
    const NodeKind kind = tree.kind(node);
    const NodeKind principal = step.step.axis == Axis::attribute    ? NodeKind::attribute
                               : step.step.axis == Axis::name_space ? NodeKind::name_space
                                                                    : NodeKind::element;
    switch (step.step.test) {
        case NodeTest::node: return true;
        case NodeTest::name: return kind == principal && tree.name(node) == step.step.name;
        case NodeTest::any_name: return kind == principal;
        case NodeTest::any_name_in_namespace:
            return kind == principal && m_program.names->namespace_uri(tree.name(node)) == m_program.uris[step.uri];
        case NodeTest::text: return kind == NodeKind::text || kind == NodeKind::cdata;
        case NodeTest::comment: return kind == NodeKind::comment;
        case NodeTest::processing_instruction:
            return kind == NodeKind::processing_instruction &&
                   (step.step.name == NameId::none || tree.name(node) == step.step.name);
    }
    return false;
}

bool Evaluator::is_true(const Predicate& predicate, const Focus& focus) {
    if (predicate.kind == PredicateKind::boolean) {
        return boolean(predicate.expr, focus);
    }
    const ExprId expr = resolve(predicate.expr, focus);
    if (m_program.at(expr).type == ValueType::number) {
        return number(expr, focus) == focus.position;
    }
    return boolean(expr, focus);
}

Evaluator::Verdict Evaluator::judge(std::span<const Predicate> predicates, PredicateState& state, NodeRef node) {
    for (std::size_t i = 0; i < predicates.size(); ++i) {
        const Focus focus{node, ++state.positions[i], 0};
        if (!is_true(predicates[i], focus)) {
            const bool is_past = i == 0 && predicates[0].kind == PredicateKind::position &&
                                 number(predicates[0].expr, focus) < focus.position;
            return is_past ? Verdict::stop : Verdict::skip;
        }
    }
    return m_error ? Verdict::stop : Verdict::keep;
}

// --- Rows of a long list by the text of a column ---

bool Evaluator::is_indexed(const PathStep& step, NodeRef list) const {
    return step.step.axis == Axis::child && step.step.test == NodeTest::name && list.tree != m_context.root.tree &&
           m_program.predicates[step.first_predicate].column != NameId::none &&
           list.tree->child_count(list.id) > kIndexedRows;
}

void Evaluator::indexed_rows(const PathStep& step, NodeRef list, NodeSet& out) {
    const std::span<const Predicate> predicates = m_program.predicates_of(step);
    const Predicate& first = predicates.front();
    const Focus nowhere;  // the value does not read it
    const auto add_rows = [&](std::string_view value) {
        for (const NodeId row : list.tree->find_rows(list.id, step.step.name, first.column, value)) {
            out.push_back({list.tree, row});
        }
    };
    std::string scratch;
    if (m_program.at(first.column_value).type == ValueType::node_set) {
        std::size_t values = 0;
        for_each(first.column_value, nowhere, [&](NodeRef node) {
            ++values;
            add_rows(node_text(node, scratch));
            return work();
        });
        if (values > 1) {
            sort_unique(out);
        }
    } else {
        add_rows(text(first.column_value, nowhere, scratch));
    }
    filter(first.is_only_equality ? predicates.subspan(1) : predicates, out);
}

// --- The general way: node-set by node-set ---

void Evaluator::nodes(ExprId id, const Focus& focus, NodeSet& out) {
    out.clear();
    const ExprId resolved = resolve(id, focus);
    const Expr& expr = m_program.at(resolved);
    switch (expr.kind) {
        case ExprKind::path: {
            const Path& path = m_program.paths[expr.item];
            if (!path.streams) {
                path_nodes(path, focus, out);
            } else if (const NodeRef start = start_of(path, focus)) {
                const auto collect = [&out](NodeRef node) {
                    out.push_back(node);
                    return true;
                };
                walk(m_program.steps_of(path), *start.tree, start.id, collect);
            }
            return;
        }
        case ExprKind::unite: unite(expr, focus, out); return;
        case ExprKind::failing_call: fail_call(expr); return;
        case ExprKind::call:
            if (expr.type == ValueType::node_set) {
                nodes_call(expr, focus, out);
                return;
            }
            break;
        default: break;
    }
    set_error(expr.offset, ErrorCode::xpath_type, "a node-set is needed here");
}

void Evaluator::path_nodes(const Path& path, const Focus& focus, NodeSet& out) {
    if (path.start == PathStart::expression) {
        nodes(path.source, focus, out);
        filter(m_program.source_predicates_of(path), out);
    } else if (const NodeRef start = start_of(path, focus)) {
        out.push_back(start);
    }
    NodeSet next;
    for (const PathStep& step : m_program.steps_of(path)) {
        next.clear();
        step_nodes(step, out, next);
        out.swap(next);
    }
}

void Evaluator::step_nodes(const PathStep& step, const NodeSet& from, NodeSet& out) {
    NodeSet found;
    for (const NodeRef origin : from) {
        const Tree& tree = *origin.tree;
        const NodeId node = origin.id;
        found.clear();
        const auto add = [&](NodeId candidate) {
            if (matches(step, tree, candidate)) {
                found.push_back({&tree, candidate});
            }
            return work();
        };
        switch (step.step.axis) {
            case Axis::ancestor_or_self: add(node); [[fallthrough]];
            case Axis::ancestor:
                for (NodeId up = tree.parent(node); up != NodeId::none && add(up); up = tree.parent(up)) {}
                break;
            case Axis::preceding_sibling:
                if (!has_no_siblings(tree, node)) {
                    for (NodeId sibling = tree.previous_sibling(node); sibling != NodeId::none && add(sibling);
                         sibling = tree.previous_sibling(sibling)) {}
                }
                break;
            case Axis::following: {
                // What follows an attribute begins with its element's children.
                const bool from_attribute = has_no_siblings(tree, node);
                NodeId next = from_attribute ? tree.first_child(tree.parent(node)) : after_subtree(tree, node);
                if (from_attribute && next == NodeId::none) {
                    next = after_subtree(tree, tree.parent(node));
                }
                while (next != NodeId::none && add(next)) {
                    const NodeId child = tree.first_child(next);
                    next = child == NodeId::none ? after_subtree(tree, next) : child;
                }
                break;
            }
            case Axis::preceding: {
                const NodeId start = has_no_siblings(tree, node) ? tree.parent(node) : node;
                for (NodeId up = start; up != NodeId::none; up = tree.parent(up)) {
                    for (NodeId before = tree.previous_sibling(up); before != NodeId::none;
                         before = tree.previous_sibling(before)) {
                        NodeId inside = last_inside(tree, before);
                        while (add(inside) && inside != before) {
                            const NodeId sibling = tree.previous_sibling(inside);
                            inside = sibling == NodeId::none ? tree.parent(inside) : last_inside(tree, sibling);
                        }
                    }
                }
                break;
            }
            case Axis::name_space:
                for (const NodeId declared : tree.namespace_nodes(node)) {
                    add(declared);
                }
                break;
            default:
                if (step.predicate_count != 0 && is_indexed(step, origin)) {
                    indexed_rows(step, origin, found);
                    out.insert(out.end(), found.begin(), found.end());
                    continue;
                }
                each_on_axis(step, tree, node, [&](NodeId candidate) {
                    found.push_back({&tree, candidate});
                    return true;
                });
                break;
        }
        filter(m_program.predicates_of(step), found);
        if (is_reverse(step.step.axis)) {
            std::ranges::reverse(found);
        }
        out.insert(out.end(), found.begin(), found.end());
    }
    if (from.size() > 1) {
        sort_unique(out);
    }
}

void Evaluator::filter(std::span<const Predicate> predicates, NodeSet& nodes) {
    for (const Predicate& predicate : predicates) {
        std::size_t kept = 0;
        const auto size = static_cast<std::uint32_t>(nodes.size());
        for (std::uint32_t i = 0; i < size && work(); ++i) {
            if (is_true(predicate, {nodes[i], i + 1, size})) {
                nodes[kept++] = nodes[i];
            }
        }
        nodes.resize(kept);
    }
}

void Evaluator::unite(const Expr& expr, const Focus& focus, NodeSet& out) {
    NodeSet more;
    for (const Operand& operand : m_program.operands_of(expr)) {
        nodes(operand.expr, focus, more);
        out.insert(out.end(), more.begin(), more.end());
    }
    sort_unique(out);
}

void Evaluator::sort_unique(NodeSet& nodes) const {
    const auto before = [](NodeRef left, NodeRef right) {
        return left.tree == right.tree ? left.tree->precedes(left.id, right.id)
                                       : left.tree->serial() < right.tree->serial();
    };
    if (!std::ranges::is_sorted(nodes, before)) {
        std::ranges::sort(nodes, before);
    }
    nodes.erase(std::ranges::unique(nodes).begin(), nodes.end());
}

}  // namespace daohu::form::xpath
