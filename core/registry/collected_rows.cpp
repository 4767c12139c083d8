// SPDX-License-Identifier: Apache-2.0
#include "core/registry/collected_rows.hpp"

#include <algorithm>
#include <tuple>

namespace daohu::registry {

namespace {

constexpr std::size_t kMaxWrites = 500'000;
constexpr std::size_t kMaxEdges = 250'000;
constexpr std::size_t kMaxValueBytes = 24 * 1024 * 1024;

}  // namespace

void CollectedRows::add(const WriteRow& row, ByteView value) {
    m_writes.push_back({row, static_cast<std::uint32_t>(m_values.size()), static_cast<std::uint32_t>(value.size())});
    m_values.insert(m_values.end(), value.begin(), value.end());
}

bool CollectedRows::is_full() const {
    return m_writes.size() >= kMaxWrites || m_edges.size() >= kMaxEdges || m_values.size() >= kMaxValueBytes;
}

void CollectedRows::sort() {
    std::ranges::sort(m_writes, {}, [](const Waiting& waiting) {
        return std::tie(waiting.row.subject, waiting.row.entry, waiting.row.number);
    });
    std::ranges::sort(m_edges, {}, [](const EdgeRow& edge) {
        return std::tie(edge.subject, edge.entry, edge.number, edge.chain, edge.sequence, edge.replaced);
    });
}

void CollectedRows::clear() {
    m_writes = {};
    m_edges = {};
    m_values = {};
}

}  // namespace daohu::registry
