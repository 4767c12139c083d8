// SPDX-License-Identifier: Apache-2.0
#pragma once

// The primary instance while it is filled: the node tree, what the session knows about each node, and the rows of
// repeats, removed ones included. Owned by the session, on its thread.

#include "core/form/definition.hpp"
#include "core/form/patch.hpp"

#include <functional>
#include <set>
#include <span>
#include <tuple>

namespace daohu::form {

// A row of a repeat, present or taken out. Row numbers count up and are never used again.
struct Row {
    NodeId node = NodeId::none;
    NodeId parent = NodeId::none;
    std::uint32_t repeat = 0;
    std::string list;  // the entity it stands for, where it was seeded
    std::string entity;
    std::string removal_reason;
    bool is_present = true;
    bool was_hidden = false;  // by a falling count: it comes back when the count rises
};

class Instance {
public:
    explicit Instance(const Definition& form);

    [[nodiscard]] const Definition& form() const { return *m_form; }
    [[nodiscard]] const Schema& schema() const { return m_form->schema(); }
    [[nodiscard]] Tree& tree() { return m_tree; }
    [[nodiscard]] const Tree& tree() const { return m_tree; }
    [[nodiscard]] SchemaId schema_of(NodeId node) const { return SchemaId{m_tree.tag(node)}; }
    [[nodiscard]] const SchemaNode& described(NodeId node) const { return schema()[schema_of(node)]; }
    [[nodiscard]] NodeRef reference(NodeId node) const { return {&m_tree, node}; }

    // --- What is known about a node ---

    [[nodiscard]] bool is_present(NodeId node) const { return has(node, kPresent); }
    [[nodiscard]] bool is_relevant(NodeId node) const { return m_tree.relevance(node) == Relevance::relevant; }
    [[nodiscard]] bool is_own_relevant(NodeId node) const { return !has(node, kOwnIrrelevant); }
    void set_own_relevant(NodeId node, bool relevant) { put(node, kOwnIrrelevant, !relevant); }
    [[nodiscard]] bool was_answered(NodeId node) const { return has(node, kAnswered); }
    void set_answered(NodeId node) { put(node, kAnswered, true); }
    [[nodiscard]] AnswerState state(NodeId node) const { return m_nodes[index(node)].state; }
    // A computation of the node waits to be made; false where it did already.
    [[nodiscard]] bool start_waiting(NodeId node, ComputationKind kind);
    void stop_waiting(NodeId node, ComputationKind kind) { put(node, waiting_flag(kind), false); }

    // --- Changes. Nothing is calculated. ---

    void set_value(NodeId node, std::string_view value);
    void set_state(NodeId node, AnswerState state);
    // A copy of the repeat's template at the 1-based position, 0 for the end. It and rows inside it get the numbers
    // from `number` on.
    NodeId insert_row(std::uint32_t repeat, NodeId parent, std::uint32_t position, std::uint32_t number);
    void take_row_out(std::uint32_t number);
    void put_row_back(std::uint32_t number, std::uint32_t position);

    // Makes the node and what is below relevant or not, from its parent's relevance and everyone's own; reports every
    // value that counts from now on, or does no longer.
    void spread_relevance(NodeId node, const std::function<void(NodeId)>& changed);

    // --- Finding ---

    // Every instance ever made of a schema node; some may be absent now.
    [[nodiscard]] const std::vector<NodeId>& instances(SchemaId node) const { return m_instances[index(node)]; }
    // There is only ever one.
    [[nodiscard]] bool is_single(SchemaId node) const { return m_is_single[index(node)]; }
    [[nodiscard]] NodeId ancestor_at(NodeId node, std::uint32_t depth) const;
    // Present instances of `target` at or below `apex`, in document order; stops where `visit` returns false.
    void for_each_below(NodeId apex, SchemaId target, const std::function<bool(NodeId)>& visit) const;
    // The instance of `target` that shares most rows with `from`, the first of several; none where there is none.
    [[nodiscard]] NodeId nearest(NodeId from, SchemaId target) const;
    [[nodiscard]] NodeId find(std::string_view path) const;
    [[nodiscard]] std::string path(NodeId node) const;

    // --- Rows ---

    [[nodiscard]] Row& row(std::uint32_t number) { return m_rows.at(number); }
    [[nodiscard]] const std::unordered_map<std::uint32_t, Row>& all_rows() const { return m_rows; }
    [[nodiscard]] bool has_row(std::uint32_t number) const { return m_rows.contains(number); }
    [[nodiscard]] std::uint32_t row_number(NodeId row) const;  // 0 where the node is no row
    // The row was taken out because the form counts fewer.
    void note_hidden(std::uint32_t number);
    // The first of the rows that a count has hidden; 0 where there is none.
    [[nodiscard]] std::uint32_t first_hidden_row(std::uint32_t repeat, NodeId parent) const;
    [[nodiscard]] std::uint32_t next_row_number() const { return m_next_row; }
    [[nodiscard]] std::uint32_t row_count(std::uint32_t repeat, NodeId parent) const;
    [[nodiscard]] NodeId row_at(std::uint32_t repeat, NodeId parent,
                                std::uint32_t position) const;  // none past the end
    // The row that stands nowhere; made when it is asked for first.
    [[nodiscard]] NodeId spare_row(std::uint32_t repeat);

    // --- Size ---

    [[nodiscard]] std::size_t value_count() const { return m_value_count; }
    [[nodiscard]] std::size_t value_bytes() const { return m_value_bytes; }
    // What one more row of the repeat would add.
    [[nodiscard]] std::size_t values_of_row(std::uint32_t repeat) const;

private:
    struct NodeInfo {
        std::uint8_t flags = 0;
        AnswerState state = AnswerState::none;
    };
    static constexpr std::uint8_t kPresent = 1;
    static constexpr std::uint8_t kOwnIrrelevant = 2;
    static constexpr std::uint8_t kAnswered = 4;
    static constexpr std::uint8_t kWaitingRelevance = 8;
    static constexpr std::uint8_t kWaitingCalculation = 16;
    static constexpr std::uint8_t kWaitingChoices = 32;

    [[nodiscard]] static std::uint8_t waiting_flag(ComputationKind kind);
    [[nodiscard]] bool has(NodeId node, std::uint8_t flag) const {
        return index(node) < m_nodes.size() && (m_nodes[index(node)].flags & flag) != 0;
    }
    void put(NodeId node, std::uint8_t flag, bool on);
    void add_subtree(NodeId node, std::uint32_t& number);
    void mark_subtree(NodeId node, bool present);
    void account(NodeId node, bool added);
    [[nodiscard]] NodeId place_for_row(std::uint32_t repeat, NodeId parent, std::uint32_t position) const;
    [[nodiscard]] bool walk(NodeId node, std::span<const SchemaId> steps,
                            const std::function<bool(NodeId)>& visit) const;

    const Definition* m_form;
    Tree m_tree;
    NameId m_state_name;
    NamespaceId m_state_namespace;
    std::vector<NodeInfo> m_nodes;                                             // by node
    std::vector<std::vector<NodeId>> m_instances;                              // by schema node
    std::vector<bool> m_is_single;                                             // by schema node
    std::unordered_map<std::uint32_t, Row> m_rows;                             // by number
    std::unordered_map<std::uint32_t, std::uint32_t> m_row_numbers;            // by node
    std::set<std::tuple<std::uint32_t, NodeId, std::uint32_t>> m_hidden_rows;  // by repeat, parent and number
    std::unordered_map<std::uint32_t, NodeId> m_spare_rows;                    // by repeat
    std::uint32_t m_next_row = 1;
    std::size_t m_value_count = 0;
    std::size_t m_value_bytes = 0;
};

// A row as it would be added, in its place as long as this lives: for what is asked of the next row before there is one.
// Nothing is calculated, and nobody else is told of it.
class SpareRow {
public:
    SpareRow(Instance& instance, std::uint32_t repeat, NodeId parent);
    ~SpareRow();
    SpareRow(const SpareRow&) = delete;
    SpareRow& operator=(const SpareRow&) = delete;

    [[nodiscard]] NodeId node() const { return m_node; }

private:
    Instance& m_instance;
    NodeId m_node;
};

}  // namespace daohu::form
