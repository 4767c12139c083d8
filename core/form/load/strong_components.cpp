// SPDX-License-Identifier: Apache-2.0
#include "core/form/load/strong_components.hpp"

#include <algorithm>

namespace daohu::form {

namespace {

class ComponentFinder {
public:
    explicit ComponentFinder(const std::vector<std::vector<std::uint32_t>>& successors)
        : m_successors{successors}, m_nodes(successors.size()) {}

    std::vector<std::vector<std::uint32_t>> find() {
        for (std::uint32_t node = 0; node < m_nodes.size(); ++node) {
            if (m_nodes[node].number == 0) {
                visit(node);
            }
        }
        return std::move(m_components);
    }

private:
    struct Node {
        std::uint32_t number = 0;  // in order of discovery, from 1
        std::uint32_t lowest = 0;
        std::uint32_t next_successor = 0;
        bool is_open = false;  // on m_open
    };

    void visit(std::uint32_t start) {
        discover(start);
        while (!m_path.empty()) {
            const std::uint32_t node = m_path.back();
            if (m_nodes[node].next_successor < m_successors[node].size()) {
                follow(node, m_successors[node][m_nodes[node].next_successor++]);
            } else {
                m_path.pop_back();
                if (!m_path.empty()) {
                    Node& above = m_nodes[m_path.back()];
                    above.lowest = std::min(above.lowest, m_nodes[node].lowest);
                }
                close(node);
            }
        }
    }

    void discover(std::uint32_t node) {
        m_nodes[node].number = m_nodes[node].lowest = ++m_discovered;
        m_nodes[node].is_open = true;
        m_open.push_back(node);
        m_path.push_back(node);
    }

    void follow(std::uint32_t node, std::uint32_t successor) {
        if (m_nodes[successor].number == 0) {
            discover(successor);
        } else if (m_nodes[successor].is_open) {
            m_nodes[node].lowest = std::min(m_nodes[node].lowest, m_nodes[successor].number);
        }
    }

    void close(std::uint32_t node) {
        if (m_nodes[node].lowest != m_nodes[node].number) {
            return;
        }
        auto& component = m_components.emplace_back();
        for (;;) {
            const std::uint32_t member = m_open.back();
            m_open.pop_back();
            m_nodes[member].is_open = false;
            component.push_back(member);
            if (member == node) {
                break;
            }
        }
        std::sort(component.begin(), component.end());
    }

    const std::vector<std::vector<std::uint32_t>>& m_successors;
    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_path;
    std::vector<std::uint32_t> m_open;
    std::vector<std::vector<std::uint32_t>> m_components;
    std::uint32_t m_discovered = 0;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> strong_components(const std::vector<std::vector<std::uint32_t>>& successors) {
    return ComponentFinder{successors}.find();
}

}  // namespace daohu::form
