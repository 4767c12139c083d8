// SPDX-License-Identifier: Apache-2.0
#include "sync/client/stream_marks.hpp"

#include "core/journal/delivery.hpp"
#include "sync/client/entry_files.hpp"

namespace daohu::client {

using registry::Recorder;

namespace {

// An entry of an earlier incarnation, whose receipts say nothing any more: the county has it in a backup when it has
// there what was committed to the same stream after it.
Result<bool> is_before_something_safe(Recorder& recorder, const journal::StoredEntry& stored, std::uint64_t safe) {
    const journal::Identity identity = recorder.journal().identity();
    auto find = TRY(recorder.database().prepare(
        "SELECT 1 FROM stream_entry mine "
        "JOIN stream_entry later ON later.stream = mine.stream AND later.position >= mine.position "
        "JOIN entry ON entry.ordinal = later.ordinal JOIN chain ON chain.id = entry.chain "
        "WHERE mine.ordinal = ?1 AND chain.device = ?2 AND chain.incarnation = ?3 AND entry.sequence <= ?4 LIMIT 1"));
    vault::Cursor row = find.query({stored.ordinal, identity.device, identity.incarnation, safe});
    return row.next();
}

}  // namespace

Result<bool> is_placed(vault::Database& database, std::uint64_t ordinal) {
    auto find = TRY(database.prepare("SELECT 1 FROM stream_entry WHERE ordinal = ?1"));
    vault::Cursor row = find.query({ordinal});
    return row.next();
}

Result<bool> is_in_backup(Recorder& recorder, const journal::StoredEntry& stored) {
    const entry::Header& header = stored.entry.header();
    journal::DeliveryMarks marks = TRY(journal::DeliveryMarks::open(recorder.database()));
    const journal::Delivery own = TRY(marks.delivery(header.incarnation));
    if (header.sequence <= own.safe) {
        return true;
    }
    const journal::Delivery present = TRY(marks.delivery(recorder.journal().identity().incarnation));
    return is_before_something_safe(recorder, stored, present.safe);
}

Result<bool> has_files_to_bring(Recorder& recorder, const entry::SignedEntry& entry) {
    const std::vector<SealedFile> files = files_in(entry);
    if (files.empty()) {
        return false;
    }
    // Brought, or found to be nowhere. One that was not looked for yet has no row.
    auto find = TRY(recorder.database().prepare(
        "SELECT 1 FROM sync_file WHERE direction = 0 AND stream = ?1 AND address = ?2 AND state <> 0"));
    for (const SealedFile& file : files) {
        vault::Cursor row = find.query({file.stream, file.address});
        const bool is_settled = TRY(row.next());
        if (!is_settled) {
            return true;
        }
    }
    return false;
}

Result<void> forget_stream(vault::Database& database, StreamId stream) {
    auto forget_cursor = TRY(database.prepare("DELETE FROM stream_cursor WHERE stream = ?1"));
    TRY(forget_cursor.run({stream}));
    auto forget_places = TRY(database.prepare("DELETE FROM stream_entry WHERE stream = ?1"));
    return forget_places.run({stream});
}

}  // namespace daohu::client
