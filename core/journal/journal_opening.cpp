// SPDX-License-Identifier: Apache-2.0
//
// Opening a journal: whose it is, what the mirror still has, what an older copy of the database brought back.
#include "core/journal/delivery.hpp"
#include "core/journal/journal.hpp"
#include "core/journal/tables.hpp"

#include <algorithm>

namespace daohu::journal {

namespace {

using vault::Statement;
using vault::Transaction;

// So many lost entries wait in memory before they go to the mirror.
constexpr std::size_t kNotedAtOnce = 256;

Result<void> write_identity(vault::Database& database, const Identity& identity) {
    Statement put =
        TRY(database.prepare("INSERT OR REPLACE INTO identity(id, device, incarnation) VALUES (1, ?1, ?2)"));
    return put.run({identity.device, identity.incarnation});
}

}  // namespace

Journal::Journal(vault::Database& database, Mirror* mirror, const Clock& clock, Entropy& entropy,
                 const JournalOptions& options, JournalReader reader, Identity identity)
    : m_database{&database}, m_mirror{mirror}, m_entropy{&entropy}, m_files{options.files},
      m_clock{clock, options.build_time}, m_reader{std::move(reader)}, m_identity{identity},
      m_erasures{database, options.county} {}

Result<Journal> Journal::open(vault::Database& database, Mirror* mirror, const Clock& clock, Entropy& entropy,
                              const JournalOptions& options) {
    TRY(vault::migrate(database, kJournalSchema));
    JournalReader reader = TRY(JournalReader::open(database));
    const Identity identity = TRY(load_identity(database, reader, options.device, entropy));
    Journal journal{database, mirror, clock, entropy, options, std::move(reader), identity};
    if (mirror != nullptr) {
        TRY(journal.reconcile_with_mirror());
    }
    TRY(journal.carry_out_what_may_be_obeyed());
    TRY(journal.continue_clock());
    return journal;
}

// No save of this device gets an earlier time than one before it, in this life or in another.
Result<void> Journal::continue_clock() {
    for (const ChainHead& chain : TRY(m_reader.chains())) {
        if (chain.device == m_identity.device) {
            for (const StoredEntry& last : TRY(m_reader.find({chain.device, chain.incarnation, chain.last}))) {
                m_clock.continue_after(last.entry.header().hlc);
            }
        }
    }
    return {};
}

Result<Identity> Journal::load_identity(vault::Database& database, JournalReader& reader, DeviceId device,
                                        Entropy& entropy) {
    auto known = reader.identity();
    if (known) {
        if (known->device != device) {
            return fail(ErrorCode::journal_other_device);
        }
        return known;
    }
    if (known.error().code != ErrorCode::not_found) {
        return known;
    }
    const Identity fresh{device, IncarnationId::random(entropy)};
    Transaction transaction = TRY(Transaction::begin(database));
    TRY(write_identity(database, fresh));
    TRY(transaction.commit());
    return fresh;
}

// Entry by entry: a mirror may be larger than memory.
Result<void> Journal::reconcile_with_mirror() {
    Mirrored mirrored;
    DeliveryMarks marks = TRY(DeliveryMarks::open(*m_database));
    const Delivery delivery = TRY(marks.delivery(m_identity.incarnation));
    mirrored.first_own = delivery.safe + 1;
    Transaction transaction = TRY(Transaction::begin(*m_database));
    const MirrorReading reading =
        TRY(m_mirror->read([&](const auto& entry) { return take_mirrored(entry, mirrored); }));
    m_report.damaged_mirror_records = reading.damaged_records;
    const bool is_behind_head = reading.head && TRY(is_behind(*reading.head));
    if (mirrored.holds_lost_entry || is_behind_head) {
        TRY(start_incarnation(transaction));
        m_report.started_new_incarnation = true;
    }
    TRY(transaction.commit());
    m_has_dropped = mirrored.holds_dropped_bytes || m_report.dropped_again > 0;
    m_mirrored_after = m_report.started_new_incarnation ? 0 : mirrored.first_own - 1;
    if (m_has_dropped) {
        return {};  // the mirror is written anew once what was dropped is out of everything else
    }
    TRY(refill_mirror(mirrored));
    return let_go_of_safe_entries();
}

Result<void> Journal::take_mirrored(const entry::SignedEntry& entry, Mirrored& mirrored) {
    mirrored.hashes.insert(entry.hash());
    if (entry.header().incarnation == m_identity.incarnation) {
        mirrored.first_own = std::min(mirrored.first_own, entry.header().sequence);
    }
    const bool holds_dropped = TRY(has_dropped_more_than(entry));
    mirrored.holds_dropped_bytes = mirrored.holds_dropped_bytes || holds_dropped;
    m_report.dropped_again += TRY(drop_as_in(entry));
    if (TRY(put_in(entry)) != ImportOutcome::known) {
        ++m_report.restored_from_mirror;
        mirrored.holds_lost_entry = mirrored.holds_lost_entry || entry.header().device == m_identity.device;
    }
    return {};
}

// What never reached the mirror, or was lost in it. A mirror of which something could not be read is put aside whole, and
// only by a database that has written here before and lacks nothing of it: what else it held, another one may want.
Result<void> Journal::refill_mirror(const Mirrored& mirrored) {
    const auto own = TRY(m_reader.find_chain(m_identity.device, m_identity.incarnation));
    const bool may_replace = own && own->last > 0 && !m_report.started_new_incarnation;
    const bool is_replaced = m_report.damaged_mirror_records > 0 && may_replace && m_mirror->put_aside().has_value();
    if (is_replaced && shrink_mirror()) {
        return {};
    }
    const auto missing = TRY(missing_in_mirror(*m_database, m_identity.device,
                                               is_replaced ? std::unordered_set<Hash256>{} : mirrored.hashes));
    return give_each(missing, [this](const entry::SignedEntry& entry) -> Result<void> {
        m_mirror->note(entry);
        if (++m_report.noted_again % kNotedAtOnce == 0) {
            m_mirror->flush().ignore("what stays noted is written with the next entries");
        }
        return {};
    });
}

// Orders that came before it was known who the county is, and those whose carrying out was cut short.
Result<void> Journal::carry_out_what_may_be_obeyed() {
    std::vector<ErasureOrder> due = TRY(m_erasures.in_state(ErasureState::waiting));
    std::vector<ErasureOrder> allowed_now;
    for (const ErasureOrder& order : TRY(m_erasures.in_state(ErasureState::not_allowed))) {
        const auto stored = TRY(m_reader.read_after(order.ordinal - 1, 1));
        if (!stored.empty() && m_erasures.may_be_obeyed(stored.front().entry)) {
            allowed_now.push_back(order);
        }
    }
    due.insert(due.end(), allowed_now.begin(), allowed_now.end());
    if (!due.empty()) {
        Transaction transaction = TRY(Transaction::begin(*m_database));
        for (const ErasureOrder& order : allowed_now) {
            TRY(m_erasures.set_state(order.ordinal, ErasureState::waiting));
        }
        for (const ErasureOrder& order : due) {
            TRY(drop_as_ordered(order));
        }
        TRY(transaction.commit());
    }
    m_report.dropped_again += TRY(m_erasures.in_state(ErasureState::dropped)).size();
    if (m_report.dropped_again > 0) {  // finished by the caller, once the registry is without them too
        m_has_dropped = true;
        return {};
    }
    return m_has_dropped ? finish_dropping() : Result<void>{};
}

// The mirror is written from the database, so what is dropped there was dropped here, in a copy that is gone.
Result<std::size_t> Journal::drop_as_in(const entry::SignedEntry& copy) {
    auto stored = TRY(find_same(copy));
    std::size_t dropped = 0;
    for (std::size_t i = 0; stored && i < copy.sections().size(); ++i) {
        if (copy.sections()[i] == entry::SectionSlot{entry::Absence::dropped} &&
            std::holds_alternative<Bytes>(stored->entry.sections()[i])) {
            stored->entry.remove_section(i, entry::Absence::dropped);
            ++dropped;
        }
    }
    if (dropped > 0) {
        TRY(put_bytes(stored->ordinal, stored->entry));
    }
    return dropped;
}

Result<bool> Journal::has_dropped_more_than(const entry::SignedEntry& mirrored) {
    const auto stored = TRY(find_same(mirrored));
    for (std::size_t i = 0; stored && i < mirrored.sections().size(); ++i) {
        if (std::holds_alternative<Bytes>(mirrored.sections()[i]) &&
            stored->entry.sections()[i] == entry::SectionSlot{entry::Absence::dropped}) {
            return true;
        }
    }
    return false;
}

Result<bool> Journal::is_behind(const MirrorHead& head) {
    const auto chain = TRY(m_reader.find_chain(head.entry.device, head.entry.incarnation));
    return !chain || chain->last < head.entry.sequence;
}

Result<void> Journal::start_incarnation(Transaction& transaction) {
    const Identity fresh{m_identity.device, IncarnationId::random(*m_entropy)};
    TRY(write_identity(transaction.database(), fresh));
    transaction.after_commit([this, fresh] { m_identity = fresh; });
    return {};
}

}  // namespace daohu::journal
