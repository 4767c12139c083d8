// SPDX-License-Identifier: Apache-2.0
//
// Comparisons of the evaluator: XPath 1.0, section 3.4.

#include "core/form/xpath/evaluator.hpp"
#include "core/form/xpath/walk.hpp"

#include <algorithm>
#include <unordered_set>

namespace daohu::form::xpath {

namespace {

bool holds(Operator op, double left, double right) {
    switch (op) {
        case Operator::equal: return left == right;
        case Operator::not_equal: return left != right;
        case Operator::less: return left < right;
        case Operator::less_or_equal: return left <= right;
        case Operator::greater: return left > right;
        default: return left >= right;
    }
}

bool is_equality(Operator op) { return op == Operator::equal || op == Operator::not_equal; }

// The operator that holds for (b, a) where `op` holds for (a, b).
Operator mirrored(Operator op) {
    switch (op) {
        case Operator::less: return Operator::greater;
        case Operator::less_or_equal: return Operator::greater_or_equal;
        case Operator::greater: return Operator::less;
        case Operator::greater_or_equal: return Operator::less_or_equal;
        default: return op;
    }
}

}  // namespace

bool Evaluator::comparison(const Expr& expr, const Focus& focus) {
    const std::span<const Operand> operands = m_program.operands_of(expr);
    bool value = compare(operands[1].op, operands[0].expr, operands[1].expr, focus);
    for (const Operand& operand : operands.subspan(2)) {
        // (a = b) = c: a boolean against whatever c is.
        const ExprId right = resolve(operand.expr, focus);
        const bool as_booleans = is_equality(operand.op) || m_program.at(right).type == ValueType::node_set;
        const double other = as_booleans ? (boolean(right, focus) ? 1 : 0) : number(right, focus);
        value = holds(operand.op, value ? 1 : 0, other);
    }
    return value;
}

bool Evaluator::compare(Operator op, ExprId left, ExprId right, const Focus& focus) {
    left = resolve(left, focus);
    right = resolve(right, focus);
    const ValueType left_type = m_program.at(left).type;
    const ValueType right_type = m_program.at(right).type;
    if (left_type == ValueType::node_set) {
        return right_type == ValueType::node_set ? compare_node_sets(op, left, right, focus)
                                                 : compare_nodes(op, left, right, focus);
    }
    if (right_type == ValueType::node_set) {
        return compare_nodes(mirrored(op), right, left, focus);
    }
    if (!is_equality(op)) {
        const double left_number = number(left, focus);
        return holds(op, left_number, number(right, focus));
    }
    if (left_type == ValueType::boolean || right_type == ValueType::boolean) {
        const bool left_boolean = boolean(left, focus);
        return (left_boolean == boolean(right, focus)) == (op == Operator::equal);
    }
    if (left_type == ValueType::number || right_type == ValueType::number) {
        const double left_number = number(left, focus);
        return holds(op, left_number, number(right, focus));
    }
    std::string left_scratch;
    std::string right_scratch;
    const std::string_view left_text = text(left, focus, left_scratch);
    return (left_text == text(right, focus, right_scratch)) == (op == Operator::equal);
}

// A node-set on the left of `op` against something that is none: true where it holds for one node.
bool Evaluator::compare_nodes(Operator op, ExprId nodes_id, ExprId other, const Focus& focus) {
    const ValueType type = m_program.at(other).type;
    if (type == ValueType::boolean) {
        const bool exists = boolean(nodes_id, focus);
        const bool value = boolean(other, focus);
        return holds(op, exists ? 1 : 0, value ? 1 : 0);
    }
    bool found = false;
    if (type == ValueType::number || !is_equality(op)) {
        const double value = number(other, focus);
        for_each(nodes_id, focus, [&](NodeRef node) {
            found = holds(op, node_number(node), value);
            return !found;
        });
        return found;
    }
    std::string scratch;
    std::string node_scratch;
    const std::string_view value = text(other, focus, scratch);
    for_each(nodes_id, focus, [&](NodeRef node) {
        found = (node_text(node, node_scratch) == value) == (op == Operator::equal);
        return !found;
    });
    return found;
}

bool Evaluator::compare_node_sets(Operator op, ExprId left, ExprId right, const Focus& focus) {
    if (is_equality(op)) {
        // One node on either side is by far the commonest, and needs no node-set.
        NodeRef only;
        bool several = false;
        for_each(left, focus, [&](NodeRef node) {
            several = static_cast<bool>(only);
            only = only ? only : node;
            return !several;
        });
        if (several) {
            NodeSet left_nodes;
            NodeSet right_nodes;
            nodes(left, focus, left_nodes);
            nodes(right, focus, right_nodes);
            return have_equal_texts(left_nodes, right_nodes, op);
        }
        bool found = false;
        std::string scratch;
        std::string right_scratch;
        if (only) {
            const std::string_view value = node_text(only, scratch);
            for_each(right, focus, [&](NodeRef node) {
                found = (node_text(node, right_scratch) == value) == (op == Operator::equal);
                return !found;
            });
        }
        return found;
    }
    // Some left < some right exactly where the least on the left < the greatest on the right.
    const bool wants_less = op == Operator::less || op == Operator::less_or_equal;
    const double left_extreme = extreme_of(left, focus, wants_less);
    return holds(op, left_extreme, extreme_of(right, focus, !wants_less));
}

// The least or the greatest number of the nodes; NaN where none is a number.
double Evaluator::extreme_of(ExprId id, const Focus& focus, bool least) {
    double found = kNotANumber;
    for_each(id, focus, [&](NodeRef node) {
        const double value = node_number(node);
        if (least ? !(value >= found) : !(value <= found)) {
            found = std::isnan(value) ? found : value;
        }
        return true;
    });
    return found;
}

// Whether some text of the left is equal (or, for !=, unequal) to some text of the right.
bool Evaluator::have_equal_texts(const NodeSet& left, const NodeSet& right, Operator op) {
    std::unordered_set<std::string, TextHash, std::equal_to<>> texts;
    std::string scratch;
    for (const NodeRef node : left) {
        texts.emplace(node_text(node, scratch));
    }
    return work(left.size() + right.size()) && std::ranges::any_of(right, [&](NodeRef node) {
               const bool is_known = texts.contains(node_text(node, scratch));
               return op == Operator::equal ? is_known : texts.size() > 1 || (!texts.empty() && !is_known);
           });
}

}  // namespace daohu::form::xpath
