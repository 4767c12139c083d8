// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/graph_builder.hpp"

#include "core/form/load/reference.hpp"
#include "core/form/load/strong_components.hpp"
#include "core/form/namespaces.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace daohu::form {

namespace {

// A node a computation reads.
struct Read {
    SchemaId node = SchemaId::none;
    std::uint32_t apex_depth = 0;
    bool is_certain = true;  // every instance the path leads to is read: no predicate leaves any out
    bool is_position = false;
};

struct Draft {
    Computation computation;
    const xpath::Expression* expression = nullptr;
    std::vector<Read> reads;
};

[[nodiscard]] bool leaves_some_out(const xpath::Reference& reference) {
    return std::any_of(reference.steps.begin(), reference.steps.end(), [](const xpath::Step& step) {
        return step.has_predicate || step.axis == xpath::Axis::following_sibling ||
               step.axis == xpath::Axis::preceding_sibling || step.axis == xpath::Axis::following ||
               step.axis == xpath::Axis::preceding;
    });
}

class GraphBuilder {
public:
    explicit GraphBuilder(const Definition& form)
        : m_form{form}, m_schema{form.schema()}, m_state{form.names().find(kDaohuNamespace, "state")} {}

    Result<Graph> build() {
        draft_computations();
        for (Draft& draft : m_drafts) {
            find_reads(draft);
        }
        link();
        TRY(refuse_cycles());
        put_in_order();
        return fill();
    }

private:
    void draft_computations() {
        const auto add = [this](ComputationKind kind, std::size_t owner, SchemaId target,
                                const xpath::Expression& expression) {
            m_drafts.push_back({{kind, static_cast<std::uint32_t>(owner), target, false}, &expression, {}});
        };
        for (std::size_t i = 0; i < m_form.binds().size(); ++i) {
            const Bind& bind = m_form.binds()[i];
            if (bind.relevant) {
                add(ComputationKind::relevance, i, bind.node, *bind.relevant);
            }
            if (bind.calculate) {
                add(ComputationKind::calculation, i, bind.node, *bind.calculate);
            }
        }
        for (std::size_t i = 0; i < m_form.body().size(); ++i) {
            const BodyElement& element = m_form.body()[i];
            const Bind* const bind = element.node == SchemaId::none ? nullptr : m_form.bind_of(element.node);
            const bool is_calculated = bind != nullptr && bind->calculate;
            if (element.itemset && element.itemset->follows_answers && !is_calculated) {
                add(ComputationKind::choices, i, element.node, *element.itemset->nodeset);
            }
        }
        for (std::size_t i = 0; i < m_form.repeats().size(); ++i) {
            const Repeat& repeat = m_form.repeats()[i];
            if (repeat.count) {
                add(ComputationKind::row_count, i, m_schema[repeat.node].parent, *repeat.count);
            }
        }
    }

    void find_reads(Draft& draft) const {
        const xpath::Analysis& analysis = draft.expression->analysis();
        const bool picks_rows = std::any_of(analysis.calls.begin(), analysis.calls.end(),
                                            [](const xpath::Call& call) { return call.name == "indexed-repeat"; });
        for (const xpath::Reference& reference : analysis.references) {
            const bool is_certain = !picks_rows && !leaves_some_out(reference);
            for (const ReachedNode& reached :
                 resolve_reference(m_schema, reference, draft.computation.target, m_state)) {
                draft.reads.push_back({reached.node, reached.apex_depth, is_certain, reference.by_position});
            }
        }
        const SchemaId row = m_schema[draft.computation.target].repeat;
        if (analysis.uses_position && row != SchemaId::none) {
            draft.reads.push_back({row, m_schema[row].depth, false, true});
        }
        if (draft.computation.kind == ComputationKind::choices) {
            // A choice is looked at when it is made, and when its question counts again.
            const SchemaId question = draft.computation.target;
            draft.reads.push_back({question, m_schema[question].depth, false, false});
            const Itemset& itemset = *m_form.body()[draft.computation.owner].itemset;
            for (const ReachedNode& reached : nodes_of_list(itemset, question, ItemParts::values)) {
                draft.reads.push_back({reached.node, reached.apex_depth, false, false});
            }
        }
        for (const xpath::Call& call : analysis.calls) {
            if (call.name == "jr:choice-name" && call.arguments.size() == 2 && call.arguments[1]) {
                read_choices(draft, *call.arguments[1]);
            }
        }
    }

    // What the list of a question is made of: its items, their values, and their labels where asked for.
    enum class ItemParts : std::uint8_t { values, values_and_labels };

    [[nodiscard]] std::vector<ReachedNode> nodes_of_list(const Itemset& itemset, SchemaId question,
                                                         ItemParts parts) const {
        std::vector<ReachedNode> nodes;
        const auto add = [&](const ReachedNode& item, NameId child,
                             const std::optional<xpath::Expression>& expression) {
            if (const SchemaId found = m_schema.find_child(item.node, child, false); found != SchemaId::none) {
                nodes.push_back({found, item.apex_depth});
            }
            if (!expression) {
                return;
            }
            for (const xpath::Reference& reference : expression->analysis().references) {
                for (ReachedNode reached : resolve_reference(m_schema, reference, item.node, m_state)) {
                    reached.apex_depth = std::min(reached.apex_depth, item.apex_depth);
                    nodes.push_back(reached);
                }
            }
        };
        for (const xpath::Reference& reference : itemset.nodeset->analysis().references) {
            for (const ReachedNode& item : resolve_reference(m_schema, reference, question, m_state)) {
                nodes.push_back(item);
                add(item, itemset.value_child, itemset.value);
                if (parts == ItemParts::values_and_labels) {
                    add(item, itemset.label_child, itemset.label);
                }
            }
        }
        return nodes;
    }

    // The name of a choice depends on what the question's list of choices depends on.
    void read_choices(Draft& draft, std::string_view path) const {
        const SchemaId question = find_question(m_form, path, draft.computation.target);
        const ElementId element = question == SchemaId::none ? ElementId::none : m_form.question_of(question);
        if (element == ElementId::none || !m_form.element(element).itemset) {
            return;
        }
        const Itemset& itemset = *m_form.element(element).itemset;
        for (const ReachedNode& reached : nodes_of_list(itemset, question, ItemParts::values_and_labels)) {
            draft.reads.push_back({reached.node, 0, false, false});
        }
    }

    // Who must come after whom.
    void link() {
        std::vector<std::vector<std::uint32_t>> readers(m_schema.size());
        std::vector<std::vector<std::uint32_t>> certain_readers(m_schema.size());
        for (std::uint32_t i = 0; i < m_drafts.size(); ++i) {
            for (const Read& read : m_drafts[i].reads) {
                if (!read.is_position) {
                    readers[index(read.node)].push_back(i);
                    if (read.is_certain && m_drafts[i].computation.kind != ComputationKind::choices) {
                        certain_readers[index(read.node)].push_back(i);
                    }
                }
            }
        }
        m_after.resize(m_drafts.size());
        m_certainly_after.resize(m_drafts.size());
        for (std::uint32_t i = 0; i < m_drafts.size(); ++i) {
            const Computation& computation = m_drafts[i].computation;
            if (computation.kind == ComputationKind::row_count) {
                continue;  // new rows are announced one by one and may start earlier computations again
            }
            const std::uint32_t first = index(computation.target);
            const std::uint32_t last =
                computation.kind == ComputationKind::relevance ? index(m_schema[computation.target].last_below) : first;
            for (std::uint32_t node = first; node <= last; ++node) {
                m_after[i].insert(m_after[i].end(), readers[node].begin(), readers[node].end());
                if (computation.kind == ComputationKind::choices) {
                    std::erase(m_after[i], i);  // what is offered does not depend on what was chosen
                }
                if (computation.kind != ComputationKind::choices) {
                    m_certainly_after[i].insert(m_certainly_after[i].end(), certain_readers[node].begin(),
                                                certain_readers[node].end());
                }
            }
        }
    }

    Result<void> refuse_cycles() const {
        const auto components = strong_components(m_certainly_after);
        for (const auto& component : components) {
            const std::uint32_t first = component.front();
            const auto& after = m_certainly_after[first];
            if (component.size() == 1 && std::find(after.begin(), after.end(), first) == after.end()) {
                continue;
            }
            const Place place = place_of(m_drafts[first].computation);
            return fail(ErrorCode::form_cycle,
                        fmt::format("line {}, column {}: these need each other to be calculated: {}", place.line,
                                    place.column, describe_cycle(component)));
        }
        return {};
    }

    [[nodiscard]] Place place_of(const Computation& computation) const {
        switch (computation.kind) {
            case ComputationKind::relevance:
            case ComputationKind::calculation: return m_form.binds()[computation.owner].place;
            case ComputationKind::choices: return m_form.body()[computation.owner].place;
            case ComputationKind::row_count: return m_form.repeats()[computation.owner].place;
        }
        return {};
    }

    // Walks from one to the next until it meets itself again.
    [[nodiscard]] std::string describe_cycle(const std::vector<std::uint32_t>& component) const {
        constexpr std::size_t kMostNamed = 10;
        std::vector<std::uint32_t> walked;
        std::uint32_t at = component.front();
        while (std::find(walked.begin(), walked.end(), at) == walked.end()) {
            walked.push_back(at);
            const auto& after = m_certainly_after[at];
            at = *std::find_if(after.begin(), after.end(), [&](std::uint32_t next) {
                return std::find(component.begin(), component.end(), next) != component.end();
            });
        }
        std::string text;
        for (auto i = std::find(walked.begin(), walked.end(), at); i != walked.end(); ++i) {
            if (static_cast<std::size_t>(i - walked.begin()) == kMostNamed) {
                return text + "...";
            }
            text += m_schema[m_drafts[*i].computation.target].path + " -> ";
        }
        return text + m_schema[m_drafts[at].computation.target].path;
    }

    void put_in_order() {
        // Components come out with whatever is read last first.
        const auto components = strong_components(m_after);
        for (auto component = components.rbegin(); component != components.rend(); ++component) {
            const auto& after = m_after[component->front()];
            const bool is_loop =
                component->size() > 1 || std::find(after.begin(), after.end(), component->front()) != after.end();
            for (const std::uint32_t draft : *component) {
                m_drafts[draft].computation.in_loop = is_loop;
                m_order.push_back(draft);
            }
        }
    }

    Graph fill() const {
        Graph graph;
        graph.on_value.resize(m_schema.size());
        graph.of_node.resize(m_schema.size());
        graph.on_rows.resize(m_form.repeats().size());
        graph.on_position.resize(m_form.repeats().size());
        for (const std::uint32_t draft : m_order) {
            const auto number = static_cast<std::uint32_t>(graph.computations.size());
            const Draft& from = m_drafts[draft];
            graph.computations.push_back(from.computation);
            graph.of_node[index(from.computation.target)].push_back(number);
            if (from.expression->analysis().uses_language) {
                graph.on_language.push_back(number);
            }
            if (from.expression->analysis().uses_clock) {
                graph.on_clock.push_back(number);
            }
            for (const Read& read : from.reads) {
                add_read(graph, number, read);
            }
        }
        return graph;
    }

    static void add_once(std::vector<Dependent>& dependents, Dependent added) {
        // Reads come computation by computation, so that a double is next to its like.
        if (!dependents.empty() && dependents.back().computation == added.computation) {
            dependents.back().apex_depth = std::min(dependents.back().apex_depth, added.apex_depth);
            return;
        }
        dependents.push_back(added);
    }

    void add_read(Graph& graph, std::uint32_t computation, const Read& read) const {
        if (read.is_position) {
            const std::uint32_t repeat = m_schema[read.node].repeat_index;
            if (repeat != kNoIndex) {
                auto& positions = graph.on_position[repeat];
                if (positions.empty() || positions.back() != computation) {
                    positions.push_back(computation);
                }
            }
            return;
        }
        if (m_schema[read.node].is_leaf) {
            add_once(graph.on_value[index(read.node)], {computation, read.apex_depth});
        }
        // Rows between the apex and the node may come and go.
        for (SchemaId row = m_schema[read.node].repeat; row != SchemaId::none && m_schema[row].depth > read.apex_depth;
             row = m_schema[m_schema[row].parent].repeat) {
            add_once(graph.on_rows[m_schema[row].repeat_index], {computation, read.apex_depth});
        }
    }

    const Definition& m_form;
    const Schema& m_schema;
    NameId m_state;
    std::vector<Draft> m_drafts;
    std::vector<std::vector<std::uint32_t>> m_after;
    std::vector<std::vector<std::uint32_t>> m_certainly_after;
    std::vector<std::uint32_t> m_order;
};

}  // namespace

Result<Graph> build_graph(const Definition& form) { return GraphBuilder{form}.build(); }

}  // namespace daohu::form
