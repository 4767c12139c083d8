// SPDX-License-Identifier: Apache-2.0
#include "core/registry/write_graph.hpp"

#include <algorithm>
#include <iterator>

namespace daohu::registry {

WriteGraph::WriteGraph(const Contents& contents)
    : m_contents{contents}, m_replaced(contents.writes.size()), m_replaces(contents.writes.size()),
      m_replaced_by(contents.writes.size()) {
    const WriteIndex index{contents};
    for (const Contents::SourcedEdge& edge : contents.edges) {
        if (!edge.is_blind) {
            add_edge(index, edge);
        }
    }
    break_circles();
    for (Node node = 0; node < contents.writes.size(); ++node) {
        if (!m_replaced_by[node].empty()) {
            m_replaced[node] = true;
        }
    }
}

void WriteGraph::add_edge(const WriteIndex& index, const Contents::SourcedEdge& edge) {
    const std::optional<Node> by = index.find(edge.source, edge.edge.by);
    index.for_each(edge.edge.replaced, [&](Node replaced) {
        if (by) {
            m_replaces[*by].push_back(replaced);
            m_replaced_by[replaced].push_back(*by);
        } else {
            m_replaced[replaced] = true;  // by a write of a section that is not here
        }
    });
}

// Honest devices name what they have seen, so their edges have no circles. A forged one could name writes to come and
// make a circle in which every value is replaced; its edges do not count, and all values stand.
void WriteGraph::break_circles() {
    std::vector<std::size_t> unseen(m_replaces.size());
    std::vector<Node> ready;
    for (Node node = 0; node < m_replaces.size(); ++node) {
        unseen[node] = m_replaces[node].size();
        if (unseen[node] == 0) {
            ready.push_back(node);
        }
    }
    std::size_t ordered = 0;
    while (!ready.empty()) {
        const Node node = ready.back();
        ready.pop_back();
        ++ordered;
        for (const Node by : m_replaced_by[node]) {
            if (--unseen[by] == 0) {
                ready.push_back(by);
            }
        }
    }
    if (ordered == m_replaces.size()) {
        return;
    }
    std::vector<std::pair<Node, Node>> circular;  // by, replaced
    for (Node by = 0; by < m_replaces.size(); ++by) {
        for (const Node replaced : m_replaces[by]) {
            if (unseen[by] != 0 && std::ranges::binary_search(ancestors(replaced), by)) {
                circular.emplace_back(by, replaced);
            }
        }
    }
    for (const auto& [by, replaced] : circular) {
        std::erase(m_replaces[by], replaced);
        std::erase(m_replaced_by[replaced], by);
    }
}

bool WriteGraph::displayed_before(Node earlier, Node later) const {
    if (m_contents.writes[earlier].source != m_contents.writes[later].source) {
        if (registry::displayed_before(source(earlier), source(later))) {
            return true;
        }
        if (registry::displayed_before(source(later), source(earlier))) {
            return false;
        }
    }
    return write(earlier).index < write(later).index;  // of one entry
}

std::vector<WriteGraph::Node> WriteGraph::ancestors(Node node) const {
    std::vector<Node> found;
    std::vector<bool> seen(m_contents.writes.size());
    std::vector<Node> open{node};
    while (!open.empty()) {
        const Node next = open.back();
        open.pop_back();
        for (const Node parent : m_replaces[next]) {
            if (!seen[parent]) {
                seen[parent] = true;
                found.push_back(parent);
                open.push_back(parent);
            }
        }
    }
    std::ranges::sort(found);
    return found;
}

std::vector<WriteGraph::Node> WriteGraph::common_ancestors(const std::vector<Node>& nodes) const {
    std::vector<Node> common = ancestors(nodes.front());
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        std::vector<Node> both;
        std::ranges::set_intersection(common, ancestors(nodes[i]), std::back_inserter(both));
        common = std::move(both);
    }
    std::vector<Node> older;
    for (const Node node : common) {
        const std::vector<Node> before = ancestors(node);
        older.insert(older.end(), before.begin(), before.end());
    }
    std::erase_if(common, [&](Node node) { return std::ranges::find(older, node) != older.end(); });
    std::ranges::sort(common, [&](Node a, Node b) { return displayed_before(a, b); });
    return common;
}

}  // namespace daohu::registry
