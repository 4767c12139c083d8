// SPDX-License-Identifier: Apache-2.0
#pragma once

// Households that moved to another village, as the county's notices tell (sync/wire/household_move.hpp). Of one that left,
// everything leaves the tablet, unless it works in the village that was joined as well; own entries keep their content
// until the county has them in a backup, with their photographs. Then the notice is confirmed. Private to sync/client; the
// sync thread, with its table work on the store's thread.

#include "core/entry/signing.hpp"
#include "core/registry/store_thread.hpp"
#include "sync/client/sync_files.hpp"

#include <set>
#include <vector>

namespace daohu::client {

// On the store's thread, while orders are looked through: another entry of the county changes nothing.
Result<void> note_move(registry::Recorder& recorder, const entry::SignedEntry& order);

// Within a transaction, for every entry that came: what is written down anew of a household that moved belongs to it.
Result<void> note_newly_theirs(registry::Recorder& recorder, const entry::SignedEntry& entry);

// Whether one of these streams carries a subject because its household moved there: sections about it belong to that
// stream, whatever stream they were written for.
[[nodiscard]] Result<bool> lives_in(registry::Recorder& recorder, EntityId subject, const std::set<StreamId>& streams);

// The stream through which an entry is shared here: the one it was written for, unless only another one has it.
[[nodiscard]] Result<StreamId> sharing_stream(registry::Recorder& recorder, const journal::StoredEntry& stored);

class HouseholdPurge {
public:
    struct Parts {
        registry::StoreThread& thread;
        entry::SigningKeys keys;
        Entropy& entropy;
        std::set<StreamId> kept;  // streams of this tablet
    };

    explicit HouseholdPurge(Parts parts) : m_parts{std::move(parts)} {}

    // Gives up what left, and confirms it. What has to wait is tried again by the next talk.
    Result<void> run();
    // Named by what was given up.
    [[nodiscard]] const std::vector<SealedFile>& files() const { return m_files; }

private:
    Result<void> find_departed(registry::Recorder& recorder);
    // False at the end of the journal.
    [[nodiscard]] Result<bool> look_at_some(registry::Recorder& recorder);
    Result<void> confirm(registry::Recorder& recorder);

    Parts m_parts;
    std::set<EntityId> m_departed;
    std::set<EntityId> m_waiting;  // something about them is nowhere else yet
    std::uint64_t m_ordinal = 0;
    bool m_has_own = false;  // some own entry loses content, or has lost it
    std::vector<SealedFile> m_files;
};

}  // namespace daohu::client
