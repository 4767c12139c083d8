// SPDX-License-Identifier: Apache-2.0
#include "core/form/xpath/program.hpp"

namespace daohu::form::xpath {

namespace {

// Beyond this many references the expression counts as reading who knows what.
constexpr std::size_t kMaxReferences = 4096;

using Bases = std::vector<Reference>;

class Analyser {
public:
    explicit Analyser(Program& program) : m_program{program}, m_analysis{program.analysis} {}

    void run() {
        read(m_program.top, {Reference{}}, false);
        const Expr& top = m_program.at(m_program.top);
        m_analysis.uses_position = top.reads_position;
        if (m_overflow) {
            Reference unknown;
            unknown.origin = Origin::unknown;
            m_analysis.references.push_back(unknown);
        }
    }

private:
    void note(const Reference& reference) {
        if (m_analysis.references.size() >= kMaxReferences) {
            m_overflow = true;
        } else {
            m_analysis.references.push_back(reference);
        }
    }

    // Notes what the expression reads; gives where its nodes, if it has any, come from. `focus` is what a relative path
    // in it starts from.
    Bases read(ExprId id, const Bases& focus, bool by_position) {
        if (m_overflow) {
            return {};
        }
        const Expr& expr = m_program.at(id);
        switch (expr.kind) {
            case ExprKind::path: return read_path(m_program.paths[expr.item], expr.offset, focus, by_position);
            case ExprKind::call: return read_call(expr, focus);
            default: break;
        }
        Bases all;
        for (const Operand& operand : m_program.operands_of(expr)) {
            Bases more = read(operand.expr, focus, by_position);
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }

    Bases read_path(const Path& path, std::uint32_t offset, const Bases& focus, bool by_position) {
        Bases bases;
        switch (path.start) {
            case PathStart::root: {
                Reference root;
                root.origin = Origin::root;
                bases.push_back(root);
                break;
            }
            case PathStart::focus: bases = focus; break;
            case PathStart::expression:
                bases = read(path.source, focus, false);
                read_predicates(m_program.source_predicates_of(path), bases);
                break;
        }
        for (Reference& base : bases) {
            base.offset = offset;
        }
        for (const PathStep& step : m_program.steps_of(path)) {
            const bool stays = step.step.axis == Axis::self && step.step.test == NodeTest::node;
            for (Reference& base : bases) {
                if (!stays) {
                    base.steps.push_back(step.step);
                }
            }
            if (step.predicate_count != 0) {
                for (const Reference& base : bases) {
                    note(base);
                }
                read_predicates(m_program.predicates_of(step), bases);
            }
        }
        for (Reference& base : bases) {
            base.by_position = by_position;
            note(base);
            base.by_position = false;
        }
        return bases;
    }

    void read_predicates(std::span<const Predicate> predicates, const Bases& bases) {
        for (const Predicate& predicate : predicates) {
            read(predicate.expr, bases, false);
        }
    }

    Bases read_call(const Expr& expr, const Bases& focus) {
        note_facts(expr, focus);
        std::vector<Bases> arguments;
        for (const Operand& operand : m_program.operands_of(expr)) {
            arguments.push_back(read(operand.expr, focus, expr.function == Function::position));
        }
        switch (expr.function) {
            case Function::current: return {Reference{}};
            case Function::instance: return {instance_base(expr)};
            case Function::if_:
                arguments[1].insert(arguments[1].end(), arguments[2].begin(), arguments[2].end());
                return arguments[1];
            case Function::indexed_repeat:
            case Function::randomize: return arguments[0];
            case Function::id: {
                Reference unknown;
                unknown.origin = Origin::unknown;
                unknown.offset = expr.offset;
                note(unknown);
                return {unknown};
            }
            default: return {};
        }
    }

    [[nodiscard]] Reference instance_base(const Expr& expr) const {
        Reference base;
        base.origin = Origin::instance;
        base.offset = expr.offset;
        const Expr& id = m_program.at(m_program.operands_of(expr)[0].expr);
        if (id.kind == ExprKind::literal) {
            base.instance = m_program.texts[id.item];
        }
        return base;
    }

    void note_facts(const Expr& expr, const Bases& focus) {
        switch (expr.function) {
            case Function::now:
            case Function::today: m_analysis.uses_clock = true; break;
            case Function::random:
            case Function::uuid: m_analysis.uses_random = true; break;
            case Function::randomize: m_analysis.uses_random = m_analysis.uses_random || expr.operand_count == 1; break;
            case Function::itext:
            case Function::choice_name:
            case Function::format_date:
            case Function::format_date_time: m_analysis.uses_language = true; break;
            case Function::once: m_analysis.uses_own_value = true; break;
            case Function::pulldata: note(instance_base(expr)); break;
            case Function::string:
            case Function::string_length:
            case Function::normalize_space:
            case Function::number:
                if (expr.operand_count == 0) {
                    for (const Reference& base : focus) {
                        note(base);
                    }
                }
                break;
            default: break;
        }
    }

    Program& m_program;
    Analysis& m_analysis;
    bool m_overflow = false;
};

}  // namespace

void analyse(Program& program) { Analyser{program}.run(); }

}  // namespace daohu::form::xpath
