// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/evaluator.hpp"

#include "core/form/number_text.hpp"
#include "core/form/xpath/walk.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::form::xpath {

Evaluator::Evaluator(const Program& program, const Context& context)
    : m_program{program}, m_context{context}, m_current{context.current ? context.current : context.node} {}

bool Evaluator::out_of_work() {
    set_error(0, ErrorCode::xpath_too_much_work, "the evaluation visits too many nodes");
    return false;
}

void Evaluator::set_error(std::uint32_t offset, ErrorCode code, std::string_view what) {
    if (!m_error) {
        m_error.emplace(code, fmt::format("offset {}: {}", offset, what));
    }
}

void Evaluator::fail_call(const Expr& expr) {
    const FailingCall& call = m_program.failing_calls[expr.item];
    set_error(expr.offset, call.code, call.what);
}

UtcOffset Evaluator::zone() { return m_context.host->utc_offset_minutes(); }

double Evaluator::text_to_number(std::string_view text) {
    const double value = parse_number(text);
    if (!std::isnan(value) || m_program.dialect == Dialect::xpath1 || !looks_like_date(text)) {
        return value;
    }
    const std::optional<MomentMs> moment = parse_moment(text, zone(), DateForm::strict);
    return moment ? days_of(*moment) : kNotANumber;
}

// The number of a node whose text is none: a date, perhaps.
double Evaluator::date_number(NodeRef node) {
    if (m_program.dialect == Dialect::xpath1) {
        return kNotANumber;
    }
    std::string scratch;
    const std::string_view text = node_text(node, scratch);
    return looks_like_date(text) ? text_to_number(text) : kNotANumber;
}

NodeRef Evaluator::first_node(ExprId id, const Focus& focus) {
    NodeRef first;
    for_each(id, focus, [&first](NodeRef node) {
        first = node;
        return false;
    });
    return first;
}

ExprId Evaluator::resolve(ExprId id, const Focus& focus) {
    while (true) {
        const Expr& expr = m_program.at(id);
        if (expr.kind != ExprKind::call || expr.function != Function::if_) {
            return id;
        }
        id = boolean(argument(expr, 0), focus) ? argument(expr, 1) : argument(expr, 2);
    }
}

double Evaluator::number(ExprId id, const Focus& focus) {
    const Expr& expr = m_program.at(id);
    switch (expr.kind) {
        case ExprKind::number: return expr.number;
        case ExprKind::literal: return text_to_number(m_program.texts[expr.item]);
        case ExprKind::logical:
        case ExprKind::comparison: return boolean(id, focus) ? 1 : 0;
        case ExprKind::arithmetic: return arithmetic(expr, focus);
        case ExprKind::negation: return expr.number * argument_number(expr, 0, focus);
        case ExprKind::unite:
        case ExprKind::path: {
            const NodeRef node = first_node(id, focus);
            return node ? node_number(node) : kNotANumber;
        }
        case ExprKind::failing_call: fail_call(expr); return kNotANumber;
        case ExprKind::call: break;
    }
    switch (expr.function) {
        case Function::if_: return number(resolve(id, focus), focus);
        case Function::date:
        case Function::date_time:
        case Function::now:
        case Function::today: {
            const std::optional<MomentMs> moment = date_value(expr, focus);
            return moment ? days_of(*moment) : kNotANumber;
        }
        default: break;
    }
    switch (expr.type) {
        case ValueType::number: return number_call(expr, focus);
        case ValueType::boolean: return boolean_call(expr, focus) ? 1 : 0;
        case ValueType::node_set: {
            const NodeRef node = first_node(id, focus);
            return node ? node_number(node) : kNotANumber;
        }
        case ValueType::string: break;
    }
    std::string made;
    string_call(expr, focus, made);
    return text_to_number(made);
}

bool Evaluator::boolean(ExprId id, const Focus& focus) {
    const Expr& expr = m_program.at(id);
    switch (expr.kind) {
        case ExprKind::literal: return !m_program.texts[expr.item].empty();
        case ExprKind::logical: return logical(expr, focus);
        case ExprKind::comparison: return comparison(expr, focus);
        case ExprKind::unite:
        case ExprKind::path: return static_cast<bool>(first_node(id, focus));
        case ExprKind::failing_call: fail_call(expr); return false;
        case ExprKind::number:
        case ExprKind::arithmetic:
        case ExprKind::negation: {
            const double value = number(id, focus);
            return value != 0 && !std::isnan(value);
        }
        case ExprKind::call: break;
    }
    if (expr.function == Function::if_) {
        return boolean(resolve(id, focus), focus);
    }
    switch (expr.type) {
        case ValueType::boolean: return boolean_call(expr, focus);
        case ValueType::node_set: return static_cast<bool>(first_node(id, focus));
        case ValueType::number: {
            const double value = number_call(expr, focus);
            return value != 0 && !std::isnan(value);
        }
        case ValueType::string: break;
    }
    std::string made;
    string_call(expr, focus, made);
    return !made.empty();
}

void Evaluator::append_string(ExprId id, const Focus& focus, std::string& out) {
    const Expr& expr = m_program.at(id);
    if (expr.kind == ExprKind::call && expr.function == Function::if_) {
        append_string(resolve(id, focus), focus, out);
        return;
    }
    if (expr.kind == ExprKind::failing_call) {
        fail_call(expr);
        return;
    }
    switch (expr.type) {
        case ValueType::number: append_number(number(id, focus), out); return;
        case ValueType::boolean: out += boolean(id, focus) ? "true" : "false"; return;
        case ValueType::node_set:
            if (const NodeRef node = first_node(id, focus)) {
                std::string scratch;
                out += node_text(node, scratch);
            }
            return;
        case ValueType::string: break;
    }
    if (expr.kind == ExprKind::literal) {
        out += m_program.texts[expr.item];
    } else {
        string_call(expr, focus, out);
    }
}

std::string_view Evaluator::text(ExprId id, const Focus& focus, std::string& scratch) {
    const ExprId resolved = resolve(id, focus);
    const Expr& expr = m_program.at(resolved);
    if (expr.kind == ExprKind::literal) {
        return m_program.texts[expr.item];
    }
    if (expr.type == ValueType::node_set) {
        const NodeRef node = first_node(resolved, focus);
        return node ? node_text(node, scratch) : std::string_view{};
    }
    scratch.clear();
    append_string(resolved, focus, scratch);
    return scratch;
}

bool Evaluator::logical(const Expr& expr, const Focus& focus) {
    const std::span<const Operand> operands = m_program.operands_of(expr);
    const bool decides = operands[1].op == Operator::logical_or;  // the value that ends the chain
    return std::ranges::any_of(operands, [&](const Operand& operand) {
               return boolean(operand.expr, focus) == decides || m_error.has_value();
           }) == decides;
}

double Evaluator::arithmetic(const Expr& expr, const Focus& focus) {
    const std::span<const Operand> operands = m_program.operands_of(expr);
    double value = number(operands[0].expr, focus);
    for (const Operand& operand : operands.subspan(1)) {
        const double right = number(operand.expr, focus);
        switch (operand.op) {
            case Operator::add: value += right; break;
            case Operator::subtract: value -= right; break;
            case Operator::multiply: value *= right; break;
            case Operator::divide:
                value /= right;  // IEEE 754: 1 div 0 is Infinity
                break;
            default: value = std::fmod(value, right); break;
        }
    }
    return value;
}

}  // namespace daohu::form::xpath
