// SPDX-License-Identifier: Apache-2.0
#pragma once

// The SQLite handle behind a Database. Private to this room: the only headers that see sqlite3.h are here.

#include "core/vault/database.hpp"

#ifndef SQLITE_HAS_CODEC
#define SQLITE_HAS_CODEC
#endif
#include <sqlite3.h>

#include <map>

namespace daohu::vault {

class Connection {
public:
    Connection(sqlite3* handle, std::filesystem::path path) : m_handle{handle}, m_path{std::move(path)} {}
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    [[nodiscard]] sqlite3* handle() const { return m_handle; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    // The Error for a result code of SQLite. Holds no values: messages of SQLite may quote what was searched for.
    [[nodiscard]] Error error(int code, std::string_view what);
    // The key has opened the file: from here on a page that it does not open is a damaged page.
    void set_recognised() { m_is_recognised = true; }
    // After a failed write or flush nobody knows what the disk kept.
    [[nodiscard]] bool is_broken() const { return m_broken; }

    // A statement prepared before and idle now; null where there is none.
    [[nodiscard]] sqlite3_stmt* take_idle(std::string_view sql);
    void keep_idle(sqlite3_stmt* statement);
    void finalize_idle();

private:
    static constexpr std::size_t kMaxIdle = 128;

    sqlite3* m_handle;
    std::filesystem::path m_path;
    std::map<std::string, sqlite3_stmt*, std::less<>> m_idle;
    bool m_is_recognised = false;
    bool m_broken = false;
};

// Goes back to its connection when the Statement goes, so that preparing the same SQL again costs a look-up.
struct Statement::Prepared {
    Connection* connection;
    sqlite3_stmt* handle;

    Prepared(Connection* owner, sqlite3_stmt* prepared) : connection{owner}, handle{prepared} {}
    ~Prepared() { connection->keep_idle(handle); }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;
};

}  // namespace daohu::vault
