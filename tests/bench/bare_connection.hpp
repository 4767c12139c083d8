// SPDX-License-Identifier: Apache-2.0
#pragma once

// SQLCipher with nothing of ours around it: what the store's figures are held against. Same key, same settings as
// core/vault's connections. One thread.

#include "core/base/secret.hpp"

#ifndef SQLITE_HAS_CODEC
#define SQLITE_HAS_CODEC
#endif
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace daohu::bench {

// What a column holds: NULL, a number, a text or bytes.
using Cell = std::variant<std::monostate, std::int64_t, std::string, Bytes>;

class BareStatement {
public:
    explicit BareStatement(sqlite3_stmt* handle) : m_handle{handle} {}

    // Parameters count from 1. What is bound must live until the next reset.
    void bind(int parameter, std::int64_t number) { sqlite3_bind_int64(handle(), parameter, number); }
    void bind(int parameter, std::string_view text);
    void bind(int parameter, ByteView bytes);
    void bind_null(int parameter) { sqlite3_bind_null(handle(), parameter); }
    void bind(int parameter, const Cell& cell);
    // True while there is a row. database_failed.
    [[nodiscard]] Result<bool> step();
    // Runs to the end and resets.
    [[nodiscard]] Result<void> run();
    void reset() { sqlite3_reset(handle()); }

    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(handle(), column); }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Cell cell(int column) const;
    [[nodiscard]] int parameters() const { return sqlite3_bind_parameter_count(handle()); }
    [[nodiscard]] int columns() const { return sqlite3_column_count(handle()); }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    [[nodiscard]] sqlite3_stmt* handle() const { return m_handle.get(); }

    std::unique_ptr<sqlite3_stmt, Finalize> m_handle;
};

class BareConnection {
public:
    // The file must exist and be one of ours.
    [[nodiscard]] static Result<BareConnection> open(const std::filesystem::path& file, const SecretBytes& key);

    [[nodiscard]] Result<void> execute(const char* sql);
    [[nodiscard]] Result<BareStatement> prepare(std::string_view sql);

private:
    struct Close {
        void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
    };
    explicit BareConnection(sqlite3* handle) : m_handle{handle} {}

    std::unique_ptr<sqlite3, Close> m_handle;
};

}  // namespace daohu::bench
