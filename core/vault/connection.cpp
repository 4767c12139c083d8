// SPDX-License-Identifier: Apache-2.0
#include "core/vault/connection.hpp"

#include "core/base/check.hpp"

#include <cerrno>

namespace daohu::vault {

namespace {

ErrorCode code_of(int code) {
    switch (code & 0xFF) {
        case SQLITE_FULL: return ErrorCode::disk_full;
        case SQLITE_NOTADB: return ErrorCode::database_key_wrong;
        case SQLITE_CORRUPT: return ErrorCode::database_damaged;
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return ErrorCode::database_busy;
        case SQLITE_READONLY: return ErrorCode::database_read_only;
        case SQLITE_CONSTRAINT: return ErrorCode::database_constraint;
        case SQLITE_INTERRUPT: return ErrorCode::cancelled;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM: return ErrorCode::io_failed;
        default: return ErrorCode::database_failed;
    }
}

// Whatever SQLite was about when there was no room.
bool is_full(int system_error) { return system_error == ENOSPC || system_error == EDQUOT; }

}  // namespace

Connection::~Connection() {
    finalize_idle();
    const int code = sqlite3_close(m_handle);
    DAOHU_CHECK(code == SQLITE_OK);  // a statement that outlives its database would keep the keys in memory
}

sqlite3_stmt* Connection::take_idle(std::string_view sql) {
    const auto found = m_idle.find(sql);
    return found == m_idle.end() ? nullptr : m_idle.extract(found).mapped();
}

void Connection::keep_idle(sqlite3_stmt* statement) {
    if (m_idle.size() >= kMaxIdle || !m_idle.try_emplace(sqlite3_sql(statement), statement).second) {
        sqlite3_finalize(statement);
    }
}

void Connection::finalize_idle() {
    for (const auto& [sql, statement] : m_idle) {
        sqlite3_finalize(statement);
    }
    m_idle.clear();
}

Error Connection::error(int code, std::string_view what) {
    if ((code & 0xFF) == SQLITE_IOERR) {
        m_broken = true;
    }
    ErrorCode known = code_of(code);
    if (known == ErrorCode::io_failed && is_full(sqlite3_system_errno(m_handle))) {
        known = ErrorCode::disk_full;
    }
    const bool is_bad_page = known == ErrorCode::database_key_wrong && m_is_recognised;
    std::string detail{what};
    detail += ": ";
    detail += sqlite3_errstr(code);
    detail += " (" + std::to_string(code) + ")";
    return Error{is_bad_page ? ErrorCode::database_damaged : known, std::move(detail)};
}

}  // namespace daohu::vault
