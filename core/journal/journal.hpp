// SPDX-License-Identifier: Apache-2.0
#pragma once

// The journal: every entry ever written here or received, in order of arrival, never changed. On the thread of the
// writing connection; gone before the database.
//
// An entry is saved when the transaction it was appended in has committed, and not before.

#include "core/base/hlc.hpp"
#include "core/entry/draft.hpp"
#include "core/journal/mirror.hpp"
#include "core/journal/reader.hpp"
#include "core/vault/transaction.hpp"

namespace daohu::journal {

struct JournalOptions {
    DeviceId device;      // must be the one the journal was made with
    WallTime build_time;  // no clock that shows an earlier time is believed
};

// What opening found and did about it.
struct OpeningReport {
    std::size_t restored_from_mirror = 0;  // entries the database had lost
    std::size_t damaged_mirror_records = 0;
    std::size_t dropped_again = 0;  // sections that an older copy of the database still had: derived tables are stale
    bool started_new_incarnation = false;  // the database was older than the mirror: it had been rolled back
};

enum class ImportOutcome : std::uint8_t {
    added,
    known,      // the same bytes were here
    completed,  // it was here without some section that it now has
    forked      // another entry has the same id: both are here
};

class Journal {
public:
    // Makes the tables where there are none. Entries of the mirror that the database has not are put back. An entry
    // reaches the mirror after its commit, so an own entry that the database misses means that the database is an older
    // copy of itself: a new incarnation begins before the first write. `mirror` may be null (a server keeps none); all references must outlive the journal.
    //
    // journal_other_device when the database belongs to another device; database_newer.
    [[nodiscard]] static Result<Journal> open(vault::Database& database, Mirror* mirror, const Clock& clock,
                                              Entropy& entropy, const JournalOptions& options);

    [[nodiscard]] const OpeningReport& opening_report() const { return m_report; }
    [[nodiscard]] const Identity& identity() const { return m_identity; }
    [[nodiscard]] HybridClock& clock() { return m_clock; }
    // On the same connection.
    [[nodiscard]] JournalReader& reader() { return m_reader; }

    // Takes the next place of the own chain, signs and stores. Goes to the mirror after the commit.
    [[nodiscard]] Result<entry::SignedEntry> append(vault::Transaction& transaction, entry::AssembledEntry assembled,
                                                    const entry::SigningKeys& keys);

    // Stores a foreign entry as it is. The caller has verified its signatures: whose key is whose is not known here.
    // An entry from the future, out of order or beyond a hole is stored like any other.
    [[nodiscard]] Result<ImportOutcome> import(vault::Transaction& transaction, const entry::SignedEntry& entry);
    // Where the server's stream has this entry, which must be here. A place taken by the same entry is fine;
    // journal_stream_conflict when another one has it.
    Result<void> place_in_stream(vault::Transaction& transaction, StreamId stream, std::uint64_t position,
                                 const entry::SignedEntry& entry);

    // Takes a section's bytes out of the journal for good; the entry stays and still verifies. The registry drops what it
    // derived from it in the same transaction. not_found when there is no such entry here.
    Result<void> drop_section(vault::Transaction& transaction, const entry::EntryId& id, const Hash256& hash,
                              std::size_t section);
    // After the commit of drop_section: takes the same bytes out of the mirror and the write-ahead log. Opening does it
    // too where a power cut came between.
    Result<void> finish_dropping();

    // Keeps in the mirror only what is not yet safe on the server's side (DeliveryMarks).
    Result<void> shrink_mirror();

    // Another life of this device's chain: after a fork of it was seen, or the server knows more of it than we do.
    Result<void> start_incarnation(vault::Transaction& transaction);

private:
    Journal(vault::Database& database, Mirror* mirror, const Clock& clock, Entropy& entropy, WallTime build_time,
            JournalReader reader, Identity identity);

    struct ChainRow {
        std::int64_t id = 0;
        std::uint64_t last = 0;
        Hash256 last_hash;
        std::uint64_t contiguous = 0;
        Hash256 contiguous_hash;
    };

    [[nodiscard]] static Result<Identity> load_identity(vault::Database& database, JournalReader& reader,
                                                        DeviceId device, Entropy& entropy);
    Result<void> reconcile_with_mirror();
    [[nodiscard]] Result<bool> is_behind(const MirrorHead& head);
    [[nodiscard]] Result<bool> has_dropped_more_than(const entry::SignedEntry& mirrored);
    Result<void> drop_as_in(const entry::SignedEntry& mirrored);
    Result<void> continue_clock();
    Result<void> let_go_of_safe_entries(const MirrorContents& contents);
    [[nodiscard]] Result<ChainRow> chain_row(DeviceId device, IncarnationId incarnation);
    [[nodiscard]] Result<std::uint64_t> insert(const ChainRow& chain, const entry::SignedEntry& entry);
    Result<void> advance(ChainRow& chain);
    Result<bool> step_over_entry(ChainRow& chain);
    Result<bool> step_over_gap(ChainRow& chain);
    Result<void> save_chain(const ChainRow& chain);
    Result<void> put_bytes(std::uint64_t ordinal, const entry::SignedEntry& entry);
    Result<void> note_gap(const entry::SignedEntry& entry);
    [[nodiscard]] Result<std::optional<StoredEntry>> find_same(const entry::SignedEntry& entry);
    [[nodiscard]] Result<bool> complete(const StoredEntry& stored, const entry::SignedEntry& arrived);

    vault::Database* m_database;
    Mirror* m_mirror;
    Entropy* m_entropy;
    HybridClock m_clock;
    JournalReader m_reader;
    Identity m_identity;
    OpeningReport m_report;
};

}  // namespace daohu::journal
