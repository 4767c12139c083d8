// SPDX-License-Identifier: Apache-2.0
#pragma once

// Millions of rows in memory, to be inserted as they are. One thread.

#include "tests/bench/bare_connection.hpp"

namespace daohu::bench {

class PackedRows {
public:
    // The current row of `rows` without its first column, which is when the row arrived.
    void add(std::size_t table, const BareStatement& rows);
    // In the order of arrival; rows of one arrival in the order of tables.
    void sort();

    // `inserts` has one statement a table.
    [[nodiscard]] Result<void> insert_all(std::vector<BareStatement>& inserts) const;
    [[nodiscard]] std::size_t size() const { return m_rows.size(); }

private:
    struct Row {
        std::int64_t arrival = 0;
        std::uint32_t table = 0;
        std::size_t offset = 0;
    };

    std::vector<Row> m_rows;
    Bytes m_cells;
};

}  // namespace daohu::bench
