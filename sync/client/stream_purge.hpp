// SPDX-License-Identifier: Apache-2.0
#pragma once

// Gives up streams that this tablet may not hold any more: the content of their entries leaves the journal, the
// registers and the folder; headers stay, so that the chains still verify. Own entries keep their content until the
// county has them in a backup, and their photographs: nothing that is nowhere else goes. Private; sync thread, with its
// table work on the store's thread.

#include "core/registry/store_thread.hpp"
#include "sync/client/sync_files.hpp"

#include <set>

namespace daohu::client {

enum class PurgeOutcome : std::uint8_t {
    nothing,  // there was nothing to give up
    done,
    waits,        // some own entries are not safe yet
    waits_files,  // those are, but not all their photographs are with the county
};

class StreamPurge {
public:
    // Where streams are looked for: among those that are being pulled, or in every entry, once for each new grant.
    enum class Search : std::uint8_t { pulled, everywhere };

    // Streams that stay. `thread` must outlive this.
    StreamPurge(registry::StoreThread& thread, std::set<StreamId> kept) : m_thread{thread}, m_kept{std::move(kept)} {}

    // True when there is something to give up. A stream that is kept again is given up no longer, and begins
    // anew where it was given up in part.
    [[nodiscard]] Result<bool> begin(Search search);
    [[nodiscard]] Result<PurgeOutcome> run();
    // Highest own sequence number of this incarnation that is in a backup of the county.
    [[nodiscard]] Result<std::uint64_t> safe();
    // Named by what was given up.
    [[nodiscard]] const std::vector<SealedFile>& files() const { return m_files; }

private:
    struct Progress {
        std::uint64_t ordinal = 0;  // looked at so far
        bool is_at_end = false;
        bool waits = false;
        bool waits_files = false;
        bool has_own = false;  // some entry of this incarnation lost its content
    };

    Result<void> keep(registry::Recorder& recorder, vault::Transaction& transaction);
    Result<void> search_journal();
    Result<void> look_at_some(registry::Recorder& recorder, Progress& progress);
    [[nodiscard]] Result<std::set<EntityId>> stay_behind(registry::Recorder& recorder,
                                                         const journal::StoredEntry& stored) const;
    Result<void> close(registry::Recorder& recorder, const Progress& progress);

    registry::StoreThread& m_thread;
    std::set<StreamId> m_kept;
    std::set<StreamId> m_here;
    std::set<StreamId> m_lost;
    std::vector<SealedFile> m_files;
};

}  // namespace daohu::client
