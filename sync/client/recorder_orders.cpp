// SPDX-License-Identifier: Apache-2.0
#include "sync/client/recorder_orders.hpp"

#include "core/entry/administrative.hpp"
#include "core/journal/delivery.hpp"
#include "core/registry/lost_entries.hpp"
#include "sync/client/household_moves.hpp"
#include "sync/client/journal_scan.hpp"
#include "sync/client/retention.hpp"
#include "sync/client/section_removal.hpp"
#include "sync/client/stream_purge.hpp"
#include "sync/client/sync_tables.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace daohu::client {

using registry::JobUrgency;
using registry::Recorder;
using vault::Transaction;

namespace {

constexpr std::size_t kEntriesPerJob = 64;
constexpr std::chrono::hours kListAge{24};

// Own ones that are not with the county need not get there any more.
Result<void> stop_carrying(Recorder& recorder, const std::vector<SealedFile>& files) {
    TRY(vault::migrate(recorder.database(), kSyncSchema));
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    auto update = TRY(recorder.database().prepare(
        "UPDATE sync_file SET state = 3 WHERE direction = 0 AND stream = ?1 AND address = ?2"));
    for (const SealedFile& file : files) {
        TRY(update.run({file.stream, file.address}));
    }
    return transaction.commit();
}

}  // namespace

RecorderOrders::RecorderOrders(Parts parts)
    : m_parts{std::move(parts)}, m_attachments{m_parts.files, m_parts.entropy, m_parts.vault_folder},
      m_published{m_parts.thread, m_parts.files, m_parts.vault_folder / kPublishedFolder} {}

Result<void> RecorderOrders::carry_out() {
    m_erased.clear();
    while (TRY(m_parts.thread.call(JobUrgency::background, [this](Recorder& recorder) { return scan_some(recorder); })
                   .get())) {}
    return remove_files(m_erased);
}

Result<bool> RecorderOrders::scan_some(Recorder& recorder) {
    const auto entries = TRY(entries_to_scan(recorder, Scan::orders, kEntriesPerJob));
    if (entries.empty()) {
        return false;
    }
    for (const journal::StoredEntry& stored : entries) {
        if (stored.entry.header().device == m_parts.county_device) {
            TRY(obey(recorder, stored));
        }
    }
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    for (const journal::StoredEntry& stored : entries) {
        TRY(note_wanted(recorder, stored.entry));
        TRY(note_newly_theirs(recorder, stored.entry));
    }
    TRY(note_scanned(recorder.database(), Scan::orders, entries.back().ordinal));
    TRY(transaction.commit());
    return true;
}

// Each order is done with the scan's progress in one transaction, so that none is done twice or not at all.
Result<void> RecorderOrders::obey(Recorder& recorder, const journal::StoredEntry& order) {
    switch (order.entry.header().kind) {
        case entry::EntryKind::erase: return erase(recorder, order);
        case entry::EntryKind::grant: return note_grant(recorder, order.entry);
        case entry::EntryKind::publish:
            TRY(note_retention(recorder, order.entry));
            TRY(note_move(recorder, order.entry));
            return m_published.note(recorder, order.entry);
        case entry::EntryKind::form:
        case entry::EntryKind::gap:
        case entry::EntryKind::certify:
        case entry::EntryKind::receipt: return {};
    }
    return {};  // of a newer county
}

Result<void> RecorderOrders::erase(Recorder& recorder, const journal::StoredEntry& order) {
    const auto erasure = entry::read_erasure(order.entry);
    if (!erasure) {
        return {};
    }
    std::optional<entry::SignedEntry> target;
    for (journal::StoredEntry& stored : TRY(recorder.journal().reader().find(erasure->entry))) {
        if (stored.entry.hash() == erasure->entry_hash) {
            target = std::move(stored.entry);
        }
    }
    if (!target) {
        return {};  // it never came here, so there is nothing to confirm
    }
    const auto receipt =
        TRY(entry::assemble(make_draft(entry::Receipt{.order = order.entry.id(), .order_hash = order.entry.hash()},
                                       order.entry.header().scope),
                            m_parts.entropy));
    SectionRemoval removal{recorder};
    TRY(recorder.save(receipt, m_parts.keys, [&](Transaction& transaction) -> Result<void> {
        TRY(removal.remove(transaction, std::move(*target), entry::Absence::dropped,
                           [&](std::size_t section) { return section == erasure->section; }));
        return note_scanned(recorder.database(), Scan::orders, order.ordinal);
    }));
    m_erased.insert(m_erased.end(), removal.files().begin(), removal.files().end());
    return removal.finish();
}

Result<void> RecorderOrders::note_grant(Recorder& recorder, const entry::SignedEntry& order) {
    const auto notice = wire::read_grant_notice(order);
    if (!notice || notice->device != recorder.journal().identity().device) {
        return {};
    }
    Transaction transaction = TRY(Transaction::begin(recorder.database()));
    auto note = TRY(recorder.database().prepare(
        "INSERT INTO sync_grant_notice(id, epoch, hash, incarnation, sequence, entry_hash) "
        "VALUES (1, ?1, ?2, ?3, ?4, ?5) ON CONFLICT(id) DO UPDATE SET epoch = ?1, hash = ?2, incarnation = ?3, "
        "sequence = ?4, entry_hash = ?5, is_confirmed = 0 WHERE epoch < ?1"));
    TRY(note.run({notice->epoch, notice->hash, order.header().incarnation, order.header().sequence, order.hash()}));
    return transaction.commit();
}

Result<void> RecorderOrders::declare_lost(StreamId scope) {
    return m_parts.thread
        .call(JobUrgency::background,
              [=, this](Recorder& recorder) -> Result<void> {
                  TRY(registry::declare_lost_entries(recorder, m_parts.keys, scope, m_parts.entropy));
                  return {};
              })
        .get();
}

Result<std::optional<wire::GrantNotice>> RecorderOrders::awaited_grant(std::uint64_t epoch) {
    return m_parts.thread
        .call(JobUrgency::background,
              [=](Recorder& recorder) -> Result<std::optional<wire::GrantNotice>> {
                  TRY(vault::migrate(recorder.database(), kSyncSchema));
                  auto find =
                      TRY(recorder.database().prepare("SELECT epoch, hash FROM sync_grant_notice WHERE epoch > ?1"));
                  vault::Cursor row = find.query({epoch});
                  if (!TRY(row.next())) {
                      return std::optional<wire::GrantNotice>{};
                  }
                  return std::optional{wire::GrantNotice{.device = recorder.journal().identity().device,
                                                         .epoch = row.unsigned_integer(0),
                                                         .hash = TRY(row.as<Hash256>(1))}};
              })
        .get();
}

Result<void> RecorderOrders::take_grant(ByteView grant) {
    return m_parts.keep_grant ? m_parts.keep_grant(grant) : Result<void>{};
}

Result<void> RecorderOrders::give_up_others(const wire::Grant& grant, const std::vector<StreamId>& readable) {
    std::set<StreamId> kept{readable.begin(), readable.end()};
    kept.insert(m_parts.county_stream);
    for (const wire::GrantedVillage& village : grant.villages) {
        kept.insert(village.stream);
    }
    HouseholdPurge households{
        {.thread = m_parts.thread, .keys = m_parts.keys, .entropy = m_parts.entropy, .kept = kept}};
    TRY(households.run());
    TRY(remove_files(households.files()));
    StreamPurge purge{m_parts.thread, std::move(kept)};
    const std::uint64_t safe = TRY(purge.safe());
    const bool is_new = m_given_up_for != grant.grant_epoch;
    const bool is_needed = TRY(purge.begin(is_new ? StreamPurge::Search::everywhere : StreamPurge::Search::pulled));
    m_given_up_for = grant.grant_epoch;
    if (!is_needed || (!is_new && m_waits_for_safe == safe)) {
        return {};
    }
    const PurgeOutcome outcome = TRY(purge.run());
    TRY(remove_files(purge.files()));
    if (outcome == PurgeOutcome::waits) {
        m_waits_for_safe = safe;
        return {};
    }
    m_waits_for_safe.reset();
    if (outcome == PurgeOutcome::waits_files) {
        return {};  // the next talk looks again: this one brings some
    }
    return m_parts.thread
        .call(JobUrgency::background, [this](Recorder& recorder) { return confirm_giving_up(recorder); })
        .get();
}

// The order is the county's notice of the grant that took the streams away.
Result<void> RecorderOrders::confirm_giving_up(Recorder& recorder) {
    vault::Database& database = recorder.database();
    std::optional<entry::Receipt> receipt;
    {
        auto find = TRY(
            database.prepare("SELECT incarnation, sequence, entry_hash FROM sync_grant_notice WHERE is_confirmed = 0"));
        vault::Cursor row = find.query();
        if (TRY(row.next())) {
            receipt = entry::Receipt{.order = {.device = m_parts.county_device,
                                               .incarnation = TRY(row.as<IncarnationId>(0)),
                                               .sequence = row.unsigned_integer(1)},
                                     .order_hash = TRY(row.as<Hash256>(2))};
        }
    }
    if (!receipt) {
        return {};  // the streams were gone before any notice came
    }
    const auto assembled = TRY(entry::assemble(make_draft(*receipt, m_parts.county_stream), m_parts.entropy));
    TRY(recorder.save(assembled, m_parts.keys, [&](Transaction&) -> Result<void> {
        auto confirm = TRY(database.prepare("UPDATE sync_grant_notice SET is_confirmed = 1"));
        return confirm.run();
    }));
    return {};
}

Result<void> RecorderOrders::let_go(WallTime county_time) {
    if (m_parts.schemas == nullptr) {
        return {};
    }
    Retention retention{m_parts.thread, *m_parts.schemas};
    TRY(retention.run(county_time));
    return remove_files(retention.files());
}

Result<void> RecorderOrders::remove_files(const std::vector<SealedFile>& files) {
    for (const SealedFile& file : files) {
        TRY(m_attachments.remove(file.address));
    }
    if (files.empty()) {
        return {};
    }
    return m_parts.thread
        .call(JobUrgency::background, [&files](Recorder& recorder) { return stop_carrying(recorder, files); })
        .get();
}

Result<bool> RecorderOrders::wants_revocations() {
    const std::int64_t now = m_parts.clock.wall_now().time_since_epoch().count();
    return m_parts.thread
        .call(JobUrgency::background,
              [=](Recorder& recorder) -> Result<bool> {
                  TRY(vault::migrate(recorder.database(), kSyncSchema));
                  auto find = TRY(recorder.database().prepare("SELECT fetched_at FROM sync_revocations"));
                  vault::Cursor row = find.query();
                  if (!TRY(row.next())) {
                      return true;
                  }
                  // A clock that was set back makes the list look new for ever: then it is fetched as well.
                  const std::int64_t age = now - row.integer(0);
                  return age < 0 || age > std::chrono::milliseconds{kListAge}.count();
              })
        .get();
}

Result<void> RecorderOrders::take_revocations(const wire::RevocationList& list) {
    const std::int64_t now = m_parts.clock.wall_now().time_since_epoch().count();
    return m_parts.thread
        .call(JobUrgency::background,
              [=](Recorder& recorder) -> Result<void> {
                  TRY(vault::migrate(recorder.database(), kSyncSchema));
                  const DeviceId self = recorder.journal().identity().device;
                  const bool is_revoked = std::ranges::find(list.devices, self) != list.devices.end();
                  Transaction transaction = TRY(Transaction::begin(recorder.database()));
                  auto keep = TRY(recorder.database().prepare(
                      "INSERT INTO sync_revocations(id, number, fetched_at, is_revoked) VALUES (1, ?1, ?2, ?3) "
                      "ON CONFLICT(id) DO UPDATE SET fetched_at = ?2, "
                      "is_revoked = CASE WHEN number <= ?1 THEN ?3 ELSE is_revoked END, number = max(number, ?1)"));
                  TRY(keep.run({list.number, now, is_revoked}));
                  return transaction.commit();
              })
        .get();
}

Result<bool> RecorderOrders::is_revoked() {
    return m_parts.thread
        .call(JobUrgency::background,
              [](Recorder& recorder) -> Result<bool> {
                  TRY(vault::migrate(recorder.database(), kSyncSchema));
                  auto find = TRY(recorder.database().prepare("SELECT is_revoked FROM sync_revocations"));
                  vault::Cursor row = find.query();
                  return TRY(row.next()) && row.integer(0) != 0;
              })
        .get();
}

}  // namespace daohu::client
