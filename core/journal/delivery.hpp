// SPDX-License-Identifier: Apache-2.0
#pragma once

// Delivery marks: how far the server has what this device wrote, and how far this device has what the server holds.
// sync/client writes them, casework reads them. On any connection to the journal's database, on its thread.

#include "core/base/clock.hpp"
#include "core/vault/transaction.hpp"

#include <map>
#include <optional>

namespace daohu::journal {

struct Delivery {
    std::uint64_t acknowledged = 0;  // highest sequence that the server has without a hole, durably
    std::uint64_t safe = 0;          // highest that is also in a copy off the server's machine

    friend bool operator==(const Delivery&, const Delivery&) = default;
};

struct Contact {
    std::uint64_t server_epoch = 0;        // raised when the server is restored from a backup
    std::optional<WallTime> last_success;  // by this device's clock

    friend bool operator==(const Contact&, const Contact&) = default;
};

class DeliveryMarks {
public:
    // not_found where the database has no journal yet.
    [[nodiscard]] static Result<DeliveryMarks> open(vault::Database& database);

    // Zero where the server has said nothing yet.
    [[nodiscard]] Result<Delivery> delivery(IncarnationId incarnation);
    [[nodiscard]] Result<std::uint64_t> cursor(StreamId stream);
    [[nodiscard]] Result<std::map<StreamId, std::uint64_t>> cursors();
    [[nodiscard]] Result<Contact> contact();

    // What the server has promised it promised for good: a lower number is ignored here. Only reset_for_epoch lowers.
    Result<void> raise(vault::Transaction& transaction, IncarnationId incarnation, const Delivery& delivery);
    Result<void> set_cursor(vault::Transaction& transaction, StreamId stream, std::uint64_t position);
    Result<void> set_success(vault::Transaction& transaction, WallTime when);
    // The server was restored: it may have lost what it acknowledged and reuses positions. Forgets acknowledgements and
    // cursors; what is safe stays safe.
    Result<void> reset_for_epoch(vault::Transaction& transaction, std::uint64_t server_epoch);

private:
    explicit DeliveryMarks(vault::Database& database) : m_database{&database} {}

    vault::Database* m_database;
};

}  // namespace daohu::journal
