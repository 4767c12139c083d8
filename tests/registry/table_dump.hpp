// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every row of the registry's tables as text, to compare two ways of making them.

#include "core/vault/database.hpp"

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <vector>

namespace daohu::test {

inline std::vector<std::string> texts_of(vault::Database& database, const std::string& sql) {
    vault::Statement select = database.prepare(sql).value();
    vault::Cursor rows = select.query();
    std::vector<std::string> texts;
    while (rows.next().value()) {
        texts.emplace_back(rows.text(0));
    }
    return texts;
}

// Rows by table, each table in the order of its primary key. Entries keep their numbers, so do subjects.
inline std::map<std::string, std::vector<std::string>> dump_registry(vault::Database& database) {
    std::map<std::string, std::vector<std::string>> tables;
    for (const std::string& table :
         texts_of(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'registry%'")) {
        std::string row;
        for (const std::string& column :
             texts_of(database, "SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid")) {
            row += (row.empty() ? "quote(" : " || ' ' || quote(") + column + ")";
        }
        tables[table] = texts_of(database, "SELECT " + row + " AS line FROM " + table + " ORDER BY line");
    }
    return tables;
}

}  // namespace daohu::test
