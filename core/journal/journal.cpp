// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal.hpp"

#include "core/entry/administrative.hpp"
#include "core/journal/delivery.hpp"
#include "core/journal/tables.hpp"

#include <algorithm>
#include <limits>

namespace daohu::journal {

namespace {

using vault::Cursor;
using vault::Statement;
using vault::Transaction;

// SQLite's largest number, for queries that read all there is.
constexpr std::size_t kNoLimit = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());

// So many may stay in the mirror before it is rewritten.
constexpr std::ptrdiff_t kSafeEntriesToKeep = 200;

Result<void> write_identity(vault::Database& database, const Identity& identity) {
    Statement put =
        TRY(database.prepare("INSERT OR REPLACE INTO identity(id, device, incarnation) VALUES (1, ?1, ?2)"));
    return put.run({identity.device, identity.incarnation});
}

}  // namespace

Journal::Journal(vault::Database& database, Mirror* mirror, const Clock& clock, Entropy& entropy, WallTime build_time,
                 JournalReader reader, Identity identity)
    : m_database{&database}, m_mirror{mirror}, m_entropy{&entropy}, m_clock{clock, build_time},
      m_reader{std::move(reader)}, m_identity{identity} {}

Result<Journal> Journal::open(vault::Database& database, Mirror* mirror, const Clock& clock, Entropy& entropy,
                              const JournalOptions& options) {
    TRY(vault::migrate(database, kJournalSchema));
    JournalReader reader = TRY(JournalReader::open(database));
    const Identity identity = TRY(load_identity(database, reader, options.device, entropy));
    Journal journal{database, mirror, clock, entropy, options.build_time, std::move(reader), identity};
    if (mirror != nullptr) {
        TRY(journal.reconcile_with_mirror());
    }
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
        TRY(drop_as_in(entry));
        if (TRY(import(transaction, entry)) != ImportOutcome::known) {
            ++m_report.restored_from_mirror;
            is_rolled_back = is_rolled_back || entry.header().device == m_identity.device;
        }
    }
    if (is_rolled_back) {
        TRY(start_incarnation(transaction));
        m_report.started_new_incarnation = true;
    }
    TRY(transaction.commit());
    if (holds_dropped_bytes || m_report.dropped_again > 0) {
        return finish_dropping();
    }
    return let_go_of_safe_entries(contents);
}

// The mirror is written from the database, so what is dropped there was dropped here, in a copy that is gone.
Result<void> Journal::drop_as_in(const entry::SignedEntry& mirrored) {
    auto stored = TRY(find_same(mirrored));
    std::size_t dropped = 0;
    for (std::size_t i = 0; stored && i < mirrored.sections().size(); ++i) {
        if (mirrored.sections()[i] == entry::SectionSlot{entry::Absence::dropped} &&
            std::holds_alternative<Bytes>(stored->entry.sections()[i])) {
            stored->entry.remove_section(i, entry::Absence::dropped);
            ++dropped;
        }
    }
    m_report.dropped_again += dropped;
    return dropped > 0 ? put_bytes(stored->ordinal, stored->entry) : Result<void>{};
}

Result<void> Journal::let_go_of_safe_entries(const MirrorContents& contents) {
    DeliveryMarks marks = TRY(DeliveryMarks::open(*m_database));
    const std::uint64_t safe = TRY(marks.delivery(m_identity.incarnation)).safe;
    const auto is_safe = [&](const entry::SignedEntry& entry) {
        return entry.header().incarnation == m_identity.incarnation && entry.header().sequence <= safe;
    };
    const auto count = std::ranges::count_if(contents.entries, is_safe);
    return count >= kSafeEntriesToKeep ? shrink_mirror() : Result<void>{};
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
    m_identity = fresh;
    return {};
}

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

Result<std::uint64_t> Journal::insert(const ChainRow& chain, const entry::SignedEntry& entry) {
    Statement add = TRY(m_database->prepare(
        "INSERT INTO entry(chain, sequence, hash, previous, bytes) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING ordinal"));
    const Bytes bytes = entry.encode();
    Cursor row = add.query({chain.id, entry.header().sequence, entry.hash(), entry.header().previous, bytes});
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_failed, "no ordinal for a new entry");
    }
    const std::uint64_t ordinal = row.unsigned_integer(0);
    TRY(row.next());
    return ordinal;
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
    TRY(insert(chain, entry));
    chain.last = position.sequence;
    chain.last_hash = entry.hash();
    TRY(advance(chain));
    if (entry.header().kind == entry::EntryKind::gap) {
        TRY(note_gap(entry));
    }
    if (m_mirror != nullptr) {
        transaction.after_commit([mirror = m_mirror, entry] { mirror->note(entry); });
    }
    return entry;
}

Result<ImportOutcome> Journal::import(Transaction&, const entry::SignedEntry& entry) {
    if (const auto stored = TRY(find_same(entry))) {
        return TRY(complete(*stored, entry)) ? ImportOutcome::completed : ImportOutcome::known;
    }
    const bool is_fork = !TRY(m_reader.find(entry.id())).empty();
    ChainRow chain = TRY(chain_row(entry.header().device, entry.header().incarnation));
    TRY(insert(chain, entry));
    if (entry.header().sequence > chain.last) {
        chain.last = entry.header().sequence;
        chain.last_hash = entry.hash();
    }
    TRY(advance(chain));
    if (entry.header().kind == entry::EntryKind::gap) {
        TRY(note_gap(entry));
    }
    m_clock.receive(entry.header().hlc);
    return is_fork ? ImportOutcome::forked : ImportOutcome::added;
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

Result<void> Journal::drop_section(Transaction&, const entry::EntryId& id, const Hash256& hash, std::size_t section) {
    for (StoredEntry& stored : TRY(m_reader.find(id))) {
        if (stored.entry.hash() == hash && section < stored.entry.sections().size()) {
            stored.entry.remove_section(section, entry::Absence::dropped);
            return put_bytes(stored.ordinal, stored.entry);
        }
    }
    return fail(ErrorCode::not_found, id.to_string() + " section " + std::to_string(section));
}

Result<void> Journal::finish_dropping() {
    if (m_mirror != nullptr) {
        TRY(shrink_mirror());
    }
    return m_database->checkpoint();
}

Result<void> Journal::shrink_mirror() {
    DeliveryMarks marks = TRY(DeliveryMarks::open(*m_database));
    std::vector<entry::SignedEntry> unsafe;
    std::optional<MirrorHead> head;
    for (const ChainHead& chain : TRY(m_reader.chains())) {
        if (chain.device != m_identity.device) {
            continue;
        }
        const std::uint64_t safe = TRY(marks.delivery(chain.incarnation)).safe;
        for (StoredEntry& stored : TRY(m_reader.read_chain(chain.device, chain.incarnation, safe, kNoLimit))) {
            unsafe.push_back(std::move(stored.entry));
        }
        if (chain.incarnation == m_identity.incarnation) {
            head = MirrorHead{{chain.device, chain.incarnation, chain.last}, chain.last_hash};
        }
    }
    return m_mirror->rewrite(unsafe, head);
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
