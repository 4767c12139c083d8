// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bare_connection.hpp"

#include <fmt/format.h>

namespace daohu::bench {

namespace {

Failure failed(sqlite3_stmt* statement) {
    return fail(ErrorCode::database_failed, sqlite3_errmsg(sqlite3_db_handle(statement)));
}

}  // namespace

void BareStatement::bind(int parameter, std::string_view text) {
    sqlite3_bind_text64(handle(), parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void BareStatement::bind(int parameter, ByteView bytes) {
    if (bytes.empty()) {
        sqlite3_bind_zeroblob(handle(), parameter, 0);
    } else {
        sqlite3_bind_blob64(handle(), parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
    }
}

void BareStatement::bind(int parameter, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
        bind(parameter, *number);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
        bind(parameter, std::string_view{*text});
    } else if (const auto* bytes = std::get_if<Bytes>(&cell)) {
        bind(parameter, ByteView{*bytes});
    } else {
        bind_null(parameter);
    }
}

Result<bool> BareStatement::step() {
    const int code = sqlite3_step(handle());
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    return failed(handle());
}

Result<void> BareStatement::run() {
    while (TRY(step())) {}
    reset();
    return {};
}

std::string BareStatement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle(), column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle(), column))};
}

Cell BareStatement::cell(int column) const {
    switch (sqlite3_column_type(handle(), column)) {
        case SQLITE_INTEGER: return integer(column);
        case SQLITE_TEXT: return text(column);
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle(), column));
            return Bytes(bytes, bytes + sqlite3_column_bytes(handle(), column));
        }
        default: return std::monostate{};
    }
}

Result<BareConnection> BareConnection::open(const std::filesystem::path& file, const SecretBytes& key) {
    sqlite3* handle = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    BareConnection connection{handle};
    if (opened != SQLITE_OK) {
        return fail(ErrorCode::database_failed, sqlite3_errstr(opened));
    }
    // The key as it is; the salt is the file's first bytes.
    const std::string raw = fmt::format("x'{}'", to_hex(key.bytes()));
    sqlite3_key_v2(handle, "main", raw.data(), static_cast<int>(raw.size()));
    TRY(connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;"
                           "PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA checkpoint_fullfsync = ON"));
    return connection;
}

Result<void> BareConnection::execute(const char* sql) {
    if (sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return fail(ErrorCode::database_failed, sqlite3_errmsg(m_handle.get()));
    }
    return {};
}

Result<BareStatement> BareConnection::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(m_handle.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr) != SQLITE_OK) {
        return fail(ErrorCode::database_failed, sqlite3_errmsg(m_handle.get()));
    }
    return BareStatement{statement};
}

}  // namespace daohu::bench
