// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which rows a piece of work changes, and the same changes made bare. One thread.
//
// A RowRecorder hangs triggers on every table of a store's connection. What a save comes to, each row once, is then
// written by a BareWriter to a copy of the store: the same tables, the same bytes, none of our code.

#include "core/base/hash.hpp"
#include "core/vault/database.hpp"
#include "tests/bench/bare_connection.hpp"

#include <map>
#include <optional>
#include <span>

namespace daohu::bench {

struct TableShape {
    std::string name;
    std::vector<std::string> columns;
    std::vector<std::size_t> key;  // the primary key's columns
};

// Every table of ours in the file.
[[nodiscard]] Result<std::vector<TableShape>> table_shapes(BareConnection& connection);

enum class RowChangeKind : std::uint8_t { insert, update, remove };

struct RowChange {
    RowChangeKind kind = RowChangeKind::insert;
    std::size_t table = 0;
    std::vector<Cell> cells;    // all of the row; of a removed one, as it was
    std::uint32_t changed = 0;  // of an update: one bit a column
};

class RowRecorder {
public:
    [[nodiscard]] static Result<RowRecorder> attach(vault::Database& database, const std::vector<TableShape>& tables);
    // What changed since the last call: each row once, in the order in which they were first touched.
    [[nodiscard]] Result<std::vector<RowChange>> take();

private:
    RowRecorder(vault::Database& database, const std::vector<TableShape>& tables)
        : m_database{&database}, m_tables{&tables} {}

    vault::Database* m_database;
    const std::vector<TableShape>* m_tables;
};

class BareWriter {
public:
    // Both must outlive the writer.
    BareWriter(BareConnection& connection, const std::vector<TableShape>& tables)
        : m_connection{connection}, m_tables{tables} {}

    // Prepares what `changes` need; not to be timed.
    [[nodiscard]] Result<void> prepare(std::span<const RowChange> changes);
    // One transaction.
    [[nodiscard]] Result<void> write(std::span<const RowChange> changes);

private:
    using StatementKey = std::tuple<RowChangeKind, std::size_t, std::uint32_t>;

    [[nodiscard]] std::string sql_of(const RowChange& change) const;
    void bind(BareStatement& statement, const RowChange& change) const;

    BareConnection& m_connection;
    const std::vector<TableShape>& m_tables;
    std::map<StatementKey, BareStatement> m_statements;
};

// Of all rows of all tables.
[[nodiscard]] Result<Hash256> content_hash(BareConnection& connection, const std::vector<TableShape>& tables);

}  // namespace daohu::bench
