// SPDX-License-Identifier: Apache-2.0
#include "core/vault/migrations.hpp"

#include "core/vault/transaction.hpp"

namespace daohu::vault {

namespace {

constexpr std::string_view kVersionTable =
    "CREATE TABLE IF NOT EXISTS room_version(room TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID";

Result<bool> has_version_table(Database& database) {
    Statement find =
        TRY(database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'room_version'"));
    Cursor row = find.query();
    return row.next();
}

Result<void> raise_version(Database& database, std::string_view room, std::size_t version) {
    Statement raise = TRY(database.prepare("INSERT INTO room_version(room, version) VALUES (?1, ?2) "
                                           "ON CONFLICT(room) DO UPDATE SET version = excluded.version"));
    return raise.run({room, static_cast<std::uint64_t>(version)});
}

}  // namespace

Result<std::size_t> schema_version(Database& database, std::string_view room) {
    if (!TRY(has_version_table(database))) {
        return 0;
    }
    Statement find = TRY(database.prepare("SELECT version FROM room_version WHERE room = ?1"));
    Cursor row = find.query({room});
    return TRY(row.next()) ? static_cast<std::size_t>(row.integer(0)) : 0;
}

Result<void> migrate(Database& database, const Schema& schema) {
    std::size_t version = TRY(schema_version(database, schema.room));
    if (version > schema.steps.size()) {
        return fail(ErrorCode::database_newer, std::string{schema.room} + " version " + std::to_string(version));
    }
    for (; version < schema.steps.size(); ++version) {
        Transaction transaction = TRY(Transaction::begin(database));
        TRY(database.execute(kVersionTable));
        TRY(database.execute(schema.steps[version]));
        TRY(raise_version(database, schema.room, version + 1));
        TRY(transaction.commit());
    }
    return {};
}

}  // namespace daohu::vault
