// SPDX-License-Identifier: Apache-2.0
#include "core/base/check.hpp"
#include "core/vault/connection.hpp"

#include <limits>

namespace daohu::vault {

namespace {

struct Binder {
    sqlite3_stmt* statement;
    int index;
    sqlite3_destructor_type lifetime;

    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
    int operator()(std::string_view text) const {
        return sqlite3_bind_text64(statement, index, text.data() == nullptr ? "" : text.data(), text.size(), lifetime,
                                   SQLITE_UTF8);
    }
    int operator()(ByteView bytes) const {
        if (bytes.empty()) {
            return sqlite3_bind_zeroblob(statement, index, 0);  // a null pointer would bind NULL
        }
        return sqlite3_bind_blob64(statement, index, bytes.data(), bytes.size(), lifetime);
    }
};

}  // namespace

Cursor::~Cursor() {
    if (m_statement != nullptr) {
        sqlite3_reset(m_statement->m_prepared->handle);
        sqlite3_clear_bindings(m_statement->m_prepared->handle);
    }
}

Cursor::Cursor(Cursor&& other) noexcept
    : m_statement{std::exchange(other.m_statement, nullptr)}, m_error{std::move(other.m_error)} {}

Result<bool> Cursor::next() {
    if (m_error) {
        return fail(*m_error);
    }
    const auto& prepared = *m_statement->m_prepared;
    const int code = sqlite3_step(prepared.handle);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    return fail(prepared.connection->error(sqlite3_extended_errcode(prepared.connection->handle()), "query"));
}

bool Cursor::is_null(int column) const {
    return sqlite3_column_type(m_statement->m_prepared->handle, column) == SQLITE_NULL;
}

std::int64_t Cursor::integer(int column) const { return sqlite3_column_int64(m_statement->m_prepared->handle, column); }

std::uint64_t Cursor::unsigned_integer(int column) const { return static_cast<std::uint64_t>(integer(column)); }

std::string_view Cursor::text(int column) const {
    const auto* text = sqlite3_column_text(m_statement->m_prepared->handle, column);
    const int size = sqlite3_column_bytes(m_statement->m_prepared->handle, column);
    return text == nullptr ? std::string_view{}
                           : std::string_view{reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

ByteView Cursor::blob(int column) const {
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement->m_prepared->handle, column));
    const int size = sqlite3_column_bytes(m_statement->m_prepared->handle, column);
    return bytes == nullptr ? ByteView{} : ByteView{bytes, static_cast<std::size_t>(size)};
}

Statement::Statement(std::unique_ptr<Prepared> prepared) : m_prepared{std::move(prepared)} {}
Statement::~Statement() = default;
Statement::Statement(Statement&& other) noexcept = default;
Statement& Statement::operator=(Statement&& other) noexcept = default;

Result<void> Statement::bind(Parameters parameters, bool copy) {
    const auto expected = static_cast<std::size_t>(sqlite3_bind_parameter_count(m_prepared->handle));
    DAOHU_CHECK(parameters.size() == expected);
    Binder binder{m_prepared->handle, 0, copy ? SQLITE_TRANSIENT : SQLITE_STATIC};
    for (const Parameter& parameter : parameters) {
        ++binder.index;
        if (const int code = std::visit(binder, parameter.value()); code != SQLITE_OK) {
            return fail(m_prepared->connection->error(code, "binding a parameter"));
        }
    }
    return {};
}

Result<void> Statement::run(Parameters parameters) {
    Result<void> outcome = bind(parameters, false);
    if (outcome) {
        int code = sqlite3_step(m_prepared->handle);
        while (code == SQLITE_ROW) {
            code = sqlite3_step(m_prepared->handle);
        }
        if (code != SQLITE_DONE) {
            Connection& connection = *m_prepared->connection;
            outcome = fail(connection.error(sqlite3_extended_errcode(connection.handle()), "statement"));
        }
    }
    sqlite3_reset(m_prepared->handle);
    sqlite3_clear_bindings(m_prepared->handle);
    return outcome;
}

Cursor Statement::query(Parameters parameters) {
    Result<void> bound = bind(parameters, true);
    return Cursor{*this, bound ? std::nullopt : std::optional<Error>{std::move(bound).error()}};
}

}  // namespace daohu::vault
