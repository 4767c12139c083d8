// SPDX-License-Identifier: Apache-2.0
#pragma once

// An XPath 1.0 expression with the functions of the ODK XForms specification: compiled once, evaluated often.
// Owned by whoever compiled it; immutable afterwards, so copies share nothing that changes. One thread at a time,
// because the trees and the name table are.
//
// Expression      what was compiled: evaluate, and analysis() of what it reads
// Context         where an evaluation stands: node, position, root of "/", and the Host
// Host            what the form answers: instances, clock, language, texts, choice names, random bytes
//
// Rules and where they come from: XPath 1.0; ODK XForms specification, "XPath Functions"; decisions where engines
// differ: docs/decisions/0010-xpath-conformance.md.

#include "core/base/entropy.hpp"
#include "core/base/result.hpp"
#include "core/form/tree.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daohu::form::xpath {

enum class ValueType : std::uint8_t { number, string, boolean, node_set };

struct Value {
    ValueType type = ValueType::string;
    double number = 0;
    bool boolean = false;
    std::string string;
    std::vector<NodeRef> nodes;  // document order, except what randomize() shuffled
};

// Plain XPath 1.0, or with ODK's functions and conversions (dates as numbers, blanks skipped in sum, min, max).
enum class Dialect : std::uint8_t { xpath1, xforms };

// What to do about a call of a function nobody knows, or with wrong arguments: forms refuse to load; bare XPath fails
// when the call is reached.
enum class UnknownFunctions : std::uint8_t { refuse, fail_when_reached };

struct CompileOptions {
    NameTable* names = nullptr;
    Dialect dialect = Dialect::xforms;
    UnknownFunctions unknown_functions = UnknownFunctions::refuse;
    // (prefix, URI). `jr` and `xml` are known without being listed.
    std::vector<std::pair<std::string, std::string>> namespaces;
    // The namespace of element names written without a prefix; a folded one (see NameTable) is the same as none.
    std::string default_namespace;
};

// Expressions longer or deeper than this are refused with xpath_too_complex.
inline constexpr std::size_t kMaxExpressionBytes = 128 * 1024;
inline constexpr std::uint32_t kMaxExpressionDepth = 200;

// --- What an expression reads -------------------------------------------------------------------------------------

enum class Axis : std::uint8_t {
    child,
    parent,
    self,
    attribute,
    descendant,
    descendant_or_self,
    ancestor,
    ancestor_or_self,
    following_sibling,
    preceding_sibling,
    following,
    preceding,
    name_space,
};

enum class NodeTest : std::uint8_t {
    name,
    any_name,
    any_name_in_namespace,
    node,
    text,
    comment,
    processing_instruction
};

struct Step {
    Axis axis = Axis::child;
    NodeTest test = NodeTest::node;
    NameId name = NameId::none;  // with NodeTest::name
    bool has_predicate = false;  // not every node the steps lead to is read
};

enum class Origin : std::uint8_t {
    root,      // "/data/..."
    context,   // "../x", ".", current()/../x: from the node the expression belongs to
    instance,  // instance('x')/...; Reference::instance is empty where the id is not a literal
    unknown,   // from what a function gave, such as id()
};

// A path whose nodes the expression may read. Paths inside predicates stand here from the outermost start on:
// `/data/member[age > 18]/name` gives /data/member, /data/member/age and /data/member/name.
struct Reference {
    Origin origin = Origin::context;
    std::string instance;
    std::vector<Step> steps;
    std::uint32_t offset = 0;  // of the path in the expression
    bool by_position = false;  // its place among its siblings matters: position(..)
};

// A call of a function, in the order written.
struct Call {
    std::string name;  // as the specification writes it: "jr:choice-name"
    std::uint32_t offset = 0;
    std::vector<std::optional<std::string>> arguments;  // the value of each argument that is a literal
};

enum class Warning : std::uint8_t {
    axis_outside_subset,         // ODK knows child, parent and self (and attribute)
    descendants_outside_subset,  // "//"
    node_test_outside_subset,    // text(), comment(), ...
    function_outside_subset,     // a function of XPath 1.0 that ODK's specification lacks
};

struct Lint {
    Warning warning = Warning::axis_outside_subset;
    std::uint32_t offset = 0;
    std::string subject;  // the axis or function
};

struct Analysis {
    std::vector<Reference> references;
    std::vector<Call> calls;
    std::vector<Lint> lints;
    bool uses_clock = false;      // now(), today()
    bool uses_random = false;     // random(), uuid(), randomize() without a seed
    bool uses_language = false;   // jr:itext(), jr:choice-name(), names of months and days
    bool uses_own_value = false;  // once()
    bool uses_position = false;   // position() or last() of the evaluation itself
};

// --- Evaluation ---------------------------------------------------------------------------------------------------

// What the form answers during an evaluation. The session implements it; called on the evaluating thread.
class Host {
public:
    virtual ~Host() = default;

    // The node instance('id') stands for: the document node of a secondary instance. Empty where there is none, which
    // fails the evaluation with xpath_unknown_instance.
    [[nodiscard]] virtual NodeRef find_instance(std::string_view id) = 0;
    // Milliseconds since 1970-01-01T00:00:00Z. The session answers the same moment throughout one recalculation.
    [[nodiscard]] virtual std::int64_t now_ms() = 0;
    // Minutes east of UTC that dates without an offset mean: +480 in China.
    [[nodiscard]] virtual std::int32_t utc_offset_minutes() = 0;
    // BCP 47 tag of the form's current language, for names of months and days: "zh", "en".
    [[nodiscard]] virtual std::string_view language() = 0;
    // Replaces `out`; an unknown id gives the id itself or what the form falls back to.
    virtual void itext(std::string_view id, std::string& out) = 0;
    // The label of the choice `value` of the question at `path` (as written in the expression), seen from `context`.
    // Empty where there is none.
    virtual void choice_name(std::string_view value, std::string_view path, NodeRef context, std::string& out) = 0;
    [[nodiscard]] virtual Entropy& entropy() = 0;
    [[nodiscard]] virtual std::string_view form_version() = 0;
};

struct Context {
    NodeRef node;
    NodeRef root;  // what "/" means: usually the document node of the primary instance
    Host* host = nullptr;
    std::uint32_t position = 1;
    std::uint32_t size = 1;
    NodeRef current;  // what current() means; `node` where it is empty (an itemset's predicate sets it)
};

struct Program;

class Expression {
public:
    // xpath_syntax, xpath_unknown_function, xpath_arguments, xpath_unknown_prefix, xpath_unknown_variable,
    // xpath_bad_pattern (a literal regex), xpath_too_complex. The detail starts "offset 12: ", counted in bytes.
    [[nodiscard]] static Result<Expression> compile(std::string_view text, const CompileOptions& options);

    Expression(Expression&&) noexcept;
    Expression& operator=(Expression&&) noexcept;
    ~Expression();

    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] const Analysis& analysis() const;
    // What evaluate() gives. if() of different types is a string.
    [[nodiscard]] ValueType type() const;
    // The literal or number, where the expression is nothing else: "true()", "1", "'yes'".
    [[nodiscard]] bool is_constant() const;

    // xpath_unknown_function, xpath_unknown_instance, xpath_type, xpath_bad_pattern, xpath_too_much_work (an
    // evaluation may visit 50 million nodes). The typed ones convert as string(), number() and boolean() do, and
    // allocate nothing where no text has to be made.
    [[nodiscard]] Result<Value> evaluate(const Context& context) const;
    [[nodiscard]] Result<double> number(const Context& context) const;
    [[nodiscard]] Result<bool> boolean(const Context& context) const;
    [[nodiscard]] Result<std::string> string(const Context& context) const;
    // Replaces `out`, keeping its memory.
    [[nodiscard]] Result<void> string_into(const Context& context, std::string& out) const;
    // xpath_type where the expression is no node-set. Replaces `out`, keeping its memory.
    [[nodiscard]] Result<void> nodes_into(const Context& context, std::vector<NodeRef>& out) const;

private:
    explicit Expression(std::unique_ptr<const Program> program);

    std::unique_ptr<const Program> m_program;
};

}  // namespace daohu::form::xpath
