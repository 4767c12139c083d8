// SPDX-License-Identifier: Apache-2.0
//
// Opening a journal: whose it is, what the mirror still has, what an older copy of the database brought back.
#include "core/journal/delivery.hpp"
#include "core/journal/journal.hpp"
#include "core/journal/mirror_gap.hpp"
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

Result<void> Journal::reconcile_with_mirror() {
    auto read = m_mirror->read();
    if (!read && read.error().code == ErrorCode::file_too_large) {  // the database is whole, so it can be written anew
        m_report.damaged_mirror_records = 1;
        return shrink_mirror();
    }
    const MirrorContents contents = TRY(std::move(read));
    m_report.damaged_mirror_records = contents.damaged_records;
    Transaction transaction = TRY(Transaction::begin(*m_database));
    bool is_rolled_back = contents.head && TRY(is_behind(*contents.head));
    bool holds_dropped_bytes = false;
    for (const auto& entry : contents.entries) {
        holds_dropped_bytes = holds_dropped_bytes || TRY(has_dropped_more_than(entry));
        m_report.dropped_again += TRY(drop_as_in(entry));
        if (TRY(put_in(entry)) != ImportOutcome::known) {
            ++m_report.restored_from_mirror;
            is_rolled_back = is_rolled_back || entry.header().device == m_identity.device;
        }
    }
    if (is_rolled_back) {
        TRY(start_incarnation(transaction));
        m_report.started_new_incarnation = true;
    }
    TRY(transaction.commit());
    m_has_dropped = holds_dropped_bytes || m_report.dropped_again > 0;
    TRY(note_start_of_mirror(contents));
    if (m_has_dropped) {
        return {};  // the mirror is written anew once what was dropped is out of everything else
    }
    TRY(refill_mirror(contents));
    return let_go_of_safe_entries();
}

// What never reached the mirror, or was lost in it. A mirror of which something could not be read is written anew, unless
// this database has just been found to know less than it.
Result<void> Journal::refill_mirror(const MirrorContents& contents) {
    const bool may_rewrite = contents.damaged_records > 0 && !m_report.started_new_incarnation;
    if (may_rewrite && shrink_mirror()) {
        return {};
    }
    for (const MissingEntry& missing : TRY(missing_in_mirror(*m_database, m_identity.device, contents))) {
        for (StoredEntry& stored : TRY(m_reader.find(missing.id))) {
            if (stored.entry.hash() == missing.hash) {
                m_mirror->note(std::move(stored.entry));
            }
        }
        if (++m_report.noted_again % kNotedAtOnce == 0) {
            m_mirror->flush().ignore("what stays noted is written with the next entries");
        }
    }
    return {};
}

Result<void> Journal::note_start_of_mirror(const MirrorContents& contents) {
    DeliveryMarks marks = TRY(DeliveryMarks::open(*m_database));
    m_mirrored_after = TRY(marks.delivery(m_identity.incarnation)).safe;
    for (const auto& entry : contents.entries) {
        if (entry.header().incarnation == m_identity.incarnation) {
            m_mirrored_after = std::min(m_mirrored_after, entry.header().sequence - 1);
        }
    }
    return {};
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
