// SPDX-License-Identifier: Apache-2.0
#include "sync/client/recorder_sync_store.hpp"

#include "core/journal/lost_entries.hpp"
#include "sync/client/household_moves.hpp"
#include "sync/client/stream_marks.hpp"
#include "sync/client/sync_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::client {

using journal::DeliveryMarks;
using registry::Recorder;
using vault::Transaction;

namespace {

constexpr std::size_t kMostEntriesPerJob = 64;
// Entries of an earlier incarnation looked at together.
constexpr std::size_t kOldPage = 64;

Result<std::vector<journal::StoredEntry>> read_own_chain(Recorder& recorder, std::uint64_t sequence,
                                                         std::size_t limit) {
    const journal::Identity identity = recorder.journal().identity();
    return recorder.journal().reader().read_chain(identity.device, identity.incarnation, sequence, limit);
}

std::vector<OwnEntry> as_sent(const std::vector<journal::StoredEntry>& stored) {
    std::vector<OwnEntry> entries;
    for (const journal::StoredEntry& one : stored) {
        entries.push_back({.sequence = one.entry.header().sequence, .bytes = one.entry.encode()});
    }
    return entries;
}

Result<entry::SignedEntry> load_own(Recorder& recorder, std::uint64_t sequence) {
    auto entries = TRY(read_own_chain(recorder, sequence - 1, 1));
    if (entries.empty() || entries.front().entry.header().sequence != sequence) {
        return fail(ErrorCode::not_found, fmt::format("own entry {}", sequence));
    }
    return std::move(entries.front().entry);
}

Result<StorePosition> read_position(Recorder& recorder) {
    const journal::Identity identity = recorder.journal().identity();
    DeliveryMarks marks = TRY(DeliveryMarks::open(recorder.database()));
    const auto chain = TRY(recorder.journal().reader().find_chain(identity.device, identity.incarnation));
    return StorePosition{.device = identity.device,
                         .incarnation = identity.incarnation,
                         .last = chain ? chain->last : 0,
                         .delivery = TRY(marks.delivery(identity.incarnation)),
                         .contact = TRY(marks.contact()),
                         .cursors = TRY(marks.cursors())};
}

Result<void> receive(Recorder& recorder, StreamId stream, std::span<const StreamPlace> places) {
    std::vector<registry::ReceivedEntry> entries;
    for (const StreamPlace& place : places) {
        entries.push_back({.entry = place.entry ? *place.entry : TRY(load_own(recorder, place.own_sequence)),
                           .place = {{.stream = stream, .position = place.position}}});
    }
    DeliveryMarks marks = TRY(DeliveryMarks::open(recorder.database()));
    TRY(recorder.receive(entries, [&](Transaction& transaction) {
        return marks.set_cursor(transaction, stream, places.back().position);
    }));
    return {};
}

// Whoever has the entry whole can offer it: a section that was withheld here may be in what another tablet offers, and the
// county keeps what comes first. What was ordered erased is nobody's to offer.
bool is_whole(const entry::SignedEntry& entry) {
    return std::ranges::none_of(entry.sections(), [](const entry::SectionSlot& section) {
        const auto* absence = std::get_if<entry::Absence>(&section);
        return absence != nullptr && *absence != entry::Absence::dropped;
    });
}

Result<bool> is_lost(Recorder& recorder, const journal::StoredEntry& stored, const std::set<StreamId>& streams) {
    const entry::Header& header = stored.entry.header();
    const journal::Identity self = recorder.journal().identity();
    bool is_shared = streams.contains(header.scope);
    for (const EntityId subject : header.subjects) {
        is_shared = is_shared || TRY(lives_in(recorder, subject, streams));
    }
    if (!is_shared || !is_whole(stored.entry) ||
        (header.device == self.device && header.incarnation == self.incarnation)) {
        return false;
    }
    return !TRY(is_placed(recorder.database(), stored.ordinal));
}

Result<Offer> read_offer(Recorder& recorder) {
    TRY(vault::migrate(recorder.database(), kSyncSchema));
    auto find = TRY(recorder.database().prepare("SELECT after, last FROM sync_offer"));
    vault::Cursor row = find.query();
    return TRY(row.next()) ? Offer{.after = row.unsigned_integer(0), .last = row.unsigned_integer(1)} : Offer{};
}

}  // namespace

template <class Work>
auto RecorderSyncStore::on_store(Work work) {
    return m_thread.call(registry::JobUrgency::background, std::move(work)).get();
}

template <class Work>
Result<void> RecorderSyncStore::write(Work work) {
    return on_store([work = std::move(work)](Recorder& recorder) -> Result<void> {
        DeliveryMarks marks = TRY(DeliveryMarks::open(recorder.database()));
        Transaction transaction = TRY(Transaction::begin(recorder.database()));
        TRY(work(recorder.journal(), marks, transaction));
        return transaction.commit();
    });
}

Result<StorePosition> RecorderSyncStore::position() { return on_store(read_position); }

Result<std::vector<OwnEntry>> RecorderSyncStore::read_own(std::uint64_t sequence, std::size_t limit) {
    return on_store([=](Recorder& recorder) -> Result<std::vector<OwnEntry>> {
        return as_sent(TRY(read_own_chain(recorder, sequence, limit)));
    });
}

Result<std::vector<OwnEntry>> RecorderSyncStore::read_old(IncarnationId incarnation, std::uint64_t sequence,
                                                          std::size_t limit) {
    return on_store([=](Recorder& recorder) -> Result<std::vector<OwnEntry>> {
        journal::JournalReader& reader = recorder.journal().reader();
        const DeviceId self = recorder.journal().identity().device;
        std::vector<journal::StoredEntry> missing;
        for (std::uint64_t after = sequence; missing.size() < limit;) {
            auto page = TRY(reader.read_chain(self, incarnation, after, kOldPage));
            if (page.empty()) {
                break;
            }
            after = page.back().entry.header().sequence;
            if (page.size() == kOldPage) {  // the other side of a fork may come next: both belong to one page
                --after;
                std::erase_if(page, [&](const auto& stored) { return stored.entry.header().sequence > after; });
            }
            for (journal::StoredEntry& stored : page) {
                if (!TRY(is_placed(recorder.database(), stored.ordinal))) {
                    missing.push_back(std::move(stored));
                }
            }
        }
        return as_sent(missing);
    });
}

Result<std::vector<OldChain>> RecorderSyncStore::old_chains() {
    return on_store([](Recorder& recorder) -> Result<std::vector<OldChain>> {
        const journal::Identity identity = recorder.journal().identity();
        DeliveryMarks marks = TRY(DeliveryMarks::open(recorder.database()));
        const auto gaps = TRY(journal::undeclared_gaps(recorder.database(), identity.device));
        std::vector<OldChain> old;
        for (const journal::ChainHead& chain : TRY(recorder.journal().reader().chains())) {
            if (chain.device != identity.device || chain.incarnation == identity.incarnation) {
                continue;
            }
            const journal::Delivery delivery = TRY(marks.delivery(chain.incarnation));
            if (delivery.acknowledged < chain.last) {
                std::uint64_t whole = chain.last;
                for (const entry::Gap& gap : gaps) {
                    whole = gap.incarnation == chain.incarnation ? std::min(whole, gap.first - 1) : whole;
                }
                old.push_back(
                    {.incarnation = chain.incarnation, .delivery = delivery, .last = chain.last, .whole = whole});
            }
        }
        return old;
    });
}

Result<Hash256> RecorderSyncStore::hash_of_own(std::uint64_t sequence) {
    return on_store([=](Recorder& recorder) -> Result<Hash256> { return TRY(load_own(recorder, sequence)).hash(); });
}

Result<void> RecorderSyncStore::trust(WallTime county_time) {
    return on_store([=](Recorder& recorder) -> Result<void> {
        recorder.journal().clock().trust(county_time);
        return {};
    });
}

Result<void> RecorderSyncStore::note_delivery(const journal::Delivery& delivery) {
    TRY(write([=](journal::Journal& journal, DeliveryMarks& marks, Transaction& transaction) {
        return marks.raise(transaction, journal.identity().incarnation, delivery);
    }));
    return on_store([](Recorder& recorder) -> Result<void> {
        recorder.journal().let_go_of_safe_entries().ignore("tried again after the next promise");
        return {};
    });
}

Result<void> RecorderSyncStore::note_old_delivery(IncarnationId incarnation, const journal::Delivery& delivery) {
    return write([=](journal::Journal&, DeliveryMarks& marks, Transaction& transaction) {
        return marks.raise(transaction, incarnation, delivery);
    });
}

Result<void> RecorderSyncStore::note_success(WallTime when) {
    return write([=](journal::Journal&, DeliveryMarks& marks, Transaction& transaction) {
        return marks.set_success(transaction, when);
    });
}

Result<void> RecorderSyncStore::change_epoch(std::uint64_t server_epoch) {
    return on_store([=](Recorder& recorder) -> Result<void> {
        TRY(vault::migrate(recorder.database(), kSyncSchema));
        DeliveryMarks marks = TRY(DeliveryMarks::open(recorder.database()));
        Transaction transaction = TRY(Transaction::begin(recorder.database()));
        TRY(marks.reset_for_epoch(transaction, server_epoch));
        auto begin = TRY(
            recorder.database().prepare("INSERT INTO sync_offer(id, after, last) VALUES (1, 0, ?1) "
                                        "ON CONFLICT(id) DO UPDATE SET after = excluded.after, last = excluded.last"));
        const std::uint64_t last = TRY(recorder.journal().reader().last_ordinal());
        TRY(begin.run({last}));
        // What the county had for some days it may have lost: they begin anew.
        TRY(recorder.database().execute("DELETE FROM sync_confirmed"));
        return transaction.commit();
    });
}

Result<Offer> RecorderSyncStore::offer() { return on_store(read_offer); }

Result<std::vector<LostEntry>> RecorderSyncStore::read_lost(std::uint64_t ordinal, std::size_t limit,
                                                            const std::set<StreamId>& streams) {
    std::vector<LostEntry> lost;
    for (bool is_at_end = false; !is_at_end && lost.size() < limit;) {
        TRY(on_store([&](Recorder& recorder) -> Result<void> {
            const auto page = TRY(recorder.journal().reader().read_after(ordinal, kOldPage));
            is_at_end = page.empty();
            for (const journal::StoredEntry& stored : page) {
                ordinal = stored.ordinal;
                if (TRY(is_lost(recorder, stored, streams))) {
                    lost.push_back({.ordinal = stored.ordinal,
                                    .device = stored.entry.header().device,
                                    .bytes = stored.entry.encode()});
                }
            }
            return {};
        }));
    }
    return lost;
}

Result<void> RecorderSyncStore::note_offered(std::uint64_t ordinal) {
    return write([=](journal::Journal& journal, DeliveryMarks&, Transaction& transaction) -> Result<void> {
        (void)journal;
        auto note = TRY(transaction.database().prepare("UPDATE sync_offer SET after = ?1"));
        return note.run({ordinal});
    });
}

Result<void> RecorderSyncStore::start_incarnation() {
    return write([](journal::Journal& journal, DeliveryMarks&, Transaction& transaction) {
        return journal.start_incarnation(transaction);
    });
}

Result<void> RecorderSyncStore::apply(StreamId stream, std::vector<StreamPlace> places) {
    std::span<const StreamPlace> rest = places;
    while (!rest.empty()) {
        const auto some = rest.first(std::min(m_entries_per_job, rest.size()));
        std::chrono::milliseconds took{};
        TRY(on_store([&](Recorder& recorder) -> Result<void> {
            const MonotonicTime begun = m_clock.monotonic_now();
            TRY(receive(recorder, stream, some));
            took = m_clock.monotonic_now() - begun;
            return {};
        }));
        rest = rest.subspan(some.size());
        m_entries_per_job = took > kJobBudget ? std::max<std::size_t>(1, m_entries_per_job / 2)
                                              : std::min(kMostEntriesPerJob, m_entries_per_job + 1);
    }
    return {};
}

}  // namespace daohu::client
