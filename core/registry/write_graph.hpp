// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which write replaces which, inside the contents of one entity. Private to core/registry; any thread.

#include "core/registry/write_index.hpp"

namespace daohu::registry {

class WriteGraph {
public:
    using Node = WriteIndex::Node;

    // `contents` must outlive the graph.
    explicit WriteGraph(const Contents& contents);

    [[nodiscard]] const Write& write(Node node) const { return m_contents.writes[node].write; }
    [[nodiscard]] const Provenance& source(Node node) const {
        return m_contents.sources[m_contents.writes[node].source];
    }
    [[nodiscard]] entry::WriteId id(Node node) const { return m_contents.id_of(m_contents.writes[node]); }
    [[nodiscard]] Sibling sibling(Node node) const { return {id(node), write(node).value, source(node)}; }
    [[nodiscard]] bool displayed_before(Node earlier, Node later) const;

    // Some write names it, known here or not.
    [[nodiscard]] bool is_replaced(Node node) const { return m_replaced[node]; }
    // The known writes it names, and the known writes that name it.
    [[nodiscard]] const std::vector<Node>& replaces(Node node) const { return m_replaces[node]; }
    [[nodiscard]] const std::vector<Node>& replaced_by(Node node) const { return m_replaced_by[node]; }

    // The latest writes that each of `nodes` descends from.
    [[nodiscard]] std::vector<Node> common_ancestors(const std::vector<Node>& nodes) const;

private:
    void add_edge(const WriteIndex& index, const Contents::SourcedEdge& edge);
    void break_circles();
    [[nodiscard]] std::vector<Node> ancestors(Node node) const;

    const Contents& m_contents;
    std::vector<bool> m_replaced;
    std::vector<std::vector<Node>> m_replaces;
    std::vector<std::vector<Node>> m_replaced_by;
};

}  // namespace daohu::registry
