// SPDX-License-Identifier: Apache-2.0
#include "sync/client/stream_purge.hpp"

#include "core/journal/delivery.hpp"
#include "sync/client/household_moves.hpp"
#include "sync/client/section_removal.hpp"
#include "sync/client/stream_marks.hpp"
#include "sync/client/sync_tables.hpp"

#include <optional>

namespace daohu::client {

using registry::JobUrgency;
using registry::Recorder;
using vault::Transaction;

namespace {

constexpr std::size_t kEntriesPerJob = 32;

// A section goes unless it is about somebody who stays; what is said about nobody in particular stays with all of them.
bool is_given_up(const std::optional<EntityId>& subject, const std::set<EntityId>& stays, std::size_t subjects) {
    return subject ? !stays.contains(*subject) : stays.empty() || stays.size() < subjects;
}

bool holds_more_than(const entry::SignedEntry& entry, const std::set<EntityId>& stays) {
    const entry::Header& header = entry.header();
    for (std::size_t i = 0; i < header.sections.size(); ++i) {
        if (std::holds_alternative<Bytes>(entry.sections()[i]) &&
            is_given_up(header.sections[i].subject, stays, header.subjects.size())) {
            return true;
        }
    }
    return false;
}

// What an earlier incarnation wrote the county sends to this one as it is.
bool is_of(const entry::Header& header, const journal::Identity& incarnation) {
    return header.device == incarnation.device && header.incarnation == incarnation.incarnation;
}

// Streams of which something is here: they have a cursor, or an entry meant for them was written or received.
Result<std::set<StreamId>> streams_here(Recorder& recorder) {
    journal::DeliveryMarks marks = TRY(journal::DeliveryMarks::open(recorder.database()));
    std::set<StreamId> streams;
    for (const auto& [stream, position] : TRY(marks.cursors())) {
        streams.insert(stream);
    }
    auto placed = TRY(recorder.database().prepare("SELECT DISTINCT stream FROM stream_entry"));
    vault::Cursor row = placed.query();
    while (TRY(row.next())) {
        streams.insert(TRY(row.as<StreamId>(0)));
    }
    return streams;
}

}  // namespace

Result<std::uint64_t> StreamPurge::safe() {
    return m_thread
        .call(JobUrgency::background,
              [](Recorder& recorder) -> Result<std::uint64_t> {
                  journal::DeliveryMarks marks = TRY(journal::DeliveryMarks::open(recorder.database()));
                  return TRY(marks.delivery(recorder.journal().identity().incarnation)).safe;
              })
        .get();
}

Result<bool> StreamPurge::begin(Search search) {
    if (search == Search::everywhere) {
        TRY(search_journal());
    }
    return m_thread
        .call(JobUrgency::background,
              [this](Recorder& recorder) -> Result<bool> {
                  vault::Database& database = recorder.database();
                  TRY(vault::migrate(database, kSyncSchema));
                  Transaction transaction = TRY(Transaction::begin(database));
                  TRY(keep(recorder, transaction));
                  auto give_up = TRY(database.prepare("INSERT INTO sync_purge(stream, is_done) VALUES (?1, 0) "
                                                      "ON CONFLICT(stream) DO UPDATE SET is_done = 0"));
                  for (const StreamId stream : TRY(streams_here(recorder))) {
                      m_here.insert(stream);
                  }
                  for (const StreamId stream : m_here) {
                      if (!m_kept.contains(stream) && !stream.is_nil()) {
                          TRY(give_up.run({stream}));
                      }
                  }
                  TRY(transaction.commit());
                  auto pending = TRY(database.prepare("SELECT stream FROM sync_purge WHERE is_done = 0"));
                  vault::Cursor row = pending.query();
                  while (TRY(row.next())) {
                      m_lost.insert(TRY(row.as<StreamId>(0)));
                  }
                  return !m_lost.empty();
              })
        .get();
}

// One that is kept again before all of it was gone may have lost content already, its own as well: it begins anew like one
// that was given up whole, and an incarnation that is sent its own begins with it.
Result<void> StreamPurge::keep(Recorder& recorder, Transaction& transaction) {
    vault::Database& database = recorder.database();
    auto is_begun = TRY(database.prepare("SELECT 1 FROM sync_purge WHERE stream = ?1 AND is_done = 0"));
    auto keep = TRY(database.prepare("DELETE FROM sync_purge WHERE stream = ?1"));
    bool is_any_begun = false;
    for (const StreamId stream : m_kept) {
        vault::Cursor row = is_begun.query({stream});
        if (TRY(row.next())) {
            TRY(forget_stream(database, stream));
            is_any_begun = true;
        }
        TRY(keep.run({stream}));
    }
    return is_any_begun ? recorder.journal().start_incarnation(transaction) : Result<void>{};
}

Result<void> StreamPurge::search_journal() {
    for (std::uint64_t ordinal = 0;;) {
        const auto entries = TRY(m_thread
                                     .call(JobUrgency::background,
                                           [&](Recorder& recorder) {
                                               return recorder.journal().reader().read_after(ordinal, kEntriesPerJob);
                                           })
                                     .get());
        if (entries.empty()) {
            return {};
        }
        ordinal = entries.back().ordinal;
        for (const journal::StoredEntry& stored : entries) {
            m_here.insert(stored.entry.header().scope);
        }
    }
}

Result<PurgeOutcome> StreamPurge::run() {
    if (m_lost.empty()) {
        return PurgeOutcome::nothing;
    }
    Progress progress;
    while (!progress.is_at_end) {
        TRY(m_thread.call(JobUrgency::background, [&](Recorder& recorder) { return look_at_some(recorder, progress); })
                .get());
    }
    if (progress.waits) {
        return PurgeOutcome::waits;
    }
    if (progress.waits_files) {
        return PurgeOutcome::waits_files;
    }
    TRY(m_thread.call(JobUrgency::background, [&](Recorder& recorder) { return close(recorder, progress); }).get());
    return PurgeOutcome::done;
}

Result<void> StreamPurge::look_at_some(Recorder& recorder, Progress& progress) {
    auto entries = TRY(recorder.journal().reader().read_after(progress.ordinal, kEntriesPerJob));
    progress.is_at_end = entries.empty();
    if (entries.empty()) {
        return {};
    }
    progress.ordinal = entries.back().ordinal;
    const journal::Identity self = recorder.journal().identity();
    SectionRemoval removal{recorder};
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    for (journal::StoredEntry& stored : entries) {
        const entry::Header& header = stored.entry.header();
        if (!m_lost.contains(header.scope)) {
            continue;
        }
        const std::set<EntityId> stays = TRY(stay_behind(recorder, stored));
        if (!holds_more_than(stored.entry, stays)) {  // by an earlier run that was cut short, perhaps
            progress.has_own = progress.has_own || is_of(header, self);
            continue;
        }
        const bool is_own = header.device == self.device;
        if (is_own && !TRY(is_in_backup(recorder, stored))) {
            progress.waits = true;
            continue;
        }
        const bool is_needed = is_own && TRY(has_files_to_bring(recorder, stored.entry));
        if (is_needed) {
            progress.waits_files = true;
            continue;
        }
        progress.has_own = progress.has_own || is_of(header, self);
        const std::vector<entry::SectionDescriptor> sections = header.sections;
        const std::size_t subjects = header.subjects.size();
        TRY(removal.remove(transaction, std::move(stored.entry), entry::Absence::withheld,
                           [&](std::size_t i) { return is_given_up(sections[i].subject, stays, subjects); }));
    }
    TRY(transaction.commit());
    m_files.insert(m_files.end(), removal.files().begin(), removal.files().end());
    return removal.finish();
}

// Of an entry that was meant for a stream that is lost: whom it is about that has moved to one that is kept.
Result<std::set<EntityId>> StreamPurge::stay_behind(Recorder& recorder, const journal::StoredEntry& stored) const {
    std::set<EntityId> stays;
    for (const EntityId subject : stored.entry.header().subjects) {
        const bool is_kept = TRY(lives_in(recorder, subject, m_kept));
        if (is_kept) {
            stays.insert(subject);
        }
    }
    return stays;
}

// After the content is gone: the streams begin anew should they ever be granted again. The county does not send an
// incarnation its own entries, so another one begins that is sent them.
Result<void> StreamPurge::close(Recorder& recorder, const Progress& progress) {
    vault::Database& database = recorder.database();
    Transaction transaction = TRY(Transaction::begin(database));
    auto finish = TRY(database.prepare("UPDATE sync_purge SET is_done = 1 WHERE stream = ?1"));
    for (const StreamId stream : m_lost) {
        TRY(forget_stream(database, stream));
        TRY(finish.run({stream}));
    }
    if (progress.has_own) {
        TRY(recorder.journal().start_incarnation(transaction));
    }
    return transaction.commit();
}

}  // namespace daohu::client
