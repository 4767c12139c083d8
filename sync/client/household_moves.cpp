// SPDX-License-Identifier: Apache-2.0
#include "sync/client/household_moves.hpp"

#include "core/entry/administrative.hpp"
#include "sync/client/section_removal.hpp"
#include "sync/client/stream_marks.hpp"
#include "sync/client/sync_tables.hpp"
#include "sync/wire/household_move.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace daohu::client {

using registry::JobUrgency;
using registry::Recorder;
using vault::Transaction;

namespace {

constexpr std::size_t kEntriesPerJob = 32;

Result<void> note_departure(vault::Database& database, const entry::SignedEntry& order, EntityId subject) {
    const entry::Header& header = order.header();
    auto forget = TRY(database.prepare("DELETE FROM sync_household WHERE subject = ?1 AND stream = ?2"));
    TRY(forget.run({subject, header.scope}));
    auto note = TRY(
        database.prepare("INSERT INTO sync_departure(subject, stream, device, incarnation, sequence, hash) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(subject) DO UPDATE SET stream = excluded.stream, "
                         "device = excluded.device, incarnation = excluded.incarnation, sequence = excluded.sequence, "
                         "hash = excluded.hash"));
    return note.run({subject, header.scope, header.device, header.incarnation, header.sequence, order.hash()});
}

Result<void> note_arrival(vault::Database& database, StreamId stream, EntityId subject) {
    auto forget = TRY(database.prepare("DELETE FROM sync_departure WHERE subject = ?1"));
    TRY(forget.run({subject}));
    auto note = TRY(database.prepare("INSERT INTO sync_household(subject, stream) VALUES (?1, ?2) "
                                     "ON CONFLICT(subject) DO UPDATE SET stream = excluded.stream"));
    return note.run({subject, stream});
}

struct Departure {
    entry::EntryId order;
    Hash256 hash;
    StreamId stream;

    friend auto operator<=>(const Departure&, const Departure&) = default;
};

}  // namespace

Result<void> note_move(Recorder& recorder, const entry::SignedEntry& order) {
    const auto move = wire::read_household_move(order);
    if (!move) {
        return {};
    }
    vault::Database& database = recorder.database();
    Transaction transaction = TRY(Transaction::begin(database));
    for (const EntityId subject : move->subjects) {
        TRY(move->end == wire::MoveEnd::left ? note_departure(database, order, subject)
                                             : note_arrival(database, order.header().scope, subject));
    }
    if (move->end == wire::MoveEnd::joined) {
        // Photographs of theirs are looked for in the stream that has them now.
        TRY(database.execute("UPDATE sync_scan SET ordinal = 0"));
    }
    return transaction.commit();
}

Result<void> note_newly_theirs(Recorder& recorder, const entry::SignedEntry& entry) {
    auto find = TRY(recorder.database().prepare("SELECT stream FROM sync_household WHERE subject = ?1"));
    std::map<StreamId, std::set<EntityId>> households;
    for (const EntityId subject : entry.header().subjects) {
        vault::Cursor row = find.query({subject});
        const bool has_moved = TRY(row.next());
        if (has_moved) {
            households[TRY(row.as<StreamId>(0))].insert(subject);
        }
    }
    auto note = TRY(recorder.database().prepare("INSERT INTO sync_household(subject, stream) VALUES (?1, ?2) "
                                                "ON CONFLICT(subject) DO NOTHING"));
    for (const auto& [stream, household] : households) {
        for (const EntityId created : wire::created_within(entry, household)) {
            TRY(note.run({created, stream}));
        }
    }
    return {};
}

Result<bool> lives_in(Recorder& recorder, EntityId subject, const std::set<StreamId>& streams) {
    auto find = TRY(recorder.database().prepare("SELECT stream FROM sync_household WHERE subject = ?1"));
    vault::Cursor row = find.query({subject});
    const bool is_known = TRY(row.next());
    return is_known && streams.contains(TRY(row.as<StreamId>(0)));
}

Result<StreamId> sharing_stream(Recorder& recorder, const journal::StoredEntry& stored) {
    const StreamId scope = stored.entry.header().scope;
    auto find = TRY(recorder.database().prepare(
        "SELECT stream FROM stream_entry WHERE ordinal = ?1 ORDER BY stream = ?2 DESC, position DESC LIMIT 1"));
    vault::Cursor row = find.query({stored.ordinal, scope});
    const bool is_placed = TRY(row.next());
    return is_placed ? TRY(row.as<StreamId>(0)) : scope;
}

Result<void> HouseholdPurge::run() {
    const auto on_store = [this](auto work) {
        return m_parts.thread.call(JobUrgency::background, std::move(work)).get();
    };
    TRY(on_store([this](Recorder& recorder) { return find_departed(recorder); }));
    if (m_departed.empty()) {
        return {};
    }
    while (TRY(on_store([this](Recorder& recorder) { return look_at_some(recorder); }))) {}
    return on_store([this](Recorder& recorder) { return confirm(recorder); });
}

Result<void> HouseholdPurge::find_departed(Recorder& recorder) {
    TRY(vault::migrate(recorder.database(), kSyncSchema));
    std::vector<EntityId> departed;
    {
        auto find = TRY(recorder.database().prepare("SELECT subject FROM sync_departure"));
        vault::Cursor row = find.query();
        while (TRY(row.next())) {
            departed.push_back(TRY(row.as<EntityId>(0)));
        }
    }
    for (const EntityId subject : departed) {
        const bool is_ours = TRY(lives_in(recorder, subject, m_parts.kept));
        if (!is_ours) {
            m_departed.insert(subject);
        }
    }
    return {};
}

Result<bool> HouseholdPurge::look_at_some(Recorder& recorder) {
    auto entries = TRY(recorder.journal().reader().read_after(m_ordinal, kEntriesPerJob));
    if (entries.empty()) {
        return false;
    }
    m_ordinal = entries.back().ordinal;
    const DeviceId self = recorder.journal().identity().device;
    SectionRemoval removal{recorder};
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    for (journal::StoredEntry& stored : entries) {
        const entry::Header header = stored.entry.header();
        const auto has_left = [&](EntityId subject) { return m_departed.contains(subject); };
        const bool is_about_others = !std::ranges::all_of(header.subjects, has_left);
        const auto is_chosen = [&](std::size_t i) {
            const auto& subject = header.sections[i].subject;
            return subject ? has_left(*subject) : !is_about_others && !header.subjects.empty();
        };
        const bool is_own = header.device == self;
        bool holds_some = false;
        for (std::size_t i = 0; i < header.sections.size(); ++i) {
            holds_some = holds_some || (is_chosen(i) && is_here(stored.entry, i));
            m_has_own = m_has_own || (is_own && is_chosen(i));
        }
        if (!holds_some) {
            continue;
        }
        const bool is_safe = !is_own || TRY(is_in_backup(recorder, stored));
        const bool is_needed = is_own && TRY(has_files_to_bring(recorder, stored.entry));
        if (!is_safe || is_needed) {
            std::ranges::copy_if(header.subjects, std::inserter(m_waiting, m_waiting.end()), has_left);
            continue;
        }
        TRY(removal.remove(transaction, std::move(stored.entry), entry::Absence::withheld, is_chosen));
    }
    TRY(transaction.commit());
    m_files.insert(m_files.end(), removal.files().begin(), removal.files().end());
    TRY(removal.finish());
    return true;
}

// A notice is confirmed when nothing of anybody it names is here any more. The county does not send an incarnation its own
// entries, so another one begins that is sent them should the household come back.
Result<void> HouseholdPurge::confirm(Recorder& recorder) {
    vault::Database& database = recorder.database();
    std::set<Departure> done;
    std::set<Departure> waiting;
    {
        auto find =
            TRY(database.prepare("SELECT subject, stream, device, incarnation, sequence, hash FROM sync_departure"));
        vault::Cursor row = find.query();
        while (TRY(row.next())) {
            const EntityId subject = TRY(row.as<EntityId>(0));
            const Departure departure{.order = {.device = TRY(row.as<DeviceId>(2)),
                                                .incarnation = TRY(row.as<IncarnationId>(3)),
                                                .sequence = row.unsigned_integer(4)},
                                      .hash = TRY(row.as<Hash256>(5)),
                                      .stream = TRY(row.as<StreamId>(1))};
            const bool is_gone = m_departed.contains(subject) && !m_waiting.contains(subject);
            (is_gone ? done : waiting).insert(departure);
        }
    }
    std::erase_if(done, [&](const Departure& departure) { return waiting.contains(departure); });
    if (m_has_own && !done.empty()) {
        Transaction transaction = TRY(Transaction::begin(database));
        TRY(recorder.journal().start_incarnation(transaction));
        TRY(transaction.commit());
    }
    for (const Departure& departure : done) {
        const auto receipt = TRY(entry::assemble(
            make_draft(entry::Receipt{.order = departure.order, .order_hash = departure.hash}, departure.stream),
            m_parts.entropy));
        TRY(recorder.save(receipt, m_parts.keys, [&](Transaction&) -> Result<void> {
            auto settle = TRY(database.prepare("DELETE FROM sync_departure WHERE hash = ?1"));
            return settle.run({departure.hash});
        }));
    }
    return {};
}

}  // namespace daohu::client
