// SPDX-License-Identifier: Apache-2.0
#pragma once

// A transaction that rolls back unless it was committed. On its database's thread; gone before the database.

#include "core/vault/database.hpp"

#include <functional>
#include <vector>

namespace daohu::vault {

class Transaction {
public:
    // Takes the write lock at once, so that what is read inside stays true until the commit. database_busy when another
    // connection holds it longer than five seconds; io_failed for good after a failed flush: the database must then be
    // closed and opened again, because nobody knows what the disk kept.
    [[nodiscard]] static Result<Transaction> begin(Database& database);
    // Sees one unchanging state of the file and never waits for a writer.
    [[nodiscard]] static Result<Transaction> begin_reading(Database& database);

    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    [[nodiscard]] Database& database() const { return *m_database; }

    // Run in order once the commit is durable; never run after a rollback.
    void after_commit(std::move_only_function<void()> action) { m_after.push_back(std::move(action)); }

    // Durable on success. On failure everything is rolled back.
    Result<void> commit();

private:
    explicit Transaction(Database& database) : m_database{&database} {}
    [[nodiscard]] static Result<Transaction> begin_with(Database& database, const char* sql);
    void roll_back();

    Database* m_database;  // null once committed, rolled back or moved from
    std::vector<std::move_only_function<void()>> m_after;
};

}  // namespace daohu::vault
