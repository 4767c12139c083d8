// SPDX-License-Identifier: Apache-2.0
#pragma once

// One evaluation of a program. Lives on the stack of Expression's evaluate functions; private to the room.
//
// Paths are walked node by node wherever that gives document order without repetition (Path::streams): sum() over 500
// members or a comparison with a path allocates nothing. The rest goes through node-sets.
//
// An error does not unwind: the first one is kept, what follows reads as empty, and the caller gets the error.

#include "core/form/xpath/dates.hpp"
#include "core/form/xpath/program.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace daohu::form::xpath {

inline constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::uint64_t kMaxVisitedNodes = 50'000'000;

using NodeSet = std::vector<NodeRef>;

struct Focus {
    NodeRef node;
    std::uint32_t position = 1;
    std::uint32_t size = 1;
};

class Evaluator {
public:
    Evaluator(const Program& program, const Context& context);

    [[nodiscard]] Focus outer_focus() const { return {m_context.node, m_context.position, m_context.size}; }
    [[nodiscard]] std::optional<Error>& error() { return m_error; }

    // The value of an expression as a type; conversions are those of string(), number() and boolean().
    double number(ExprId id, const Focus& focus);
    bool boolean(ExprId id, const Focus& focus);
    void append_string(ExprId id, const Focus& focus, std::string& out);
    // Without copying where the text exists; else it is made in `scratch`.
    std::string_view text(ExprId id, const Focus& focus, std::string& scratch);
    // Replaces `out`; document order unless randomize() made it.
    void nodes(ExprId id, const Focus& focus, NodeSet& out);
    // The branch an if() of varying type takes; other expressions as they are.
    ExprId resolve(ExprId id, const Focus& focus);

private:
    struct PredicateState {
        std::array<std::uint32_t, kMaxStreamedPredicates> positions{};
    };
    enum class Verdict : std::uint8_t { keep, skip, stop };

    // --- Evaluation of operators (evaluator.cpp) ---
    bool logical(const Expr& expr, const Focus& focus);
    bool comparison(const Expr& expr, const Focus& focus);
    bool compare(Operator op, ExprId left, ExprId right, const Focus& focus);
    bool compare_nodes(Operator op, ExprId nodes_id, ExprId other, const Focus& focus);
    bool compare_node_sets(Operator op, ExprId left, ExprId right, const Focus& focus);
    double extreme_of(ExprId id, const Focus& focus, bool least);
    bool have_equal_texts(const NodeSet& left, const NodeSet& right, Operator op);
    double arithmetic(const Expr& expr, const Focus& focus);
    double text_to_number(std::string_view text);
    double node_number(NodeRef node) {
        const double value = node.tree->number_value(node.id);
        return std::isnan(value) ? date_number(node) : value;
    }
    double date_number(NodeRef node);
    std::string_view node_text(NodeRef node, std::string& scratch) { return node.tree->string_value(node.id, scratch); }
    NodeRef first_node(ExprId id, const Focus& focus);

    // --- Functions, by what they give ---
    double number_call(const Expr& expr, const Focus& focus);                  // call_number.cpp
    bool boolean_call(const Expr& expr, const Focus& focus);                   // call_boolean.cpp
    void string_call(const Expr& expr, const Focus& focus, std::string& out);  // call_string.cpp
    void nodes_call(const Expr& expr, const Focus& focus, NodeSet& out);       // call_nodes.cpp
    NodeRef node_call(const Expr& expr, const Focus& focus);                   // current(), instance()

    [[nodiscard]] ExprId argument(const Expr& expr, std::size_t i) const {
        return m_program.operands[expr.first_operand + i].expr;
    }
    double argument_number(const Expr& expr, std::size_t i, const Focus& focus) {
        return number(argument(expr, i), focus);
    }
    double sum(const Expr& expr, const Focus& focus);
    double extreme(const Expr& expr, const Focus& focus);
    double count(const Expr& expr, const Focus& focus);
    double rounded(const Expr& expr, const Focus& focus);
    double geographic(const Expr& expr, const Focus& focus);
    double checklist_total(const Expr& expr, const Focus& focus, bool weighted);
    std::vector<double> numbers_of(ExprId id, const Focus& focus);
    std::vector<bool> ticks_of(ExprId id, const Focus& focus);
    void gather_texts(const Expr& expr, std::size_t from, const Focus& focus, std::vector<std::string>& out);
    std::string_view text_or_context(const Expr& expr, const Focus& focus, std::string& scratch);
    // The moment a date function's argument means: days where it is a number, else a date written out.
    std::optional<MomentMs> moment(ExprId id, const Focus& focus);
    std::optional<MomentMs> date_value(const Expr& expr, const Focus& focus);
    bool matches_pattern(const Expr& expr, const Focus& focus);
    void concatenate(const Expr& expr, const Focus& focus, std::string& out);
    void node_name(const Expr& expr, const Focus& focus, std::string& out);
    void substring(const Expr& expr, const Focus& focus, std::string& out);
    void substr(const Expr& expr, const Focus& focus, std::string& out);
    void make_uuid(const Expr& expr, const Focus& focus, std::string& out);
    void pull_data(const Expr& expr, const Focus& focus, std::string& out);
    std::vector<std::size_t> repeats_from_outside(const Expr& expr, const Focus& focus);
    void indexed_repeat(const Expr& expr, const Focus& focus, NodeSet& out);
    void elements_with_id(const Expr& expr, const Focus& focus, NodeSet& out);
    void randomize(const Expr& expr, const Focus& focus, NodeSet& out);
    double random_fraction();
    UtcOffset zone();

    // --- Paths (paths.cpp and below) ---
    void path_nodes(const Path& path, const Focus& focus, NodeSet& out);
    void step_nodes(const PathStep& step, const NodeSet& from, NodeSet& out);
    void filter(std::span<const Predicate> predicates, NodeSet& nodes);
    void unite(const Expr& expr, const Focus& focus, NodeSet& out);
    void sort_unique(NodeSet& nodes) const;
    [[nodiscard]] bool is_true(const Predicate& predicate, const Focus& focus);
    [[nodiscard]] bool matches(const PathStep& step, const Tree& tree, NodeId node) const;
    Verdict judge(std::span<const Predicate> predicates, PredicateState& state, NodeRef node);
    [[nodiscard]] bool is_indexed(const PathStep& step, NodeRef list) const;
    void indexed_rows(const PathStep& step, NodeRef list, NodeSet& out);
    NodeRef start_of(const Path& path, const Focus& focus);

    template <class Visit>
    bool each_on_axis(const PathStep& step, const Tree& tree, NodeId node, Visit&& visit);
    template <class Sink>
    bool walk(std::span<const PathStep> steps, const Tree& tree, NodeId node, Sink& sink);
    template <class Sink>
    bool walk_rows(std::span<const PathStep> steps, NodeRef list, Sink& sink);
    // Calls sink(NodeRef) for each node in order until it returns false.
    template <class Sink>
    void for_each(ExprId id, const Focus& focus, Sink&& sink);

    bool work(std::uint64_t amount = 1) {
        m_work += amount;
        return m_work <= kMaxVisitedNodes || out_of_work();
    }
    bool out_of_work();
    void fail_call(const Expr& expr);
    void set_error(std::uint32_t offset, ErrorCode code, std::string_view what);

    const Program& m_program;
    const Context& m_context;
    NodeRef m_current;
    std::uint64_t m_work = 0;
    std::optional<Error> m_error;
};

}  // namespace daohu::form::xpath
