// SPDX-License-Identifier: Apache-2.0
#include "sync/client/retention.hpp"

#include "sync/client/household_moves.hpp"
#include "sync/client/section_removal.hpp"
#include "sync/client/stream_marks.hpp"
#include "sync/client/sync_tables.hpp"
#include "sync/wire/retention.hpp"

#include <algorithm>

namespace daohu::client {

using registry::JobUrgency;
using registry::Recorder;
using vault::Transaction;

namespace {

constexpr std::size_t kEntriesPerJob = 32;

}  // namespace

Result<void> note_retention(Recorder& recorder, const entry::SignedEntry& order) {
    const auto retention = wire::read_retention(order);
    if (!retention) {
        return {};
    }
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    auto note = TRY(recorder.database().prepare(
        "INSERT INTO sync_retention(id, days, ordered_at) VALUES (1, ?1, ?2) "
        "ON CONFLICT(id) DO UPDATE SET days = ?1, ordered_at = ?2, last_day = 0 WHERE ordered_at <= ?2"));
    const std::int64_t days = retention->days.value_or(0);
    TRY(note.run({days, static_cast<std::int64_t>(retention->ordered_at.time_since_epoch().count())}));
    return transaction.commit();
}

Result<void> note_wanted(Recorder& recorder, const entry::SignedEntry& arrived) {
    auto note = TRY(recorder.database().prepare("UPDATE sync_let_go SET is_wanted = 1 WHERE subject = ?1"));
    for (std::size_t i = 0; i < arrived.sections().size(); ++i) {
        const auto& subject = arrived.header().sections[i].subject;
        if (subject && is_here(arrived, i)) {
            TRY(note.run({*subject}));
        }
    }
    return {};
}

Result<void> Retention::run(WallTime county_time) {
    const std::int64_t today = std::chrono::floor<std::chrono::days>(county_time).time_since_epoch().count();
    const auto on_store = [this](auto work) { return m_thread.call(JobUrgency::background, std::move(work)).get(); };
    TRY(on_store([this](Recorder& recorder) { return recall(recorder); }));
    const auto order = TRY(on_store([&](Recorder& recorder) { return order_of_today(recorder, today); }));
    if (!order) {
        return {};
    }
    while (TRY(on_store([&](Recorder& recorder) { return look_at_some(recorder, *order); }))) {}
    for (const auto& [subject, about] : m_subjects) {
        if (about.is_ripe) {
            TRY(on_store([&, subject = subject](Recorder& recorder) { return let_go(recorder, subject); }));
        }
    }
    return on_store([&](Recorder& recorder) { return finish(recorder, *order); });
}

// Everything of the stream comes again; what is still over is let go another day.
Result<void> Retention::recall(Recorder& recorder) {
    vault::Database& database = recorder.database();
    TRY(vault::migrate(database, kSyncSchema));
    std::vector<StreamId> wanted;
    {
        auto find = TRY(database.prepare("SELECT DISTINCT stream FROM sync_let_go WHERE is_wanted = 1"));
        vault::Cursor row = find.query();
        while (TRY(row.next())) {
            wanted.push_back(TRY(row.as<StreamId>(0)));
        }
    }
    if (wanted.empty()) {
        return {};
    }
    Transaction transaction = TRY(Transaction::begin(database));
    auto forget = TRY(database.prepare("DELETE FROM sync_let_go WHERE stream = ?1"));
    auto fetch = TRY(database.prepare("UPDATE sync_file SET state = 0 WHERE direction = 1 AND stream = ?1"));
    for (const StreamId stream : wanted) {
        TRY(forget_stream(database, stream));
        TRY(forget.run({stream}));
        TRY(fetch.run({stream}));
    }
    TRY(recorder.journal().start_incarnation(transaction));
    return transaction.commit();
}

Result<std::optional<Retention::Order>> Retention::order_of_today(Recorder& recorder, std::int64_t today) {
    auto find = TRY(recorder.database().prepare("SELECT days FROM sync_retention WHERE days > 0 AND last_day < ?1"));
    vault::Cursor row = find.query({today});
    return TRY(row.next()) ? std::optional{Order{.days = row.integer(0), .today = today}} : std::optional<Order>{};
}

Result<bool> Retention::look_at_some(Recorder& recorder, const Order& order) {
    const auto entries = TRY(recorder.journal().reader().read_after(m_ordinal, kEntriesPerJob));
    if (entries.empty()) {
        return false;
    }
    m_ordinal = entries.back().ordinal;
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    for (const journal::StoredEntry& stored : entries) {
        const bool ripe = TRY(is_ripe(recorder, stored, order));
        const StreamId stream = TRY(sharing_stream(recorder, stored));
        for (std::size_t i = 0; i < stored.entry.sections().size(); ++i) {
            const auto& subject = stored.entry.header().sections[i].subject;
            if (!subject || !is_here(stored.entry, i)) {
                continue;
            }
            Subject& about = m_subjects[*subject];
            about.ordinals.push_back(stored.ordinal);
            about.is_ripe = about.is_ripe && ripe;
            about.stream = stream;
        }
    }
    TRY(transaction.commit());
    return true;
}

Result<bool> Retention::is_ripe(Recorder& recorder, const journal::StoredEntry& stored, const Order& order) {
    vault::Database& database = recorder.database();
    {
        auto find = TRY(database.prepare("SELECT day FROM sync_confirmed WHERE ordinal = ?1"));
        vault::Cursor row = find.query({stored.ordinal});
        if (TRY(row.next())) {
            return order.today - row.integer(0) >= order.days;
        }
    }
    const bool is_own = stored.entry.header().device == recorder.journal().identity().device;
    const bool is_the_countys = is_own ? TRY(is_in_backup(recorder, stored)) : TRY(is_placed(database, stored.ordinal));
    const bool is_needed = is_own && TRY(has_files_to_bring(recorder, stored.entry));
    if (is_the_countys && !is_needed) {
        auto note = TRY(database.prepare("INSERT INTO sync_confirmed(ordinal, day) VALUES (?1, ?2)"));
        TRY(note.run({stored.ordinal, order.today}));
    }
    return false;
}

// One entity with all that same_as makes one of it, or nothing.
Result<void> Retention::let_go(Recorder& recorder, EntityId subject) {
    std::optional<registry::Entity> entity;
    {
        auto reader = TRY(registry::RegistryReader::open(recorder.database(), m_schemas));
        entity = TRY(reader.find(subject));
    }
    if (!entity || entity->status != registry::EntityStatus::closed || !entity->conflicts().empty() ||
        entity->needs_newer_app) {
        return {};
    }
    std::set<std::uint64_t> ordinals;
    for (const EntityId member : entity->members) {
        const auto about = m_subjects.find(member);
        if (about != m_subjects.end() && !about->second.is_ripe) {
            return {};
        }
        if (about != m_subjects.end()) {
            ordinals.insert(about->second.ordinals.begin(), about->second.ordinals.end());
        }
    }
    SectionRemoval removal{recorder};
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    auto note = TRY(recorder.database().prepare("INSERT INTO sync_let_go(subject, stream) VALUES (?1, ?2) "
                                                "ON CONFLICT(subject) DO UPDATE SET is_wanted = 0"));
    for (const EntityId member : entity->members) {
        if (const auto about = m_subjects.find(member); about != m_subjects.end()) {
            TRY(note.run({member, about->second.stream}));
        }
    }
    auto is_gone = TRY(recorder.database().prepare("SELECT 1 FROM sync_let_go WHERE subject = ?1"));
    for (const std::uint64_t ordinal : ordinals) {
        auto entries = TRY(recorder.journal().reader().read_after(ordinal - 1, 1));
        if (entries.empty() || entries.front().ordinal != ordinal) {
            continue;
        }
        entry::SignedEntry& stored = entries.front().entry;
        // What is said about nobody in particular goes with the last of those whom the entry is about.
        bool is_about_others = false;
        for (const EntityId named : stored.header().subjects) {
            vault::Cursor row = is_gone.query({named});
            is_about_others = is_about_others || !TRY(row.next());
        }
        const std::vector<entry::SectionDescriptor> sections = stored.header().sections;
        TRY(removal.remove(transaction, std::move(stored), entry::Absence::withheld, [&](std::size_t i) {
            const auto& about = sections[i].subject;
            return about ? std::ranges::find(entity->members, *about) != entity->members.end() : !is_about_others;
        }));
    }
    TRY(transaction.commit());
    m_files.insert(m_files.end(), removal.files().begin(), removal.files().end());
    m_has_let_go = m_has_let_go || !ordinals.empty();
    return {};
}

Result<void> Retention::finish(Recorder& recorder, const Order& order) {
    if (m_has_let_go) {
        TRY(recorder.journal().finish_dropping());
    }
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    auto note = TRY(recorder.database().prepare("UPDATE sync_retention SET last_day = ?1"));
    TRY(note.run({order.today}));
    return transaction.commit();
}

}  // namespace daohu::client
