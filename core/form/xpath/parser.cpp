// SPDX-License-Identifier: Apache-2.0
// Operators: each level reads a chain of its own operators and keeps it flat.
#include "core/form/xpath/parser.hpp"

#include "core/form/xpath/call_rules.hpp"

namespace daohu::form::xpath {

namespace {

[[nodiscard]] Operator operator_of(TokenKind kind) {
    switch (kind) {
        case TokenKind::logical_or: return Operator::logical_or;
        case TokenKind::logical_and: return Operator::logical_and;
        case TokenKind::equal: return Operator::equal;
        case TokenKind::not_equal: return Operator::not_equal;
        case TokenKind::less: return Operator::less;
        case TokenKind::less_or_equal: return Operator::less_or_equal;
        case TokenKind::greater: return Operator::greater;
        case TokenKind::greater_or_equal: return Operator::greater_or_equal;
        case TokenKind::plus: return Operator::add;
        case TokenKind::minus: return Operator::subtract;
        case TokenKind::multiply: return Operator::multiply;
        case TokenKind::div: return Operator::divide;
        case TokenKind::mod: return Operator::modulo;
        case TokenKind::pipe: return Operator::unite;
        default: return Operator::none;
    }
}

}  // namespace

Parser::Parser(std::string_view text, const CompileOptions& options, std::vector<Token> tokens)
    : m_options{options}, m_tokens{std::move(tokens)}, m_program{std::make_unique<Program>()} {
    m_program->text = text;
    m_program->dialect = options.dialect;
    m_program->names = options.names;
    m_program->root_name = options.names->intern({}, "root");
    m_program->item_name = options.names->intern({}, "item");
    m_program->id_attribute = options.names->intern({}, "id");
    m_program->lang_attribute = options.names->intern(kXmlUri, "lang");
}

Result<std::unique_ptr<const Program>> Parser::run() {
    m_program->top = TRY(parse_or());
    if (peek().kind != TokenKind::end) {
        return error_here("the expression should end here");
    }
    analyse(*m_program);
    return std::unique_ptr<const Program>{std::move(m_program)};
}

Result<void> Parser::expect(TokenKind kind, std::string_view what) {
    if (!accept(kind)) {
        return error_here(what);
    }
    return {};
}

ExprId Parser::add(Expr expr) {
    m_program->exprs.push_back(expr);
    return ExprId{static_cast<std::uint32_t>(m_program->exprs.size() - 1)};
}

ExprId Parser::add_with_operands(Expr expr, const std::vector<Operand>& operands) {
    expr.first_operand = static_cast<std::uint32_t>(m_program->operands.size());
    expr.operand_count = static_cast<std::uint32_t>(operands.size());
    for (const Operand& operand : operands) {
        m_program->operands.push_back(operand);
        const Expr& inner = at(operand.expr);
        expr.reads_focus = expr.reads_focus || inner.reads_focus;
        expr.reads_position = expr.reads_position || inner.reads_position;
        expr.reads_last = expr.reads_last || inner.reads_last;
    }
    return add(expr);
}

std::uint32_t Parser::add_text(std::string_view text) {
    m_program->texts.emplace_back(text);
    return static_cast<std::uint32_t>(m_program->texts.size() - 1);
}

Result<ExprId> Parser::parse_chain(Level operand, Operator first, Operator last, ExprKind kind, ValueType type) {
    const std::uint32_t offset = peek().offset;
    const ExprId left = TRY((this->*operand)());
    Operator op = operator_of(peek().kind);
    if (op < first || op > last) {
        return left;
    }
    std::vector<Operand> operands{{left, Operator::none}};
    while (op >= first && op <= last) {
        next();
        operands.push_back({TRY((this->*operand)()), op});
        op = operator_of(peek().kind);
    }
    Expr expr;
    expr.kind = kind;
    expr.type = type;
    expr.offset = offset;
    return add_with_operands(expr, operands);
}

Result<ExprId> Parser::parse_or() {
    if (++m_depth > kMaxExpressionDepth) {
        return fail_at(peek().offset, ErrorCode::xpath_too_complex, "nested too deeply");
    }
    const ExprId expr = TRY(parse_chain(&Parser::parse_and, Operator::logical_or, Operator::logical_or,
                                        ExprKind::logical, ValueType::boolean));
    --m_depth;
    return expr;
}

Result<ExprId> Parser::parse_and() {
    return parse_chain(&Parser::parse_equality, Operator::logical_and, Operator::logical_and, ExprKind::logical,
                       ValueType::boolean);
}

Result<ExprId> Parser::parse_equality() {
    return parse_chain(&Parser::parse_relational, Operator::equal, Operator::not_equal, ExprKind::comparison,
                       ValueType::boolean);
}

Result<ExprId> Parser::parse_relational() {
    return parse_chain(&Parser::parse_additive, Operator::less, Operator::greater_or_equal, ExprKind::comparison,
                       ValueType::boolean);
}

Result<ExprId> Parser::parse_additive() {
    return parse_chain(&Parser::parse_multiplicative, Operator::add, Operator::subtract, ExprKind::arithmetic,
                       ValueType::number);
}

Result<ExprId> Parser::parse_multiplicative() {
    return parse_chain(&Parser::parse_unary, Operator::multiply, Operator::modulo, ExprKind::arithmetic,
                       ValueType::number);
}

Result<ExprId> Parser::parse_unary() {
    const std::uint32_t offset = peek().offset;
    std::uint32_t minuses = 0;
    while (accept(TokenKind::minus)) {
        ++minuses;
    }
    const ExprId operand = TRY(parse_union());
    if (minuses == 0) {
        return operand;
    }
    Expr expr;
    expr.kind = ExprKind::negation;
    expr.type = ValueType::number;
    expr.offset = offset;
    expr.number = minuses % 2 == 0 ? 1 : -1;
    return add_with_operands(expr, {{operand, Operator::none}});
}

Result<ExprId> Parser::parse_union() {
    const ExprId expr =
        TRY(parse_chain(&Parser::parse_path, Operator::unite, Operator::unite, ExprKind::unite, ValueType::node_set));
    if (at(expr).kind == ExprKind::unite) {
        for (const Operand& operand : m_program->operands_of(at(expr))) {
            TRY(require_node_set(operand.expr, "| joins node-sets"));
        }
    }
    return expr;
}

Result<void> Parser::require_node_set(ExprId id, std::string_view what) {
    const Expr& expr = at(id);
    if (!may_be_node_set(expr)) {
        return fail_at(expr.offset, ErrorCode::xpath_arguments, what);
    }
    return {};
}

void Parser::lint(Warning warning, std::uint32_t offset, std::string_view subject) {
    m_program->analysis.lints.push_back({warning, offset, std::string{subject}});
}

Result<std::unique_ptr<const Program>> parse(std::string_view text, const CompileOptions& options) {
    if (text.size() > kMaxExpressionBytes) {
        return fail_at(0, ErrorCode::xpath_too_complex, "the expression is too long");
    }
    return Parser{text, options, TRY(tokenize(text))}.run();
}

}  // namespace daohu::form::xpath
