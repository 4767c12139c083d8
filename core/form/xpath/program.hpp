// SPDX-License-Identifier: Apache-2.0
#pragma once

// What an expression is compiled to: a tree of typed nodes in one vector, names resolved to numbers, chains of one
// operator flattened so that depth is nesting and nothing else. Private to the room. Immutable once parsed.

#include "core/form/xpath/expression.hpp"
#include "core/form/xpath/functions.hpp"
#include "core/form/xpath/pattern.hpp"

#include <span>

namespace daohu::form::xpath {

enum class ExprId : std::uint32_t {};

enum class Operator : std::uint8_t {
    none,
    logical_or,
    logical_and,
    equal,
    not_equal,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    add,
    subtract,
    multiply,
    divide,
    modulo,
    unite,
};

enum class ExprKind : std::uint8_t {
    number,
    literal,
    logical,     // operands joined by `or` or by `and`
    comparison,  // left to right: the result so far is compared with the next operand
    arithmetic,  // left to right
    negation,
    unite,  // "|"
    path,
    call,
    failing_call,  // an unknown function or wrong arguments: fails when reached
};

struct Operand {
    ExprId expr{};
    Operator op = Operator::none;  // between the operand before and this one
};

struct Expr {
    ExprKind kind = ExprKind::number;
    Function function{};  // of a call
    ValueType type = ValueType::number;
    bool type_varies = false;     // an if() whose branches differ: known when evaluated
    bool reads_focus = false;     // depends on the context node, position or size
    bool reads_position = false;  // position() or last()
    bool reads_last = false;
    std::uint32_t offset = 0;
    std::uint32_t first_operand = 0;  // in Program::operands
    std::uint32_t operand_count = 0;
    std::uint32_t item = 0;  // of texts, paths or patterns, as kind and function say
    double number = 0;
};

enum class PredicateKind : std::uint8_t {
    general,
    boolean,   // certainly a boolean, string or node-set, and position() and last() are not asked
    position,  // certainly a number that does not depend on the focus: [3], [/data/i]
};

struct Predicate {
    ExprId expr{};
    PredicateKind kind = PredicateKind::general;
    // `column = value` (perhaps with more after `and`), where `value` does not read the focus: a hash index can serve it.
    NameId column = NameId::none;
    ExprId column_value{};
    bool is_only_equality = false;
};

// The steps nearly all paths are made of, which are walked without ceremony.
enum class StepShape : std::uint8_t {
    general,
    up,              // ".."
    named_children,  // "name"
};

struct PathStep {
    Step step;
    StepShape shape = StepShape::general;
    mutable std::uint32_t hint = 0;  // see Tree::find_child()
    std::uint32_t uri = 0;  // of NodeTest::any_name_in_namespace, in Program::uris; folded ones are empty there
    std::uint32_t offset = 0;
    std::uint32_t first_predicate = 0;
    std::uint32_t predicate_count = 0;
};

// A step with more predicates than this is evaluated the general way.
inline constexpr std::uint32_t kMaxStreamedPredicates = 8;

enum class PathStart : std::uint8_t { root, focus, expression };

struct Path {
    PathStart start = PathStart::focus;
    ExprId source{};                           // of PathStart::expression
    std::uint32_t first_source_predicate = 0;  // predicates on the source: (…)[1]/x
    std::uint32_t source_predicate_count = 0;
    std::uint32_t first_step = 0;
    std::uint32_t step_count = 0;
    // Walking node by node meets every result once and in document order.
    bool streams = false;
};

struct FailingCall {
    ErrorCode code = ErrorCode::xpath_unknown_function;
    std::string what;
};

struct Program {
    std::string text;
    Dialect dialect = Dialect::xforms;
    NameTable* names = nullptr;
    ExprId top{};
    std::vector<Expr> exprs;
    std::vector<Operand> operands;
    std::vector<Path> paths;
    std::vector<PathStep> steps;
    std::vector<Predicate> predicates;
    std::vector<std::string> texts;  // literals
    std::vector<FailingCall> failing_calls;
    std::vector<std::string> uris;  // namespaces of "prefix:*"
    std::vector<Pattern> patterns;  // of regex() with a literal pattern
    Analysis analysis;
    // Names the functions themselves use.
    NameId root_name = NameId::none;
    NameId item_name = NameId::none;
    NameId id_attribute = NameId::none;
    NameId lang_attribute = NameId::none;

    [[nodiscard]] const Expr& at(ExprId id) const { return exprs[static_cast<std::uint32_t>(id)]; }
    [[nodiscard]] std::span<const Operand> operands_of(const Expr& expr) const {
        return std::span{operands}.subspan(expr.first_operand, expr.operand_count);
    }
    [[nodiscard]] std::span<const PathStep> steps_of(const Path& path) const {
        return std::span{steps}.subspan(path.first_step, path.step_count);
    }
    [[nodiscard]] std::span<const Predicate> predicates_of(const PathStep& step) const {
        return std::span{predicates}.subspan(step.first_predicate, step.predicate_count);
    }
    [[nodiscard]] std::span<const Predicate> source_predicates_of(const Path& path) const {
        return std::span{predicates}.subspan(path.first_source_predicate, path.source_predicate_count);
    }
};

// Fills Program::analysis from the rest.
void analyse(Program& program);

// The whole of expression.hpp's compile().
[[nodiscard]] Result<std::unique_ptr<const Program>> parse(std::string_view text, const CompileOptions& options);

}  // namespace daohu::form::xpath
