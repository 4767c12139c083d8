// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/expression.hpp"

#include "core/base/check.hpp"
#include "core/form/xpath/evaluator.hpp"
#include "core/form/xpath/program.hpp"

namespace daohu::form::xpath {

namespace {

template <class T>
Result<T> outcome(Evaluator& evaluator, T value) {
    if (evaluator.error()) {
        return fail(std::move(*evaluator.error()));
    }
    return value;
}

}  // namespace

Expression::Expression(std::unique_ptr<const Program> program) : m_program{std::move(program)} {}
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;
Expression::~Expression() = default;

Result<Expression> Expression::compile(std::string_view text, const CompileOptions& options) {
    DAOHU_CHECK(options.names != nullptr);
    return Expression{TRY(parse(text, options))};
}

const std::string& Expression::text() const { return m_program->text; }

const Analysis& Expression::analysis() const { return m_program->analysis; }

ValueType Expression::type() const { return m_program->at(m_program->top).type; }

bool Expression::is_constant() const {
    const Expr& top = m_program->at(m_program->top);
    switch (top.kind) {
        case ExprKind::number:
        case ExprKind::literal: return true;
        case ExprKind::negation: return m_program->at(m_program->operands_of(top)[0].expr).kind == ExprKind::number;
        case ExprKind::call: return top.function == Function::true_ || top.function == Function::false_;
        default: return false;
    }
}

Result<Value> Expression::evaluate(const Context& context) const {
    Evaluator evaluator{*m_program, context};
    const Focus focus = evaluator.outer_focus();
    const ExprId top = evaluator.resolve(m_program->top, focus);
    Value value;
    value.type = m_program->at(top).type;
    switch (value.type) {
        case ValueType::number: value.number = evaluator.number(top, focus); break;
        case ValueType::boolean: value.boolean = evaluator.boolean(top, focus); break;
        case ValueType::string: evaluator.append_string(top, focus, value.string); break;
        case ValueType::node_set: evaluator.nodes(top, focus, value.nodes); break;
    }
    return outcome(evaluator, std::move(value));
}

Result<double> Expression::number(const Context& context) const {
    Evaluator evaluator{*m_program, context};
    const double value = evaluator.number(m_program->top, evaluator.outer_focus());
    return outcome(evaluator, value);
}

Result<bool> Expression::boolean(const Context& context) const {
    Evaluator evaluator{*m_program, context};
    const bool value = evaluator.boolean(m_program->top, evaluator.outer_focus());
    return outcome(evaluator, value);
}

Result<std::string> Expression::string(const Context& context) const {
    std::string value;
    TRY(string_into(context, value));
    return value;
}

Result<void> Expression::string_into(const Context& context, std::string& out) const {
    Evaluator evaluator{*m_program, context};
    out.clear();
    evaluator.append_string(m_program->top, evaluator.outer_focus(), out);
    if (evaluator.error()) {
        return fail(std::move(*evaluator.error()));
    }
    return {};
}

Result<void> Expression::nodes_into(const Context& context, std::vector<NodeRef>& out) const {
    Evaluator evaluator{*m_program, context};
    evaluator.nodes(m_program->top, evaluator.outer_focus(), out);
    if (evaluator.error()) {
        return fail(std::move(*evaluator.error()));
    }
    return {};
}

}  // namespace daohu::form::xpath
