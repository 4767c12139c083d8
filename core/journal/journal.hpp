// SPDX-License-Identifier: Apache-2.0
#pragma once

// The journal: every entry ever written here or received, in order of arrival, never changed. On the thread of the
// writing connection; gone before the database.
//
// An entry is saved when the transaction it was appended in has committed, and not before.

#include "core/base/hlc.hpp"
#include "core/entry/draft.hpp"
#include "core/journal/erasure_orders.hpp"
#include "core/journal/mirror.hpp"
#include "core/journal/mirror_gap.hpp"
#include "core/journal/reader.hpp"
#include "core/vault/transaction.hpp"

#include <unordered_set>

namespace daohu::journal {

struct JournalOptions {
    DeviceId device;                     // must be the one the journal was made with
    WallTime build_time;                 // no clock that shows an earlier time is believed
    CountyDevices county = {};           // whose orders to erase are obeyed: nobody's by default
    vault::FileSystem* files = nullptr;  // with them, what is dropped goes from files put aside too (put_aside.hpp)
};

// What opening found and did about it.
struct OpeningReport {
    std::size_t restored_from_mirror = 0;    // entries the database had lost
    std::size_t damaged_mirror_records = 0;  // stretches of the mirror that could not be read
    std::size_t noted_again = 0;             // own entries that the mirror lacked
    // Sections that an older copy of the database still had, that an order named which may be obeyed only now, or whose
    // dropping was cut short. The caller rebuilds the registry, then calls finish_dropping().
    std::size_t dropped_again = 0;
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

    // The ordinal of the entry that was appended or added last.
    [[nodiscard]] std::uint64_t last_ordinal() const { return m_last_ordinal; }

    // Stores a foreign entry as it is. The caller has verified its signatures: whose key is whose is not known here.
    // An entry from the future, out of order or beyond a hole is stored like any other; what an order to erase names of it
    // is left out. An own entry goes to the mirror; one of the current life that was not here shows that a copy of this
    // store has gone on with it, so another life begins.
    [[nodiscard]] Result<ImportOutcome> import(vault::Transaction& transaction, const entry::SignedEntry& entry);
    // The same with an entry from another copy of this journal: what was dropped there is dropped here too.
    [[nodiscard]] Result<ImportOutcome> import_copy(vault::Transaction& transaction, const entry::SignedEntry& copy);
    // Where the server's stream has this entry, which must be here. A place taken by the same entry is fine;
    // journal_stream_conflict when another one has it.
    Result<void> place_in_stream(vault::Transaction& transaction, StreamId stream, std::uint64_t position,
                                 const entry::SignedEntry& entry);

    // Takes a section's bytes out of the journal; the entry stays and still verifies. Dropped ones are gone for good,
    // withheld ones come back with the same entry. The registry drops what it derived from it in the same transaction.
    // not_found when there is no such entry here.
    Result<void> drop_section(vault::Transaction& transaction, const entry::EntryId& id, const Hash256& hash,
                              std::size_t section, entry::Absence why = entry::Absence::dropped);
    // After the commit of drop_section: takes the same bytes out of the mirror, the write-ahead log and files that were
    // put aside. Opening does it too where a power cut came between.
    Result<void> finish_dropping();

    // The entry without what orders to erase name of it; nothing when none names it.
    [[nodiscard]] Result<std::optional<entry::SignedEntry>> without_erased(const entry::SignedEntry& entry);
    // After an order to erase was appended or imported, in the same transaction: drops what it names, if it may be obeyed
    // and that is here. Returns what is left of the entry when something was dropped: the registry reapplies it.
    [[nodiscard]] Result<std::optional<entry::SignedEntry>> carry_out(vault::Transaction& transaction,
                                                                      const entry::SignedEntry& order);
    // Whether finish_dropping is to be called: sections have been dropped since it last succeeded.
    [[nodiscard]] bool has_dropped() const { return m_has_dropped; }
    [[nodiscard]] ErasureOrders& erasures() { return m_erasures; }

    // Keeps in the mirror only what is not yet safe on the server's side (DeliveryMarks).
    Result<void> shrink_mirror();
    // The same, but only where enough became safe to be worth it. After delivery marks were raised.
    Result<void> let_go_of_safe_entries();

    // Another life of this device's chain: after a fork of it was seen, or the server knows more of it than we do.
    Result<void> start_incarnation(vault::Transaction& transaction);

private:
    Journal(vault::Database& database, Mirror* mirror, const Clock& clock, Entropy& entropy,
            const JournalOptions& options, JournalReader reader, Identity identity);

    struct ChainRow {
        std::int64_t id = 0;
        std::uint64_t last = 0;
        Hash256 last_hash;
        std::uint64_t contiguous = 0;
        Hash256 contiguous_hash;
    };

    // What the mirror was found to hold.
    struct Mirrored {
        std::unordered_set<Hash256> hashes;
        std::uint64_t first_own = 0;  // the first sequence of this life that is there, or that is not yet safe
        bool holds_lost_entry = false;
        bool holds_dropped_bytes = false;
    };

    [[nodiscard]] static Result<Identity> load_identity(vault::Database& database, JournalReader& reader,
                                                        DeviceId device, Entropy& entropy);
    Result<void> reconcile_with_mirror();
    [[nodiscard]] Result<bool> is_behind(const MirrorHead& head);
    [[nodiscard]] Result<bool> has_dropped_more_than(const entry::SignedEntry& mirrored);
    // How many sections were dropped.
    [[nodiscard]] Result<std::size_t> drop_as_in(const entry::SignedEntry& copy);
    [[nodiscard]] Result<ImportOutcome> put_in(const entry::SignedEntry& entry);
    Result<void> take_back(vault::Transaction& transaction, const entry::SignedEntry& own);
    Result<void> take_mirrored(const entry::SignedEntry& entry, Mirrored& mirrored);
    Result<void> refill_mirror(const Mirrored& mirrored);
    Result<void> give_each(const std::vector<MissingEntry>& entries, const Mirror::Take& put);
    Result<void> continue_clock();
    Result<void> carry_out_what_may_be_obeyed();
    [[nodiscard]] Result<std::optional<entry::SignedEntry>> drop_as_ordered(const ErasureOrder& order);
    [[nodiscard]] Result<ChainRow> chain_row(DeviceId device, IncarnationId incarnation);
    [[nodiscard]] Result<std::uint64_t> insert(ChainRow& chain, const entry::SignedEntry& entry);
    Result<void> advance(ChainRow& chain);
    Result<bool> step_over_entry(ChainRow& chain);
    Result<void> note_if_administrative(const entry::SignedEntry& entry, std::uint64_t ordinal);
    Result<bool> step_over_gap(ChainRow& chain);
    Result<void> save_chain(const ChainRow& chain);
    Result<void> put_bytes(std::uint64_t ordinal, const entry::SignedEntry& entry);
    Result<void> note_gap(const entry::SignedEntry& entry);
    [[nodiscard]] Result<std::optional<StoredEntry>> find_same(const entry::SignedEntry& entry);
    [[nodiscard]] Result<bool> complete(const StoredEntry& stored, const entry::SignedEntry& arrived);

    vault::Database* m_database;
    Mirror* m_mirror;
    Entropy* m_entropy;
    vault::FileSystem* m_files;
    HybridClock m_clock;
    JournalReader m_reader;
    Identity m_identity;
    ErasureOrders m_erasures;
    std::uint64_t m_last_ordinal = 0;
    std::uint64_t m_mirrored_after = 0;  // the mirror holds no own entry up to this sequence
    bool m_has_dropped = false;
    OpeningReport m_report;
};

}  // namespace daohu::journal
