// SPDX-License-Identifier: Apache-2.0
#pragma once

// Rows of writes and edges that wait, so that a rebuild inserts them in the order of their keys: entries arrive in the
// order of time, and each would touch pages all over the tables. One thread. Private to core/registry.

#include "core/base/bytes.hpp"
#include "core/registry/fold_store.hpp"

#include <optional>
#include <vector>

namespace daohu::registry {

struct WriteRow {
    SubjectRef subject = 0;
    std::int64_t entry = 0;
    std::uint32_t number = 0;
    std::uint32_t operation_number = 0;
    std::int64_t dataset = 0;
    std::optional<std::int64_t> property = std::nullopt;  // none: the operation itself
    entry::OperationCode operation = entry::OperationCode::record;
};

struct EdgeRow {
    SubjectRef subject = 0;
    std::int64_t entry = 0;
    std::uint32_t number = 0;
    std::uint32_t replaced = 0;
    std::int64_t chain = 0;
    std::uint64_t sequence = 0;
    bool is_whole = false;
};

class CollectedRows {
public:
    void add(const WriteRow& row, ByteView value);
    void add(const EdgeRow& row) { m_edges.push_back(row); }

    [[nodiscard]] bool is_empty() const { return m_writes.empty() && m_edges.empty(); }
    // Some 60 MB are waiting.
    [[nodiscard]] bool is_full() const;

    // Gives every row out, writes first, each kind in the order of its key; nothing waits afterwards.
    template <class PutWrite, class PutEdge>
    [[nodiscard]] Result<void> take(PutWrite put_write, PutEdge put_edge) {
        sort();
        for (const Waiting& waiting : m_writes) {
            TRY(put_write(waiting.row, ByteView{m_values}.subspan(waiting.value_at, waiting.value_size)));
        }
        for (const EdgeRow& edge : m_edges) {
            TRY(put_edge(edge));
        }
        clear();
        return {};
    }
    void clear();

private:
    struct Waiting {
        WriteRow row;
        std::uint32_t value_at = 0;
        std::uint32_t value_size = 0;
    };

    void sort();

    std::vector<Waiting> m_writes;
    std::vector<EdgeRow> m_edges;
    Bytes m_values;  // of all writes, one after another
};

}  // namespace daohu::registry
