// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal.hpp"

#include "core/entry/administrative.hpp"

namespace daohu::journal {

namespace {

using vault::Cursor;
using vault::Statement;
using vault::Transaction;

}  // namespace

Result<Journal::ChainRow> Journal::chain_row(DeviceId device, IncarnationId incarnation) {
    Statement find = TRY(m_database->prepare(
        "SELECT id, last, last_hash, contiguous, contiguous_hash FROM chain WHERE device = ?1 AND incarnation = ?2"));
    {
        Cursor row = find.query({device, incarnation});
        if (TRY(row.next())) {
            return ChainRow{row.integer(0), row.unsigned_integer(1), TRY(row.as<Hash256>(2)), row.unsigned_integer(3),
                            TRY(row.as<Hash256>(4))};
        }
    }
    Statement add =
        TRY(m_database->prepare("INSERT INTO chain(device, incarnation, last, last_hash, contiguous, contiguous_hash) "
                                "VALUES (?1, ?2, 0, ?3, 0, ?3)"));
    TRY(add.run({device, incarnation, Hash256{}}));
    return chain_row(device, incarnation);
}

Result<std::uint64_t> Journal::insert(ChainRow& chain, const entry::SignedEntry& entry) {
    Statement add = TRY(
        m_database->prepare("INSERT INTO entry(chain, sequence, hash, previous, bytes) VALUES (?1, ?2, ?3, ?4, ?5)"));
    const entry::Header& header = entry.header();
    TRY(add.run({chain.id, header.sequence, entry.hash(), header.previous, entry.encode()}));
    m_last_ordinal = static_cast<std::uint64_t>(m_database->last_inserted());
    if (header.sequence > chain.last) {
        chain.last = header.sequence;
        chain.last_hash = entry.hash();
    }
    if (header.sequence == chain.contiguous + 1 && header.previous == chain.contiguous_hash) {
        chain.contiguous = header.sequence;
        chain.contiguous_hash = entry.hash();
    }
    TRY(advance(chain));
    return m_last_ordinal;
}

Result<entry::SignedEntry> Journal::append(Transaction& transaction, entry::AssembledEntry assembled,
                                           const entry::SigningKeys& keys) {
    ChainRow chain = TRY(chain_row(m_identity.device, m_identity.incarnation));
    if (chain.last >= entry::kMaxSequence) {
        return fail(ErrorCode::entry_sequence_range, "the chain is full");
    }
    const entry::ChainPosition position{m_identity.device, m_identity.incarnation, chain.last + 1, chain.last_hash,
                                        m_clock.now()};
    entry::SignedEntry entry = TRY(entry::sign(std::move(assembled), position, keys));
    const std::uint64_t ordinal = TRY(insert(chain, entry));
    TRY(note_if_administrative(entry, ordinal));
    if (m_mirror != nullptr) {
        transaction.after_commit([mirror = m_mirror, noted = entry]() mutable { mirror->note(std::move(noted)); });
    }
    return entry;
}

Result<ImportOutcome> Journal::import(Transaction& transaction, const entry::SignedEntry& entry) {
    const ImportOutcome outcome = TRY(put_in(entry));
    const bool is_new = outcome == ImportOutcome::added || outcome == ImportOutcome::forked;
    if (is_new && entry.header().device == m_identity.device) {
        TRY(take_back(transaction, entry));
    }
    return outcome;
}

Result<ImportOutcome> Journal::import_copy(Transaction& transaction, const entry::SignedEntry& copy) {
    const ImportOutcome outcome = TRY(import(transaction, copy));
    m_has_dropped = TRY(drop_as_in(copy)) > 0 || m_has_dropped;
    return outcome;
}

// An own entry that was not here: this store is an older copy of itself, or another copy of it was written on.
Result<void> Journal::take_back(Transaction& transaction, const entry::SignedEntry& own) {
    if (m_mirror != nullptr) {
        if (auto stored = TRY(find_same(own))) {
            transaction.after_commit(
                [mirror = m_mirror, noted = std::move(stored->entry)]() mutable { mirror->note(std::move(noted)); });
        }
    }
    const Identity now = TRY(m_reader.identity());  // with what this transaction has changed
    return own.header().incarnation == now.incarnation ? start_incarnation(transaction) : Result<void>{};
}

Result<ImportOutcome> Journal::put_in(const entry::SignedEntry& entry) {
    if (const auto stored = TRY(find_same(entry))) {
        return TRY(complete(*stored, entry)) ? ImportOutcome::completed : ImportOutcome::known;
    }
    const std::optional<entry::SignedEntry> left = TRY(without_erased(entry));
    const bool is_fork = !TRY(m_reader.find(entry.id())).empty();
    ChainRow chain = TRY(chain_row(entry.header().device, entry.header().incarnation));
    const std::uint64_t ordinal = TRY(insert(chain, left ? *left : entry));
    TRY(note_if_administrative(entry, ordinal));
    if (left) {
        TRY(m_erasures.settle(entry));
    }
    m_clock.receive(entry.header().hlc);
    return is_fork ? ImportOutcome::forked : ImportOutcome::added;
}

Result<void> Journal::note_if_administrative(const entry::SignedEntry& entry, std::uint64_t ordinal) {
    switch (entry.header().kind) {
        case entry::EntryKind::gap: return note_gap(entry);
        case entry::EntryKind::erase: return m_erasures.note(entry, ordinal);
        default: return {};
    }
}

Result<std::optional<StoredEntry>> Journal::find_same(const entry::SignedEntry& entry) {
    for (StoredEntry& stored : TRY(m_reader.find(entry.id()))) {
        if (stored.entry.hash() == entry.hash()) {
            return std::optional{std::move(stored)};
        }
    }
    return std::optional<StoredEntry>{};
}

Result<bool> Journal::complete(const StoredEntry& stored, const entry::SignedEntry& arrived) {
    std::vector<entry::SectionSlot> sections = stored.entry.sections();
    bool is_changed = false;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const auto* absence = std::get_if<entry::Absence>(&sections[i]);
        const bool may_fill = absence != nullptr && *absence == entry::Absence::withheld;
        if (may_fill && std::holds_alternative<Bytes>(arrived.sections()[i])) {
            sections[i] = arrived.sections()[i];
            is_changed = true;
        }
    }
    if (!is_changed) {
        return false;
    }
    const auto whole = TRY(entry::SignedEntry::from_parts(stored.entry.header_bytes(), stored.entry.author_signature(),
                                                          stored.entry.device_signature(), std::move(sections)));
    TRY(put_bytes(stored.ordinal, whole));
    return true;
}

Result<void> Journal::put_bytes(std::uint64_t ordinal, const entry::SignedEntry& entry) {
    Statement put = TRY(m_database->prepare("UPDATE entry SET bytes = ?2 WHERE ordinal = ?1"));
    return put.run({ordinal, entry.encode()});
}

Result<void> Journal::advance(ChainRow& chain) {
    while (TRY(step_over_entry(chain)) || TRY(step_over_gap(chain))) {}
    return save_chain(chain);
}

Result<bool> Journal::step_over_entry(ChainRow& chain) {
    if (chain.contiguous >= chain.last) {
        return false;
    }
    Statement find = TRY(m_database->prepare(
        "SELECT hash FROM entry WHERE chain = ?1 AND sequence = ?2 AND previous = ?3 ORDER BY ordinal LIMIT 1"));
    Cursor row = find.query({chain.id, chain.contiguous + 1, chain.contiguous_hash});
    if (!TRY(row.next())) {
        return false;
    }
    ++chain.contiguous;
    chain.contiguous_hash = TRY(row.as<Hash256>(0));
    return true;
}

Result<bool> Journal::step_over_gap(ChainRow& chain) {
    Statement find = TRY(
        m_database->prepare("SELECT last, hash FROM declared_gap WHERE chain = ?1 AND first = ?2 AND hash NOT NULL"));
    Cursor row = find.query({chain.id, chain.contiguous + 1});
    if (!TRY(row.next())) {
        return false;
    }
    chain.contiguous = row.unsigned_integer(0);
    chain.contiguous_hash = TRY(row.as<Hash256>(1));
    return true;
}

Result<void> Journal::save_chain(const ChainRow& chain) {
    Statement put = TRY(m_database->prepare(
        "UPDATE chain SET last = ?2, last_hash = ?3, contiguous = ?4, contiguous_hash = ?5 WHERE id = ?1"));
    return put.run({chain.id, chain.last, chain.last_hash, chain.contiguous, chain.contiguous_hash});
}

Result<void> Journal::note_gap(const entry::SignedEntry& entry) {
    const auto gap = entry::read_gap(entry);
    if (!gap) {
        return {};  // malformed or withheld: it stays in the journal and declares nothing
    }
    ChainRow chain = TRY(chain_row(entry.header().device, gap->incarnation));
    Statement put = TRY(
        m_database->prepare("INSERT OR REPLACE INTO declared_gap(chain, first, last, hash) VALUES (?1, ?2, ?3, ?4)"));
    TRY(put.run({chain.id, gap->first, gap->last, gap->hash_of_last}));
    return advance(chain);
}

Result<void> Journal::place_in_stream(Transaction&, StreamId stream, std::uint64_t position,
                                      const entry::SignedEntry& entry) {
    const auto stored = TRY(find_same(entry));
    if (!stored) {
        return fail(ErrorCode::not_found, "an entry to be placed in a stream");
    }
    Statement put = TRY(m_database->prepare(
        "INSERT INTO stream_entry(stream, position, ordinal) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"));
    TRY(put.run({stream, position, stored->ordinal}));
    Statement find = TRY(m_database->prepare("SELECT ordinal FROM stream_entry WHERE stream = ?1 AND position = ?2"));
    Cursor row = find.query({stream, position});
    if (!TRY(row.next()) || row.unsigned_integer(0) != stored->ordinal) {
        return fail(ErrorCode::journal_stream_conflict, "position " + std::to_string(position));
    }
    return {};
}

}  // namespace daohu::journal
