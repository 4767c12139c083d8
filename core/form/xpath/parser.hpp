// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads the tokens of one expression into a program, by recursive descent. Lives for one call of parse(); private to
// the room. Operators are in parser.cpp, paths in parser_paths.cpp, literals and calls in parser_calls.cpp.

#include "core/form/xpath/functions.hpp"
#include "core/form/xpath/lexer.hpp"
#include "core/form/xpath/program.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::form::xpath {

inline constexpr std::string_view kJavaRosaUri = "http://openrosa.org/javarosa";
inline constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";

class Parser {
public:
    // The options outlive the parser.
    Parser(std::string_view text, const CompileOptions& options, std::vector<Token> tokens);

    Result<std::unique_ptr<const Program>> run();

private:
    // --- Tokens ---

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
    }
    const Token& next() { return m_tokens[std::min(m_at++, m_tokens.size() - 1)]; }
    bool accept(TokenKind kind) {
        if (peek().kind != kind) {
            return false;
        }
        ++m_at;
        return true;
    }
    Result<void> expect(TokenKind kind, std::string_view what);
    [[nodiscard]] Failure error_here(std::string_view what) const {
        return fail_at(peek().offset, ErrorCode::xpath_syntax, what);
    }

    // --- Building ---

    [[nodiscard]] Expr& at(ExprId id) { return m_program->exprs[static_cast<std::uint32_t>(id)]; }

    ExprId add(Expr expr);
    ExprId add_with_operands(Expr expr, const std::vector<Operand>& operands);
    std::uint32_t add_text(std::string_view text);

    // --- Operators: each level reads a chain of its own operators and keeps it flat ---

    using Level = Result<ExprId> (Parser::*)();
    Result<ExprId> parse_chain(Level operand, Operator first, Operator last, ExprKind kind, ValueType type);
    Result<ExprId> parse_or();
    Result<ExprId> parse_and();
    Result<ExprId> parse_equality();
    Result<ExprId> parse_relational();
    Result<ExprId> parse_additive();
    Result<ExprId> parse_multiplicative();
    // Of a run of minus signs two cancel out, save that each makes a number of its operand.
    Result<ExprId> parse_unary();
    Result<ExprId> parse_union();
    Result<void> require_node_set(ExprId id, std::string_view what);

    // --- Paths ---

    // What starts a primary expression rather than a step.
    [[nodiscard]] bool starts_primary() const;
    [[nodiscard]] bool starts_step() const;
    Result<ExprId> parse_path();
    ExprId add_path(Path path, std::vector<PathStep> steps, std::uint32_t offset);
    // One "/" or "//" before a step; "//" is /descendant-or-self::node()/.
    Result<void> parse_separator(std::vector<PathStep>& steps);
    Result<void> parse_steps(std::vector<PathStep>& steps);
    // descendant-or-self::node()/child::x is descendant::x, as long as no predicate counts.
    void merge_descendants(std::vector<PathStep>& steps) const;
    Result<PathStep> parse_step();
    Result<void> parse_node_test(PathStep& result);
    Result<void> parse_node_type(PathStep& result, const Token& name);
    [[nodiscard]] std::optional<std::string_view> uri_of(std::string_view prefix) const;
    Result<std::vector<Predicate>> parse_predicates();
    std::uint32_t add_predicates(const std::vector<Predicate>& predicates);

    // --- Primary expressions ---

    Result<ExprId> parse_primary();
    Result<ExprId> parse_call(const Token& name_token);
    [[nodiscard]] std::string canonical_name(std::string_view written) const;
    // Refused at once in a form; in bare XPath only when reached, for `false() and nonsense()` is false.
    Result<ExprId> failing_call(Expr expr, const std::vector<Operand>& arguments, ErrorCode code,
                                std::string_view what);
    // What depends on the arguments: the type of if(), the focus where an argument is left out, a literal pattern.
    Result<void> refine(Expr& expr, const std::vector<Operand>& arguments);
    Result<void> add_pattern(Expr& expr, const Expr& literal);

    // --- What the form wants to know about the expression ---

    void lint(Warning warning, std::uint32_t offset, std::string_view subject);
    void note_call(const Signature& signature, const std::vector<Operand>& arguments, std::uint32_t offset);

    const CompileOptions& m_options;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::uint32_t m_depth = 0;
    std::unique_ptr<Program> m_program;
};

}  // namespace daohu::form::xpath
