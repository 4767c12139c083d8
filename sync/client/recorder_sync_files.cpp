// SPDX-License-Identifier: Apache-2.0
#include "sync/client/recorder_sync_files.hpp"

#include "sync/client/entry_files.hpp"
#include "sync/client/household_moves.hpp"
#include "sync/client/journal_scan.hpp"
#include "sync/client/sync_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <system_error>
#include <utility>

namespace daohu::client {

using registry::Recorder;
using vault::Transaction;

namespace {

// The store's thread is held for so many entries at a time.
constexpr std::size_t kEntriesPerJob = 32;

enum class Direction : std::uint8_t { to_county = 0, from_county = 1, others_to_county = 2 };
enum class FileState : std::uint8_t { waiting = 0, done = 1, impossible = 2, taken_out = 3 };

// True while there is more to look through.
Result<bool> scan_some(Recorder& recorder) {
    const auto entries = TRY(entries_to_scan(recorder, Scan::files, kEntriesPerJob));
    if (entries.empty()) {
        return false;
    }
    vault::Database& database = recorder.database();
    Transaction transaction = TRY(Transaction::begin(database));
    auto add = TRY(database.prepare("INSERT INTO sync_file(direction, stream, address, size) VALUES (?1, ?2, ?3, ?4) "
                                    "ON CONFLICT(direction, stream, address) DO NOTHING"));
    auto name = TRY(database.prepare("INSERT OR IGNORE INTO sync_entry_file(stream, address, incarnation, sequence) "
                                     "VALUES (?1, ?2, ?3, ?4)"));
    const DeviceId self = recorder.journal().identity().device;
    for (const journal::StoredEntry& stored : entries) {
        const Direction direction =
            stored.entry.header().device == self ? Direction::to_county : Direction::from_county;
        // Own ones are brought where they were meant for; others' are where the entry came from.
        const StreamId stream =
            direction == Direction::to_county ? stored.entry.header().scope : TRY(sharing_stream(recorder, stored));
        for (const SealedFile& file : files_in(stored.entry, stream)) {
            TRY(add.run({static_cast<std::int32_t>(direction), file.stream, file.address, file.size}));
            if (direction == Direction::to_county) {
                const entry::Header& header = stored.entry.header();
                TRY(name.run({file.stream, file.address, header.incarnation, header.sequence}));
            }
        }
    }
    TRY(note_scanned(database, Scan::files, entries.back().ordinal));
    TRY(transaction.commit());
    return true;
}

// Thumbnails first, and one's own before what others took.
Result<std::vector<SealedFile>> waiting_files(Recorder& recorder, std::initializer_list<Direction> directions,
                                              std::uint64_t most) {
    auto select = TRY(recorder.database().prepare(
        "SELECT stream, address, size FROM sync_file WHERE direction IN (?1, ?2) AND state = 0 AND size <= ?3 "
        "ORDER BY size > ?4, direction, id"));
    std::vector<SealedFile> files;
    vault::Cursor row = select.query({static_cast<std::int32_t>(*directions.begin()),
                                      static_cast<std::int32_t>(*std::prev(directions.end())), most, kThumbnail});
    while (TRY(row.next())) {
        files.push_back(
            {.stream = TRY(row.as<StreamId>(0)), .address = TRY(row.as<Hash256>(1)), .size = row.unsigned_integer(2)});
    }
    return files;
}

Result<OwnPhotos> own_photos(Recorder& recorder) {
    OwnPhotos photos;
    auto count = TRY(recorder.database().prepare(
        "SELECT count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 0 AND size > ?1), "
        "count(*) FILTER (WHERE state = 2) FROM sync_file WHERE direction = 0"));
    {
        vault::Cursor row = count.query({kThumbnail});
        TRY(row.next());
        photos.waiting = row.unsigned_integer(0);
        photos.large = row.unsigned_integer(1);
        photos.lost = row.unsigned_integer(2);
    }
    auto find = TRY(recorder.database().prepare(
        "SELECT DISTINCT named.sequence FROM sync_file JOIN sync_entry_file named USING (stream, address) "
        "WHERE direction = 0 AND state IN (0, 2) AND named.incarnation = ?1"));
    vault::Cursor row = find.query({recorder.journal().identity().incarnation});
    while (TRY(row.next())) {
        photos.lacking.insert(row.unsigned_integer(0));
    }
    return photos;
}

enum class Bound : std::uint8_t { for_county, for_here };

Result<void> set_state(registry::StoreThread& thread, Bound bound, const SealedFile& file, FileState state) {
    return thread
        .call(registry::JobUrgency::background,
              [=](Recorder& recorder) -> Result<void> {
                  Transaction transaction = TRY(Transaction::begin(recorder.database()));
                  auto update = TRY(recorder.database().prepare(
                      "UPDATE sync_file SET state = ?4 WHERE (direction = 1) = ?1 AND stream = ?2 AND address = ?3"));
                  TRY(update.run(
                      {bound == Bound::for_here, file.stream, file.address, static_cast<std::int32_t>(state)}));
                  return transaction.commit();
              })
        .get();
}

}  // namespace

Result<void> RecorderSyncFiles::scan() {
    while (TRY(m_thread.call(registry::JobUrgency::background, scan_some).get())) {}
    return {};
}

Result<std::vector<SealedFile>> RecorderSyncFiles::to_send() {
    TRY(scan());
    return m_thread
        .call(registry::JobUrgency::background,
              [](Recorder& recorder) {
                  return waiting_files(recorder, {Direction::to_county, Direction::others_to_county}, INT64_MAX);
              })
        .get();
}

Result<Bytes> RecorderSyncFiles::read(const SealedFile& file) { return m_attachments.read_stored(file.address); }

Result<void> RecorderSyncFiles::note_sent(const SealedFile& file) {
    return set_state(m_thread, Bound::for_county, file, FileState::done);
}

Result<void> RecorderSyncFiles::note_unsendable(const SealedFile& file) {
    return set_state(m_thread, Bound::for_county, file, FileState::impossible);
}

Result<void> RecorderSyncFiles::offer_again() {
    TRY(scan());
    return m_thread
        .call(registry::JobUrgency::background,
              [](Recorder& recorder) -> Result<void> {
                  Transaction transaction = TRY(Transaction::begin(recorder.database()));
                  auto update = TRY(recorder.database().prepare(
                      "UPDATE sync_file SET state = 0 WHERE direction = ?1 AND state = ?2"));
                  TRY(update.run(
                      {static_cast<std::int32_t>(Direction::to_county), static_cast<std::int32_t>(FileState::done)}));
                  // Whoever took the others may be gone.
                  auto offer = TRY(recorder.database().prepare(
                      "INSERT INTO sync_file(direction, stream, address, size) "
                      "SELECT ?1, stream, address, size FROM sync_file WHERE direction = ?2 AND state = ?3 "
                      "ON CONFLICT(direction, stream, address) DO UPDATE SET state = 0"));
                  TRY(offer.run({static_cast<std::int32_t>(Direction::others_to_county),
                                 static_cast<std::int32_t>(Direction::from_county),
                                 static_cast<std::int32_t>(FileState::done)}));
                  return transaction.commit();
              })
        .get();
}

Result<OwnPhotos> RecorderSyncFiles::own() {
    TRY(scan());
    return m_thread.call(registry::JobUrgency::background, own_photos).get();
}

Result<std::vector<SealedFile>> RecorderSyncFiles::to_fetch(PhotoPolicy policy) {
    TRY(scan());
    const std::uint64_t most = policy == PhotoPolicy::everything ? INT64_MAX : kThumbnail;
    auto files =
        TRY(m_thread
                .call(registry::JobUrgency::background,
                      [most](Recorder& recorder) { return waiting_files(recorder, {Direction::from_county}, most); })
                .get());
    std::vector<SealedFile> missing;
    for (const SealedFile& file : files) {
        if (m_attachments.has(file.address)) {
            TRY(set_state(m_thread, Bound::for_here, file, FileState::done));
        } else {
            missing.push_back(file);
        }
    }
    return missing;
}

Result<std::uint64_t> RecorderSyncFiles::begun(const SealedFile& file) {
    if (!m_files.exists(incoming_path(file))) {
        return 0;
    }
    return TRY(m_files.open(incoming_path(file), vault::OpenMode::append))->size();
}

Result<void> RecorderSyncFiles::append(const SealedFile& file, ByteView bytes) {
    TRY(m_files.make_folder(m_incoming));
    const auto part = TRY(m_files.open(incoming_path(file), vault::OpenMode::append));
    return part->append(bytes);
}

Result<void> RecorderSyncFiles::correct_size(const SealedFile& file, std::uint64_t size) {
    TRY(m_thread
            .call(registry::JobUrgency::background,
                  [=](Recorder& recorder) -> Result<void> {
                      Transaction transaction = TRY(Transaction::begin(recorder.database()));
                      auto update = TRY(recorder.database().prepare(
                          "UPDATE sync_file SET size = ?3 WHERE direction = 1 AND stream = ?1 AND address = ?2"));
                      TRY(update.run({file.stream, file.address, size}));
                      return transaction.commit();
                  })
            .get());
    return fail(ErrorCode::attachment_damaged,
                fmt::format("{} has {} bytes, its entry says {}", file.address.to_string(), size, file.size));
}

Result<void> RecorderSyncFiles::complete(const SealedFile& file) {
    const auto path = incoming_path(file);
    auto kept = [&]() -> Result<void> {
        const Bytes stored = TRY(m_files.read(path, file.size));
        return m_attachments.put(file.address, stored);
    }();
    if (!kept && kept.error().code == ErrorCode::disk_full) {
        return kept;  // what is here is whole; there will be room again
    }
    TRY(m_files.remove(path));
    TRY(std::move(kept));
    return set_state(m_thread, Bound::for_here, file, FileState::done);
}

std::filesystem::path RecorderSyncFiles::incoming_path(const SealedFile& file) const {
    return m_incoming / file.address.to_string();
}

}  // namespace daohu::client
