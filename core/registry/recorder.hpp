// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one way into the store: an entry is stored and folded in one transaction, so nobody ever reads a register that
// lacks a saved entry, or shows one that was not saved. On the store thread.

#include "core/journal/journal.hpp"
#include "core/registry/registry.hpp"
#include "core/vault/reserve.hpp"

namespace daohu::registry {

// An entry from elsewhere, whose signatures the caller has verified.
struct ReceivedEntry {
    struct Place {
        StreamId stream;
        std::uint64_t position = 0;
    };

    entry::SignedEntry entry;
    std::optional<Place> place;  // where the server's stream has it
};

struct ReceivedCount {
    std::size_t added = 0;
    std::size_t known = 0;
    std::size_t completed = 0;  // sections arrived that were not here before
    std::size_t forked = 0;     // added beside another entry of the same id
};

class Recorder {
public:
    // All on one connection; all must outlive the recorder. A full disk takes the reserve, where there is one.
    Recorder(vault::Database& database, journal::Journal& journal, Registry& registry,
             vault::Reserve* reserve = nullptr);

    // What runs in the same transaction, after the entries.
    using Also = std::function<Result<void>(vault::Transaction&)>;

    // Signs it as the next entry of this device. Saved when this returns, and only then; on failure nothing is changed.
    // `also` may run twice: the first time undone, for want of room.
    [[nodiscard]] Result<entry::SignedEntry> save(const entry::AssembledEntry& entry, const entry::SigningKeys& keys,
                                                  const Also& also = {});
    // Several at once: all or none. An order to erase that may be obeyed (JournalOptions::county) is carried out with them:
    // what it names is gone from rows and indexes when this returns, and from mirror and write-ahead log too, unless a
    // reader still needed the log: then it goes after the next call, or when the journal opens. Sync posts as many as fit its time for one transaction; `also` sets the cursor that
    // says they are here.
    [[nodiscard]] Result<ReceivedCount> receive(std::span<const ReceivedEntry> entries, const Also& also = {});

    [[nodiscard]] vault::Database& database() const { return m_database; }
    [[nodiscard]] journal::Journal& journal() const { return m_journal; }
    [[nodiscard]] Registry& registry() const { return m_registry; }

private:
    [[nodiscard]] Result<entry::SignedEntry> save_once(const entry::AssembledEntry& entry,
                                                       const entry::SigningKeys& keys, const Also& also);
    [[nodiscard]] Result<ReceivedCount> receive_once(std::span<const ReceivedEntry> entries, const Also& also);
    [[nodiscard]] Result<entry::SignedEntry> save_in(vault::Transaction& transaction, entry::AssembledEntry entry,
                                                     const entry::SigningKeys& keys);
    [[nodiscard]] Result<ReceivedCount> receive_in(vault::Transaction& transaction,
                                                   std::span<const ReceivedEntry> entries);
    Result<void> receive_one(vault::Transaction& transaction, const entry::SignedEntry& entry, ReceivedCount& count);
    Result<void> apply(vault::Transaction& transaction, const entry::SignedEntry& entry);
    Result<void> reapply(vault::Transaction& transaction, const entry::SignedEntry& arrived);
    void finish_dropping();

    vault::Database& m_database;
    journal::Journal& m_journal;
    Registry& m_registry;
    vault::Reserve* m_reserve;
};

}  // namespace daohu::registry
