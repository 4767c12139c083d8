// SPDX-License-Identifier: Apache-2.0
#include "core/journal/delivery.hpp"

#include "core/journal/reader.hpp"

namespace daohu::journal {

using vault::Cursor;
using vault::Statement;
using vault::Transaction;

Result<DeliveryMarks> DeliveryMarks::open(vault::Database& database) {
    TRY(JournalReader::open(database));
    return DeliveryMarks{database};
}

Result<Delivery> DeliveryMarks::delivery(IncarnationId incarnation) {
    Statement find = TRY(m_database->prepare("SELECT acknowledged, safe FROM delivery WHERE incarnation = ?1"));
    Cursor row = find.query({incarnation});
    return TRY(row.next()) ? Delivery{row.unsigned_integer(0), row.unsigned_integer(1)} : Delivery{};
}

Result<std::uint64_t> DeliveryMarks::cursor(StreamId stream) {
    Statement find = TRY(m_database->prepare("SELECT position FROM stream_cursor WHERE stream = ?1"));
    Cursor row = find.query({stream});
    return TRY(row.next()) ? row.unsigned_integer(0) : 0;
}

Result<std::map<StreamId, std::uint64_t>> DeliveryMarks::cursors() {
    Statement select = TRY(m_database->prepare("SELECT stream, position FROM stream_cursor"));
    Cursor rows = select.query();
    std::map<StreamId, std::uint64_t> cursors;
    while (TRY(rows.next())) {
        cursors.emplace(TRY(rows.as<StreamId>(0)), rows.unsigned_integer(1));
    }
    return cursors;
}

Result<Contact> DeliveryMarks::contact() {
    Statement find = TRY(m_database->prepare("SELECT server_epoch, last_success FROM contact"));
    Cursor row = find.query();
    Contact contact;
    if (TRY(row.next())) {
        contact.server_epoch = row.unsigned_integer(0);
        if (!row.is_null(1)) {
            contact.last_success = WallTime{std::chrono::milliseconds{row.integer(1)}};
        }
    }
    return contact;
}

Result<void> DeliveryMarks::raise(Transaction&, IncarnationId incarnation, const Delivery& delivery) {
    Statement put = TRY(m_database->prepare(
        "INSERT INTO delivery(incarnation, acknowledged, safe) VALUES (?1, ?2, ?3) ON CONFLICT(incarnation) DO UPDATE "
        "SET "
        "acknowledged = max(acknowledged, excluded.acknowledged), safe = max(safe, excluded.safe)"));
    return put.run({incarnation, delivery.acknowledged, delivery.safe});
}

Result<void> DeliveryMarks::set_cursor(Transaction&, StreamId stream, std::uint64_t position) {
    Statement put = TRY(m_database->prepare("INSERT INTO stream_cursor(stream, position) VALUES (?1, ?2) "
                                            "ON CONFLICT(stream) DO UPDATE SET position = excluded.position"));
    return put.run({stream, position});
}

Result<void> DeliveryMarks::set_success(Transaction&, WallTime when) {
    Statement put = TRY(m_database->prepare("INSERT INTO contact(id, server_epoch, last_success) VALUES (1, 0, ?1) "
                                            "ON CONFLICT(id) DO UPDATE SET last_success = excluded.last_success"));
    return put.run({static_cast<std::int64_t>(when.time_since_epoch().count())});
}

Result<void> DeliveryMarks::reset_for_epoch(Transaction&, std::uint64_t server_epoch) {
    Statement put = TRY(m_database->prepare("INSERT INTO contact(id, server_epoch) VALUES (1, ?1) "
                                            "ON CONFLICT(id) DO UPDATE SET server_epoch = excluded.server_epoch"));
    TRY(put.run({server_epoch}));
    TRY(m_database->execute("UPDATE delivery SET acknowledged = safe; DELETE FROM stream_cursor; "
                            "DELETE FROM stream_entry"));
    return {};
}

}  // namespace daohu::journal
