// SPDX-License-Identifier: Apache-2.0
#include "core/form/number_text.hpp"
#include "core/form/xpath/call_rules.hpp"
#include "core/form/xpath/lexer.hpp"
#include "core/form/xpath/path_shape.hpp"
#include "core/form/xpath/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace daohu::form::xpath {

namespace {

constexpr std::string_view kJavaRosaUri = "http://openrosa.org/javarosa";
constexpr std::string_view kXmlUri = "http://www.w3.org/XML/1998/namespace";

std::optional<Axis> axis_named(std::string_view name) {
    constexpr std::pair<std::string_view, Axis> kAxes[] = {
        {"child", Axis::child},
        {"parent", Axis::parent},
        {"self", Axis::self},
        {"attribute", Axis::attribute},
        {"descendant", Axis::descendant},
        {"descendant-or-self", Axis::descendant_or_self},
        {"ancestor", Axis::ancestor},
        {"ancestor-or-self", Axis::ancestor_or_self},
        {"following-sibling", Axis::following_sibling},
        {"preceding-sibling", Axis::preceding_sibling},
        {"following", Axis::following},
        {"preceding", Axis::preceding},
        {"namespace", Axis::name_space},
    };
    const auto* found = std::ranges::find(kAxes, name, &std::pair<std::string_view, Axis>::first);
    return found == std::end(kAxes) ? std::nullopt : std::optional{found->second};
}

bool is_node_type(std::string_view name) {
    return name == "node" || name == "text" || name == "comment" || name == "processing-instruction";
}

class Parser {
public:
    Parser(std::string_view text, const CompileOptions& options, std::vector<Token> tokens)
        : m_options{options}, m_tokens{std::move(tokens)}, m_program{std::make_unique<Program>()} {
        m_program->text = text;
        m_program->dialect = options.dialect;
        m_program->names = options.names;
        m_program->root_name = options.names->intern({}, "root");
        m_program->item_name = options.names->intern({}, "item");
        m_program->id_attribute = options.names->intern({}, "id");
        m_program->lang_attribute = options.names->intern(kXmlUri, "lang");
    }

    Result<std::unique_ptr<const Program>> run() {
        m_program->top = TRY(parse_or());
        if (peek().kind != TokenKind::end) {
            return error_here("the expression should end here");
        }
        analyse(*m_program);
        return std::unique_ptr<const Program>{std::move(m_program)};
    }

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
    Result<void> expect(TokenKind kind, std::string_view what) {
        if (!accept(kind)) {
            return error_here(what);
        }
        return {};
    }
    [[nodiscard]] Failure error_here(std::string_view what) const {
        return fail_at(peek().offset, ErrorCode::xpath_syntax, what);
    }

    // --- Building ---

    [[nodiscard]] Expr& at(ExprId id) { return m_program->exprs[static_cast<std::uint32_t>(id)]; }

    ExprId add(Expr expr) {
        m_program->exprs.push_back(expr);
        return ExprId{static_cast<std::uint32_t>(m_program->exprs.size() - 1)};
    }

    ExprId add_with_operands(Expr expr, const std::vector<Operand>& operands) {
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

    std::uint32_t add_text(std::string_view text) {
        m_program->texts.emplace_back(text);
        return static_cast<std::uint32_t>(m_program->texts.size() - 1);
    }

    // --- Operators: each level reads a chain of its own operators and keeps it flat ---

    using Level = Result<ExprId> (Parser::*)();

    static Operator operator_of(TokenKind kind) {
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

    Result<ExprId> parse_chain(Level operand, Operator first, Operator last, ExprKind kind, ValueType type) {
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

    Result<ExprId> parse_or() {
        if (++m_depth > kMaxExpressionDepth) {
            return fail_at(peek().offset, ErrorCode::xpath_too_complex, "nested too deeply");
        }
        const ExprId expr = TRY(parse_chain(&Parser::parse_and, Operator::logical_or, Operator::logical_or,
                                            ExprKind::logical, ValueType::boolean));
        --m_depth;
        return expr;
    }
    Result<ExprId> parse_and() {
        return parse_chain(&Parser::parse_equality, Operator::logical_and, Operator::logical_and, ExprKind::logical,
                           ValueType::boolean);
    }
    Result<ExprId> parse_equality() {
        return parse_chain(&Parser::parse_relational, Operator::equal, Operator::not_equal, ExprKind::comparison,
                           ValueType::boolean);
    }
    Result<ExprId> parse_relational() {
        return parse_chain(&Parser::parse_additive, Operator::less, Operator::greater_or_equal, ExprKind::comparison,
                           ValueType::boolean);
    }
    Result<ExprId> parse_additive() {
        return parse_chain(&Parser::parse_multiplicative, Operator::add, Operator::subtract, ExprKind::arithmetic,
                           ValueType::number);
    }
    Result<ExprId> parse_multiplicative() {
        return parse_chain(&Parser::parse_unary, Operator::multiply, Operator::modulo, ExprKind::arithmetic,
                           ValueType::number);
    }

    // Of a run of minus signs two cancel out, save that each makes a number of its operand.
    Result<ExprId> parse_unary() {
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

    Result<ExprId> parse_union() {
        const ExprId expr = TRY(
            parse_chain(&Parser::parse_path, Operator::unite, Operator::unite, ExprKind::unite, ValueType::node_set));
        if (at(expr).kind == ExprKind::unite) {
            for (const Operand& operand : m_program->operands_of(at(expr))) {
                TRY(require_node_set(operand.expr, "| joins node-sets"));
            }
        }
        return expr;
    }

    Result<void> require_node_set(ExprId id, std::string_view what) {
        const Expr& expr = at(id);
        if (!may_be_node_set(expr)) {
            return fail_at(expr.offset, ErrorCode::xpath_arguments, what);
        }
        return {};
    }

    // --- Paths ---

    // What starts a primary expression rather than a step.
    [[nodiscard]] bool starts_primary() const {
        switch (peek().kind) {
            case TokenKind::literal:
            case TokenKind::number:
            case TokenKind::variable:
            case TokenKind::open_parenthesis: return true;
            case TokenKind::name: return peek(1).kind == TokenKind::open_parenthesis && !is_node_type(peek().text);
            default: return false;
        }
    }

    [[nodiscard]] bool starts_step() const {
        switch (peek().kind) {
            case TokenKind::name:
            case TokenKind::wildcard:
            case TokenKind::at:
            case TokenKind::dot:
            case TokenKind::double_dot: return true;
            default: return false;
        }
    }

    Result<ExprId> parse_path() {
        const std::uint32_t offset = peek().offset;
        Path path;
        std::vector<PathStep> steps;
        if (starts_primary()) {
            const ExprId source = TRY(parse_primary());
            const bool continues = peek().kind == TokenKind::open_bracket || peek().kind == TokenKind::slash ||
                                   peek().kind == TokenKind::double_slash;
            if (!continues) {
                return source;
            }
            TRY(require_node_set(source, "a path can only go on from nodes"));
            path.start = PathStart::expression;
            path.source = source;
            std::vector<Predicate> predicates = TRY(parse_predicates());
            path.first_source_predicate = add_predicates(predicates);
            path.source_predicate_count = static_cast<std::uint32_t>(predicates.size());
            if (peek().kind == TokenKind::slash || peek().kind == TokenKind::double_slash) {
                TRY(parse_separator(steps));
                TRY(parse_steps(steps));
            }
        } else if (peek().kind == TokenKind::slash || peek().kind == TokenKind::double_slash) {
            path.start = PathStart::root;
            const bool alone = peek().kind == TokenKind::slash;
            TRY(parse_separator(steps));
            if (starts_step()) {
                TRY(parse_steps(steps));
            } else if (!alone) {
                return error_here("a step should follow //");
            }
        } else {
            TRY(parse_steps(steps));
        }
        return add_path(path, std::move(steps), offset);
    }

    ExprId add_path(Path path, std::vector<PathStep> steps, std::uint32_t offset) {
        for (PathStep& step : steps) {
            step.shape = shape_of(step);
        }
        path.first_step = static_cast<std::uint32_t>(m_program->steps.size());
        path.step_count = static_cast<std::uint32_t>(steps.size());
        m_program->steps.insert(m_program->steps.end(), steps.begin(), steps.end());
        path.streams = streams(*m_program, path);
        Expr expr;
        expr.kind = ExprKind::path;
        expr.type = ValueType::node_set;
        expr.offset = offset;
        expr.item = static_cast<std::uint32_t>(m_program->paths.size());
        expr.reads_focus = path.start == PathStart::focus;
        if (path.start == PathStart::expression) {
            const Expr& source = at(path.source);
            expr.reads_focus = source.reads_focus;
            expr.reads_position = source.reads_position;
            expr.reads_last = source.reads_last;
        }
        m_program->paths.push_back(path);
        return add(expr);
    }

    // One "/" or "//" before a step; "//" is /descendant-or-self::node()/.
    Result<void> parse_separator(std::vector<PathStep>& steps) {
        const Token& token = next();
        if (token.kind == TokenKind::double_slash) {
            PathStep step;
            step.step.axis = Axis::descendant_or_self;
            step.step.test = NodeTest::node;
            step.offset = token.offset;
            steps.push_back(step);
            lint(Warning::descendants_outside_subset, token.offset, "//");
        }
        return {};
    }

    Result<void> parse_steps(std::vector<PathStep>& steps) {
        while (true) {
            steps.push_back(TRY(parse_step()));
            merge_descendants(steps);
            if (peek().kind != TokenKind::slash && peek().kind != TokenKind::double_slash) {
                return {};
            }
            TRY(parse_separator(steps));
        }
    }

    // descendant-or-self::node()/child::x is descendant::x, as long as no predicate counts.
    void merge_descendants(std::vector<PathStep>& steps) const {
        if (steps.size() < 2) {
            return;
        }
        const PathStep& before = steps[steps.size() - 2];
        PathStep& last = steps.back();
        const bool all_below = before.step.axis == Axis::descendant_or_self && before.step.test == NodeTest::node &&
                               before.predicate_count == 0;
        const bool counts = std::ranges::any_of(m_program->predicates_of(last), [](const Predicate& predicate) {
            return predicate.kind != PredicateKind::boolean;
        });
        if (all_below && last.step.axis == Axis::child && !counts) {
            last.step.axis = Axis::descendant;
            steps.erase(steps.end() - 2);
        }
    }

    Result<PathStep> parse_step() {
        PathStep result;
        result.offset = peek().offset;
        Step& step = result.step;
        if (accept(TokenKind::dot)) {
            step.axis = Axis::self;
            return result;
        }
        if (accept(TokenKind::double_dot)) {
            step.axis = Axis::parent;
            return result;
        }
        if (accept(TokenKind::at)) {
            step.axis = Axis::attribute;
        } else if (peek().kind == TokenKind::name && peek(1).kind == TokenKind::double_colon) {
            const std::optional<Axis> axis = axis_named(peek().text);
            if (!axis) {
                return error_here("no such axis");
            }
            step.axis = *axis;
            if (*axis > Axis::attribute) {
                lint(Warning::axis_outside_subset, peek().offset, peek().text);
            }
            next();
            next();
        }
        TRY(parse_node_test(result));
        std::vector<Predicate> predicates = TRY(parse_predicates());
        result.first_predicate = add_predicates(predicates);
        result.predicate_count = static_cast<std::uint32_t>(predicates.size());
        step.has_predicate = !predicates.empty();
        return result;
    }

    Result<void> parse_node_test(PathStep& result) {
        Step& step = result.step;
        if (accept(TokenKind::wildcard)) {
            step.test = NodeTest::any_name;
            return {};
        }
        if (peek().kind != TokenKind::name) {
            return error_here("a step should stand here");
        }
        const Token name = next();
        if (peek().kind == TokenKind::open_parenthesis && is_node_type(name.text)) {
            return parse_node_type(result, name);
        }
        const std::size_t colon = name.text.find(':');
        std::string_view uri = step.axis == Axis::attribute || step.axis == Axis::name_space
                                   ? std::string_view{}
                                   : std::string_view{m_options.default_namespace};
        std::string_view local = name.text;
        if (colon != std::string_view::npos) {
            const std::optional<std::string_view> found = uri_of(name.text.substr(0, colon));
            if (!found) {
                return fail_at(name.offset, ErrorCode::xpath_unknown_prefix, name.text);
            }
            uri = *found;
            local = name.text.substr(colon + 1);
        }
        if (local == "*") {
            step.test = NodeTest::any_name_in_namespace;
            result.uri = static_cast<std::uint32_t>(m_program->uris.size());
            m_program->uris.emplace_back(m_options.names->is_folded(uri) ? std::string_view{} : uri);
            return {};
        }
        step.test = NodeTest::name;
        step.name = m_options.names->intern(uri, local);
        return {};
    }

    Result<void> parse_node_type(PathStep& result, const Token& name) {
        Step& step = result.step;
        next();
        if (name.text == "node") {
            step.test = NodeTest::node;
        } else if (name.text == "text") {
            step.test = NodeTest::text;
        } else if (name.text == "comment") {
            step.test = NodeTest::comment;
        } else {
            step.test = NodeTest::processing_instruction;
            if (peek().kind == TokenKind::literal) {
                step.name = m_options.names->intern({}, next().text);
            }
        }
        if (step.test != NodeTest::node) {
            lint(Warning::node_test_outside_subset, name.offset, name.text);
        }
        return expect(TokenKind::close_parenthesis, ") should close the node test");
    }

    [[nodiscard]] std::optional<std::string_view> uri_of(std::string_view prefix) const {
        const auto found = std::ranges::find(m_options.namespaces, prefix, &std::pair<std::string, std::string>::first);
        if (found != m_options.namespaces.end()) {
            return found->second;
        }
        if (prefix == "jr") {
            return kJavaRosaUri;
        }
        return prefix == "xml" ? std::optional{kXmlUri} : std::nullopt;
    }

    Result<std::vector<Predicate>> parse_predicates() {
        std::vector<Predicate> predicates;
        while (accept(TokenKind::open_bracket)) {
            Predicate predicate;
            predicate.expr = TRY(parse_or());
            TRY(expect(TokenKind::close_bracket, "] should close the predicate"));
            classify(*m_program, predicate);
            predicates.push_back(predicate);
        }
        return predicates;
    }

    std::uint32_t add_predicates(const std::vector<Predicate>& predicates) {
        const auto first = static_cast<std::uint32_t>(m_program->predicates.size());
        m_program->predicates.insert(m_program->predicates.end(), predicates.begin(), predicates.end());
        return first;
    }

    // --- Primary expressions ---

    Result<ExprId> parse_primary() {
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

    Result<ExprId> parse_call(const Token& name_token) {
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

    [[nodiscard]] std::string canonical_name(std::string_view written) const {
        const std::size_t colon = written.find(':');
        if (colon == std::string_view::npos) {
            return std::string{written};
        }
        const bool is_javarosa = uri_of(written.substr(0, colon)) == kJavaRosaUri;
        return is_javarosa ? fmt::format("jr:{}", written.substr(colon + 1)) : std::string{written};
    }

    // Refused at once in a form; in bare XPath only when reached, for `false() and nonsense()` is false.
    Result<ExprId> failing_call(Expr expr, const std::vector<Operand>& arguments, ErrorCode code,
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

    // What depends on the arguments: the type of if(), the focus where an argument is left out, a literal pattern.
    Result<void> refine(Expr& expr, const std::vector<Operand>& arguments) {
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

    Result<void> add_pattern(Expr& expr, const Expr& literal) {
        Result<Pattern> pattern = Pattern::compile(m_program->texts[literal.item]);
        if (!pattern) {
            return fail_at(literal.offset, pattern.error().code, pattern.error().detail);
        }
        m_program->patterns.push_back(std::move(*pattern));
        expr.item = static_cast<std::uint32_t>(m_program->patterns.size());  // 1 + its place
        return {};
    }

    // --- What the form wants to know about the expression ---

    void lint(Warning warning, std::uint32_t offset, std::string_view subject) {
        m_program->analysis.lints.push_back({warning, offset, std::string{subject}});
    }

    void note_call(const Signature& signature, const std::vector<Operand>& arguments, std::uint32_t offset) {
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

    const CompileOptions& m_options;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    std::uint32_t m_depth = 0;
    std::unique_ptr<Program> m_program;
};

}  // namespace

Result<std::unique_ptr<const Program>> parse(std::string_view text, const CompileOptions& options) {
    if (text.size() > kMaxExpressionBytes) {
        return fail_at(0, ErrorCode::xpath_too_complex, "the expression is too long");
    }
    return Parser{text, options, TRY(tokenize(text))}.run();
}

}  // namespace daohu::form::xpath
