// SPDX-License-Identifier: Apache-2.0
#pragma once

// Prepared SQL: literal text, bound parameters, typed columns. On the thread of the database it came from; gone before
// that database closes. Preparing the same text again is cheap: the database keeps what is idle.
//
//     Statement insert = TRY(database.prepare("INSERT INTO cursor(stream, position) VALUES (?1, ?2)"));
//     TRY(insert.run({stream, position}));
//
//     Cursor rows = select.query({stream});
//     while (TRY(rows.next())) { use(rows.integer(0)); }      // resets itself when it goes

#include "core/base/fixed_bytes.hpp"
#include "core/base/id.hpp"

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace daohu::vault {

class Connection;

// One bound parameter. Text and bytes are viewed, not copied, until the call it is given to returns.
class Parameter {
public:
    Parameter(std::nullptr_t) {}
    Parameter(std::int64_t number) : m_value{number} {}
    // Beyond 2^63 it comes back the same through Cursor::unsigned_integer, but sorts as a negative number.
    Parameter(std::uint64_t number) : m_value{static_cast<std::int64_t>(number)} {}
    Parameter(std::int32_t number) : m_value{std::int64_t{number}} {}
    Parameter(std::uint32_t number) : m_value{std::int64_t{number}} {}
    Parameter(bool yes) : m_value{std::int64_t{yes ? 1 : 0}} {}
    Parameter(std::string_view text) : m_value{text} {}
    Parameter(const std::string& text) : m_value{std::string_view{text}} {}
    Parameter(const char* text) : m_value{std::string_view{text}} {}
    Parameter(ByteView bytes) : m_value{bytes} {}
    Parameter(const Bytes& bytes) : m_value{ByteView{bytes}} {}
    template <class Tag>
    Parameter(const Id<Tag>& id) : m_value{id.bytes()} {}
    template <class Tag, std::size_t N>
    Parameter(const FixedBytes<Tag, N>& bytes) : m_value{bytes.bytes()} {}
    template <class T>
    Parameter(const std::optional<T>& value) : m_value{value ? Parameter{*value}.m_value : Alternatives{}} {}

    using Alternatives = std::variant<std::nullptr_t, std::int64_t, std::string_view, ByteView>;
    [[nodiscard]] const Alternatives& value() const { return m_value; }

private:
    Alternatives m_value;
};

using Parameters = std::initializer_list<Parameter>;

// The rows of one query.
class Cursor {
public:
    ~Cursor();
    Cursor(Cursor&& other) noexcept;
    Cursor& operator=(Cursor&&) = delete;
    Cursor(const Cursor&) = delete;
    Cursor& operator=(const Cursor&) = delete;

    // False after the last row. An error of binding shows here too.
    [[nodiscard]] Result<bool> next();

    // Columns of the current row, from 0. What text() and blob() return lives until the next call of next().
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::uint64_t unsigned_integer(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] ByteView blob(int column) const;
    // An Id or FixedBytes. database_damaged when the column has not that many bytes.
    template <class T>
    [[nodiscard]] Result<T> as(int column) const {
        const auto value = T::from_bytes(blob(column));
        if (!value) {
            return fail(ErrorCode::database_damaged, "column " + std::to_string(column));
        }
        return *value;
    }

private:
    friend class Statement;
    Cursor(class Statement& statement, std::optional<Error> binding)
        : m_statement{&statement}, m_error{std::move(binding)} {}

    class Statement* m_statement;
    std::optional<Error> m_error;
};

class Statement {
public:
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // For what returns no rows. Ready for the next run afterwards, whatever happened.
    Result<void> run(Parameters parameters = {});
    // One query of a statement at a time; the statement must outlive the cursor.
    [[nodiscard]] Cursor query(Parameters parameters = {});

private:
    friend class Database;
    friend class Cursor;
    struct Prepared;

    explicit Statement(std::unique_ptr<Prepared> prepared);
    [[nodiscard]] Result<void> bind(Parameters parameters, bool copy);

    std::unique_ptr<Prepared> m_prepared;
};

}  // namespace daohu::vault
