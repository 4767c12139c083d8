// SPDX-License-Identifier: Apache-2.0
#include "core/vault/transaction.hpp"

#include "core/base/check.hpp"
#include "core/vault/connection.hpp"

namespace daohu::vault {

Result<Transaction> Transaction::begin_with(Database& database, const char* sql) {
    DAOHU_CHECK(!database.in_transaction());
    if (database.m_connection->is_broken()) {
        return fail(ErrorCode::io_failed, "the database must be opened again after a failed write");
    }
    TRY(database.execute(sql));
    return Transaction{database};
}

Result<Transaction> Transaction::begin(Database& database) { return begin_with(database, "BEGIN IMMEDIATE"); }

Result<Transaction> Transaction::begin_reading(Database& database) { return begin_with(database, "BEGIN DEFERRED"); }

Transaction::~Transaction() { roll_back(); }

Transaction::Transaction(Transaction&& other) noexcept
    : m_database{std::exchange(other.m_database, nullptr)}, m_after{std::move(other.m_after)} {}

Result<void> Transaction::commit() {
    DAOHU_CHECK(m_database != nullptr);
    const Result<void> committed = m_database->execute("COMMIT");
    if (!committed) {
        roll_back();
        return committed;
    }
    m_database = nullptr;
    for (auto& action : m_after) {
        action();
    }
    return {};
}

void Transaction::roll_back() {
    if (m_database != nullptr && m_database->in_transaction()) {
        m_database->execute("ROLLBACK").ignore("SQLite rolls back by itself where it cannot go on");
    }
    m_database = nullptr;
}

}  // namespace daohu::vault
