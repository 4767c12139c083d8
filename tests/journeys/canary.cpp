// SPDX-License-Identifier: Apache-2.0
#include "tests/journeys/canary.hpp"

#include "core/vault/statement.hpp"

#include <algorithm>

namespace daohu::journeys {

namespace {

std::vector<std::string> texts(vault::Database& database, const std::string& sql) {
    std::vector<std::string> found;
    auto statement = database.prepare(sql);
    REQUIRE(statement);
    vault::Cursor rows = statement->query();
    for (auto next = rows.next(); next && *next; next = rows.next()) {
        found.emplace_back(rows.text(0));
    }
    return found;
}

bool column_holds(vault::Database& database, const std::string& table, const std::string& column,
                  std::string_view word) {
    auto statement = database.prepare("SELECT CAST(\"" + column + "\" AS BLOB) FROM \"" + table + "\"");
    REQUIRE(statement);
    vault::Cursor rows = statement->query();
    for (auto next = rows.next(); next && *next; next = rows.next()) {
        const ByteView bytes = rows.blob(0);
        if (std::ranges::search(bytes, as_bytes(word)).begin() != bytes.end()) {
            return true;
        }
    }
    return false;
}

}  // namespace

Steps canary_discovery(const std::string& safety_mode) {
    return {{"person/name", kName},       {"person/sex", "2"},
            {"case/place", kPlace},       {"case/hardship", "violence"},
            {"case/safe_tonight", "yes"}, {"case/urgency", "day"},
            {"case/source", "self_kin"},  {"case/first_action", "moved_safe called_help"},
            {"case/note", kNote},         {"case/safety_mode", safety_mode}};
}

std::vector<std::string> places_with(FieldTablet& tablet, std::string_view word) {
    std::vector<std::string> places;
    const vault::Vault& vault = tablet.vault();
    const vault::DatabaseOptions options{
        .access = vault::Access::read_only, .cache = vault::CacheSize::mib_2, .vfs = {}};
    std::vector<Result<vault::Database>> files;
    files.push_back(vault.open_database(vault::VaultFile::store, options));
    files.push_back(vault.open_database(vault::VaultFile::drafts, options));
    for (Result<vault::Database>& database : files) {
        INFO((database ? std::string{} : database.error().describe()));
        REQUIRE(database);
        for (const std::string& table : texts(*database, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
            for (const std::string& column : texts(*database, "SELECT name FROM pragma_table_info('" + table + "')")) {
                if (column_holds(*database, table, column, word)) {
                    places.push_back(table + "." + column);
                }
            }
        }
    }
    if (const auto found = tablet.workspace().reading().registry.search({.typed = std::string{word}, .stream = {}});
        !found || found->count > 0) {
        places.emplace_back("search");
    }
    const auto cases = tablet.workspace().cases().newest(1000);
    REQUIRE(cases);
    for (const casework::CaseLine& line : *cases) {
        if ((line.person_name + line.place).find(word) != std::string::npos) {
            places.emplace_back("list of cases");
        }
    }
    return places;
}

}  // namespace daohu::journeys
