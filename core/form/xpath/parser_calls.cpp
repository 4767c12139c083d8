// SPDX-License-Identifier: Apache-2.0
// Literals, numbers and calls, and what the form wants to know about the calls.
#include "core/form/number_text.hpp"
#include "core/form/xpath/call_rules.hpp"
#include "core/form/xpath/parser.hpp"

#include <fmt/format.h>

namespace daohu::form::xpath {

Result<ExprId> Parser::parse_primary() {
    const Token token = next();
    Expr expr;
    expr.offset = token.offset;
    switch (token.kind) {
        case TokenKind::literal:
            expr.kind = ExprKind::literal;
            expr.type = ValueType::string;
            expr.item = add_text(token.text);
            return add(expr);
        case TokenKind::number:
            expr.kind = ExprKind::number;
            expr.type = ValueType::number;
            expr.number = parse_number(token.text);
            return add(expr);
        case TokenKind::variable: return fail_at(token.offset, ErrorCode::xpath_unknown_variable, token.text);
        case TokenKind::open_parenthesis: {
            const ExprId inner = TRY(parse_or());
            TRY(expect(TokenKind::close_parenthesis, ") should stand here"));
            return inner;
        }
        default: return parse_call(token);
    }
}

Result<ExprId> Parser::parse_call(const Token& name_token) {
    std::vector<Operand> arguments;
    next();  // the parenthesis
    if (!accept(TokenKind::close_parenthesis)) {
        do {
            arguments.push_back({TRY(parse_or()), Operator::none});
        } while (accept(TokenKind::comma));
        TRY(expect(TokenKind::close_parenthesis, ") should close the arguments"));
    }
    const std::string name = canonical_name(name_token.text);
    const Signature* signature = find_function(name, m_options.dialect);
    Expr expr;
    expr.offset = name_token.offset;
    if (signature == nullptr) {
        return failing_call(expr, arguments, ErrorCode::xpath_unknown_function, name_token.text);
    }
    if (const std::optional<std::string> problem = find_problem(*m_program, *signature, arguments)) {
        return failing_call(expr, arguments, ErrorCode::xpath_arguments, *problem);
    }
    note_call(*signature, arguments, name_token.offset);
    expr.kind = ExprKind::call;
    expr.function = signature->function;
    expr.type = signature->result;
    TRY(refine(expr, arguments));
    return add_with_operands(expr, arguments);
}

std::optional<std::string_view> Parser::uri_of(std::string_view prefix) const {
    const auto found = std::ranges::find(m_options.namespaces, prefix, &std::pair<std::string, std::string>::first);
    if (found != m_options.namespaces.end()) {
        return found->second;
    }
    if (prefix == "jr") {
        return kJavaRosaUri;
    }
    return prefix == "xml" ? std::optional{kXmlUri} : std::nullopt;
}

std::string Parser::canonical_name(std::string_view written) const {
    const std::size_t colon = written.find(':');
    if (colon == std::string_view::npos) {
        return std::string{written};
    }
    const bool is_javarosa = uri_of(written.substr(0, colon)) == kJavaRosaUri;
    return is_javarosa ? fmt::format("jr:{}", written.substr(colon + 1)) : std::string{written};
}

Result<ExprId> Parser::failing_call(Expr expr, const std::vector<Operand>& arguments, ErrorCode code,
                                    std::string_view what) {
    if (m_options.unknown_functions == UnknownFunctions::refuse) {
        return fail_at(expr.offset, code, what);
    }
    expr.kind = ExprKind::failing_call;
    expr.type = ValueType::string;
    expr.type_varies = true;
    expr.item = static_cast<std::uint32_t>(m_program->failing_calls.size());
    m_program->failing_calls.push_back({code, std::string{what}});
    return add_with_operands(expr, arguments);
}

Result<void> Parser::refine(Expr& expr, const std::vector<Operand>& arguments) {
    switch (expr.function) {
        case Function::if_: {
            const Expr& then = at(arguments[1].expr);
            const Expr& otherwise = at(arguments[2].expr);
            expr.type_varies = then.type != otherwise.type || then.type_varies || otherwise.type_varies;
            expr.type = expr.type_varies ? ValueType::string : then.type;
            break;
        }
        case Function::last: expr.reads_last = true; [[fallthrough]];
        case Function::position:
            expr.reads_position = arguments.empty();
            expr.reads_focus = arguments.empty();
            break;
        case Function::string:
        case Function::string_length:
        case Function::normalize_space:
        case Function::number:
        case Function::local_name:
        case Function::name:
        case Function::namespace_uri: expr.reads_focus = arguments.empty(); break;
        case Function::lang:
        case Function::once:
        case Function::choice_name: expr.reads_focus = true; break;
        case Function::regex:
            if (at(arguments[1].expr).kind == ExprKind::literal) {
                return add_pattern(expr, at(arguments[1].expr));
            }
            break;
        default: break;
    }
    return {};
}

Result<void> Parser::add_pattern(Expr& expr, const Expr& literal) {
    Result<Pattern> pattern = Pattern::compile(m_program->texts[literal.item]);
    if (!pattern) {
        return fail_at(literal.offset, pattern.error().code, pattern.error().detail);
    }
    m_program->patterns.push_back(std::move(*pattern));
    expr.item = static_cast<std::uint32_t>(m_program->patterns.size());  // 1 + its place
    return {};
}

void Parser::note_call(const Signature& signature, const std::vector<Operand>& arguments, std::uint32_t offset) {
    Call call;
    call.name = signature.name;
    call.offset = offset;
    for (const Operand& argument : arguments) {
        const Expr& expr = at(argument.expr);
        const bool is_literal = expr.kind == ExprKind::literal;
        call.arguments.push_back(is_literal ? std::optional{m_program->texts[expr.item]} : std::nullopt);
    }
    m_program->analysis.calls.push_back(std::move(call));
    if (!signature.in_odk_subset) {
        lint(Warning::function_outside_subset, offset, signature.name);
    }
}

}  // namespace daohu::form::xpath
