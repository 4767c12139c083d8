// SPDX-License-Identifier: Apache-2.0
// Paths: steps, node tests and predicates.
#include "core/form/xpath/parser.hpp"
#include "core/form/xpath/path_shape.hpp"

namespace daohu::form::xpath {

namespace {

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

}  // namespace

bool Parser::starts_primary() const {
    switch (peek().kind) {
        case TokenKind::literal:
        case TokenKind::number:
        case TokenKind::variable:
        case TokenKind::open_parenthesis: return true;
        case TokenKind::name: return peek(1).kind == TokenKind::open_parenthesis && !is_node_type(peek().text);
        default: return false;
    }
}

bool Parser::starts_step() const {
    switch (peek().kind) {
        case TokenKind::name:
        case TokenKind::wildcard:
        case TokenKind::at:
        case TokenKind::dot:
        case TokenKind::double_dot: return true;
        default: return false;
    }
}

Result<ExprId> Parser::parse_path() {
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

ExprId Parser::add_path(Path path, std::vector<PathStep> steps, std::uint32_t offset) {
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

Result<void> Parser::parse_separator(std::vector<PathStep>& steps) {
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

Result<void> Parser::parse_steps(std::vector<PathStep>& steps) {
    while (true) {
        steps.push_back(TRY(parse_step()));
        merge_descendants(steps);
        if (peek().kind != TokenKind::slash && peek().kind != TokenKind::double_slash) {
            return {};
        }
        TRY(parse_separator(steps));
    }
}

void Parser::merge_descendants(std::vector<PathStep>& steps) const {
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

Result<PathStep> Parser::parse_step() {
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

Result<void> Parser::parse_node_test(PathStep& result) {
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

Result<void> Parser::parse_node_type(PathStep& result, const Token& name) {
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

Result<std::vector<Predicate>> Parser::parse_predicates() {
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

std::uint32_t Parser::add_predicates(const std::vector<Predicate>& predicates) {
    const auto first = static_cast<std::uint32_t>(m_program->predicates.size());
    m_program->predicates.insert(m_program->predicates.end(), predicates.begin(), predicates.end());
    return first;
}

}  // namespace daohu::form::xpath
