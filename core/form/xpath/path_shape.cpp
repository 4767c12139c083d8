// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/path_shape.hpp"

#include <algorithm>

namespace daohu::form::xpath {

namespace {

bool serves_index(const Program& program, ExprId column, ExprId value, Predicate& predicate) {
    const Expr& path_expr = program.at(column);
    const Expr& value_expr = program.at(value);
    const bool is_text = !value_expr.type_varies && !value_expr.reads_focus &&
                         (value_expr.type == ValueType::string || value_expr.type == ValueType::node_set);
    if (!is_text || path_expr.kind != ExprKind::path) {
        return false;
    }
    const Path& path = program.paths[path_expr.item];
    if (path.start != PathStart::focus || path.step_count != 1) {
        return false;
    }
    const PathStep& step = program.steps[path.first_step];
    if (step.step.axis != Axis::child || step.step.test != NodeTest::name || step.predicate_count != 0) {
        return false;
    }
    predicate.column = step.step.name;
    predicate.column_value = value;
    return true;
}

// `column = value`, or several conditions joined by `and` one of which is that.
bool find_equality(const Program& program, const Expr& expr, Predicate& predicate) {
    const std::span<const Operand> operands = program.operands_of(expr);
    if (expr.kind == ExprKind::logical && operands[1].op == Operator::logical_and) {
        return std::ranges::any_of(operands, [&](const Operand& operand) {
            return program.at(operand.expr).kind == ExprKind::comparison &&
                   find_equality(program, program.at(operand.expr), predicate);
        });
    }
    if (expr.kind != ExprKind::comparison || operands.size() != 2 || operands[1].op != Operator::equal) {
        return false;
    }
    return serves_index(program, operands[0].expr, operands[1].expr, predicate) ||
           serves_index(program, operands[1].expr, operands[0].expr, predicate);
}

}  // namespace

StepShape shape_of(const PathStep& step) {
    if (step.predicate_count != 0) {
        return StepShape::general;
    }
    if (step.step.axis == Axis::parent && step.step.test == NodeTest::node) {
        return StepShape::up;
    }
    const bool is_named_child = step.step.axis == Axis::child && step.step.test == NodeTest::name;
    return is_named_child ? StepShape::named_children : StepShape::general;
}

void classify(const Program& program, Predicate& predicate) {
    const Expr& expr = program.at(predicate.expr);
    if (expr.type == ValueType::number && !expr.type_varies && !expr.reads_focus) {
        predicate.kind = PredicateKind::position;
    } else if (expr.type != ValueType::number && !expr.type_varies && !expr.reads_position) {
        predicate.kind = PredicateKind::boolean;
        if (find_equality(program, expr, predicate)) {
            predicate.is_only_equality = expr.kind == ExprKind::comparison;
        }
    }
}

bool streams(const Program& program, const Path& path) {
    bool single = true;   // one node so far
    bool nested = false;  // one of the nodes may be inside another
    if (path.start == PathStart::expression) {
        const Expr& source = program.at(path.source);
        const bool gives_one = source.kind == ExprKind::call &&
                               (source.function == Function::current || source.function == Function::instance);
        if (!gives_one || path.source_predicate_count != 0) {
            return false;
        }
    }
    for (const PathStep& step : program.steps_of(path)) {
        if (step.predicate_count > kMaxStreamedPredicates) {
            return false;
        }
        const bool asks_last = std::ranges::any_of(program.predicates_of(step), [&program](const Predicate& predicate) {
            return program.at(predicate.expr).reads_last;
        });
        if (asks_last) {
            return false;
        }
        switch (step.step.axis) {
            case Axis::self: break;
            case Axis::parent:
                if (!single) {
                    return false;
                }
                break;
            case Axis::attribute: single = false; break;
            case Axis::child:
                if (nested) {
                    return false;
                }
                single = false;
                break;
            case Axis::descendant:
            case Axis::descendant_or_self:
                if (nested) {
                    return false;
                }
                single = false;
                nested = true;
                break;
            case Axis::following_sibling:
                if (!single) {
                    return false;
                }
                single = false;
                break;
            default: return false;
        }
    }
    return true;
}

}  // namespace daohu::form::xpath
