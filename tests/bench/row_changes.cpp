// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/row_changes.hpp"

#include "core/base/check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace daohu::bench {

namespace {

constexpr std::size_t kMaxColumns = 10;
// What the triggers note: a row that was there, a row that is there now.
constexpr std::int64_t kRowBefore = 0;
constexpr std::int64_t kRowAfter = 1;

// "INSERT INTO bench_log(...) VALUES (3, 1, NEW.a, NEW.b);"
std::string note(const TableShape& table, std::size_t number, std::int64_t when) {
    std::vector<std::string> targets{"tab", "side"};
    std::vector<std::string> values{std::to_string(number), std::to_string(when)};
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        targets.push_back(fmt::format("c{}", i));
        values.push_back(fmt::format("{}.\"{}\"", when == kRowAfter ? "NEW" : "OLD", table.columns[i]));
    }
    return fmt::format("INSERT INTO bench_log({}) VALUES ({});", fmt::join(targets, ", "), fmt::join(values, ", "));
}

std::string triggers_of(const TableShape& table, std::size_t number) {
    const std::string before = note(table, number, kRowBefore);
    const std::string after = note(table, number, kRowAfter);
    const auto trigger = [&](const char* event, const std::string& body) {
        return fmt::format("CREATE TEMP TRIGGER bench_{}_{} AFTER {} ON main.\"{}\" BEGIN {} END;", number, event,
                           event, table.name, body);
    };
    return trigger("INSERT", after) + trigger("UPDATE", before + after) + trigger("DELETE", before);
}

Cell cell_of(const vault::Cursor& row, int column) {
    const std::string_view type = row.text(column + 1);
    if (type == "integer") {
        return row.integer(column);
    }
    if (type == "text") {
        return std::string{row.text(column)};
    }
    if (type == "blob") {
        const ByteView bytes = row.blob(column);
        return Bytes{bytes.begin(), bytes.end()};
    }
    return std::monostate{};
}

// A row before and after the work.
struct Difference {
    std::size_t table = 0;
    std::optional<std::vector<Cell>> before;
    std::optional<std::vector<Cell>> after;
};

std::optional<RowChange> change_of(Difference difference) {
    if (!difference.after && !difference.before) {
        return std::nullopt;
    }
    if (!difference.after) {
        return RowChange{RowChangeKind::remove, difference.table, std::move(*difference.before), 0};
    }
    if (!difference.before) {
        return RowChange{RowChangeKind::insert, difference.table, std::move(*difference.after), 0};
    }
    std::uint32_t changed = 0;
    for (std::size_t i = 0; i < difference.after->size(); ++i) {
        changed |= (*difference.after)[i] != (*difference.before)[i] ? 1U << i : 0U;
    }
    if (changed == 0) {
        return std::nullopt;
    }
    return RowChange{RowChangeKind::update, difference.table, std::move(*difference.after), changed};
}

}  // namespace

Result<std::vector<TableShape>> table_shapes(BareConnection& connection) {
    std::vector<TableShape> tables;
    {
        BareStatement names = TRY(connection.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"));
        while (TRY(names.step())) {
            tables.push_back({names.text(0), {}, {}});
        }
    }
    for (TableShape& table : tables) {
        BareStatement columns = TRY(connection.prepare("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid"));
        columns.bind(1, std::string_view{table.name});
        while (TRY(columns.step())) {
            if (columns.integer(1) != 0) {
                table.key.push_back(table.columns.size());
            }
            table.columns.push_back(columns.text(0));
        }
        DAOHU_CHECK(table.columns.size() <= kMaxColumns && !table.key.empty());
    }
    return tables;
}

Result<RowRecorder> RowRecorder::attach(vault::Database& database, const std::vector<TableShape>& tables) {
    TRY(database.execute("CREATE TEMP TABLE bench_log(id INTEGER PRIMARY KEY, tab INTEGER, side INTEGER, c0, c1, c2, "
                         "c3, c4, c5, c6, c7, c8, c9)"));
    for (std::size_t i = 0; i < tables.size(); ++i) {
        TRY(database.execute(triggers_of(tables[i], i)));
    }
    return RowRecorder{database, tables};
}

Result<std::vector<RowChange>> RowRecorder::take() {
    std::vector<Difference> differences;
    std::map<std::pair<std::size_t, std::vector<Cell>>, std::size_t> places;
    {
        vault::Statement select = TRY(m_database->prepare(
            "SELECT tab, side, c0, typeof(c0), c1, typeof(c1), c2, typeof(c2), c3, typeof(c3), c4, typeof(c4), "
            "c5, typeof(c5), c6, typeof(c6), c7, typeof(c7), c8, typeof(c8), c9, typeof(c9) FROM bench_log ORDER BY "
            "id"));
        vault::Cursor rows = select.query();
        while (TRY(rows.next())) {
            const auto number = static_cast<std::size_t>(rows.integer(0));
            const TableShape& table = (*m_tables)[number];
            std::vector<Cell> cells;
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                cells.push_back(cell_of(rows, static_cast<int>(2 + 2 * i)));
            }
            std::vector<Cell> key;
            for (const std::size_t column : table.key) {
                key.push_back(cells[column]);
            }
            const bool is_before = rows.integer(1) == kRowBefore;
            const auto [place, is_new] = places.try_emplace({number, std::move(key)}, differences.size());
            if (is_new) {
                differences.push_back({number, is_before ? std::optional{cells} : std::nullopt, std::nullopt});
            }
            differences[place->second].after = is_before ? std::nullopt : std::optional{std::move(cells)};
        }
    }
    TRY(m_database->execute("DELETE FROM bench_log"));
    std::vector<RowChange> changes;
    for (Difference& difference : differences) {
        if (std::optional<RowChange> change = change_of(std::move(difference))) {
            changes.push_back(std::move(*change));
        }
    }
    return changes;
}

std::string BareWriter::sql_of(const RowChange& change) const {
    const TableShape& table = m_tables[change.table];
    std::vector<std::string> all;
    std::vector<std::string> changed;
    std::vector<std::string> key;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        all.push_back(fmt::format("?{}", i + 1));
        if ((change.changed & (1U << i)) != 0) {
            changed.push_back(fmt::format("\"{}\" = ?{}", table.columns[i], i + 1));
        }
    }
    for (const std::size_t column : table.key) {
        key.push_back(fmt::format("\"{}\" = ?{}", table.columns[column], column + 1));
    }
    const std::string where = fmt::format("WHERE {}", fmt::join(key, " AND "));
    switch (change.kind) {
        case RowChangeKind::insert:
            return fmt::format("INSERT INTO \"{}\" VALUES ({})", table.name, fmt::join(all, ", "));
        case RowChangeKind::update:
            return fmt::format("UPDATE \"{}\" SET {} {}", table.name, fmt::join(changed, ", "), where);
        case RowChangeKind::remove: return fmt::format("DELETE FROM \"{}\" {}", table.name, where);
    }
    return {};
}

void BareWriter::bind(BareStatement& statement, const RowChange& change) const {
    const std::vector<std::size_t>& key = m_tables[change.table].key;
    for (std::size_t i = 0; i < change.cells.size(); ++i) {
        const bool is_used = change.kind == RowChangeKind::insert || (change.changed & (1U << i)) != 0 ||
                             std::ranges::find(key, i) != key.end();
        if (is_used) {
            statement.bind(static_cast<int>(i + 1), change.cells[i]);
        }
    }
}

Result<void> BareWriter::prepare(std::span<const RowChange> changes) {
    for (const RowChange& change : changes) {
        const StatementKey key{change.kind, change.table, change.changed};
        if (!m_statements.contains(key)) {
            m_statements.emplace(key, TRY(m_connection.prepare(sql_of(change))));
        }
    }
    return {};
}

Result<void> BareWriter::write(std::span<const RowChange> changes) {
    TRY(m_connection.execute("BEGIN IMMEDIATE"));
    for (const RowChange& change : changes) {
        BareStatement& statement = m_statements.at({change.kind, change.table, change.changed});
        bind(statement, change);
        TRY(statement.run());
    }
    return m_connection.execute("COMMIT");
}

Result<Hash256> content_hash(BareConnection& connection, const std::vector<TableShape>& tables) {
    Hash256 hash;
    for (const TableShape& table : tables) {
        std::vector<std::string> key;
        for (const std::size_t column : table.key) {
            key.push_back(fmt::format("\"{}\"", table.columns[column]));
        }
        BareStatement rows =
            TRY(connection.prepare(fmt::format("SELECT * FROM \"{}\" ORDER BY {}", table.name, fmt::join(key, ", "))));
        while (TRY(rows.step())) {
            Bytes bytes{hash.bytes().begin(), hash.bytes().end()};
            for (int i = 0; i < rows.columns(); ++i) {
                const Cell cell = rows.cell(i);
                bytes.push_back(static_cast<std::uint8_t>(cell.index()));
                if (const auto* number = std::get_if<std::int64_t>(&cell)) {
                    const std::string text = std::to_string(*number);
                    bytes.insert(bytes.end(), text.begin(), text.end());
                } else if (const auto* text = std::get_if<std::string>(&cell)) {
                    bytes.insert(bytes.end(), text->begin(), text->end());
                } else if (const auto* blob = std::get_if<Bytes>(&cell)) {
                    bytes.insert(bytes.end(), blob->begin(), blob->end());
                }
            }
            hash = hash256(bytes);
        }
    }
    return hash;
}

}  // namespace daohu::bench
