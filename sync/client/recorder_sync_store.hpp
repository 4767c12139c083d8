// SPDX-License-Identifier: Apache-2.0
#pragma once

// SyncStore on the tablet's store: every call is a background job of the store's thread, so that whoever saves meanwhile
// goes first. What arrives is stored and folded in one transaction with the cursor that says so.

#include "core/registry/store_thread.hpp"
#include "sync/client/sync_store.hpp"

#include <chrono>
#include <span>

namespace daohu::client {

class RecorderSyncStore final : public SyncStore {
public:
    // How long a job that applies entries should hold the store's thread; the next job takes more or fewer accordingly.
    static constexpr std::chrono::milliseconds kJobBudget{5};

    // Both must outlive this.
    RecorderSyncStore(registry::StoreThread& thread, const Clock& clock) : m_thread{thread}, m_clock{clock} {}

    Result<StorePosition> position() override;
    Result<std::vector<OwnEntry>> read_own(std::uint64_t sequence, std::size_t limit) override;
    Result<std::vector<OldChain>> old_chains() override;
    Result<std::vector<OwnEntry>> read_old(IncarnationId incarnation, std::uint64_t sequence,
                                           std::size_t limit) override;
    Result<Offer> offer() override;
    Result<std::vector<LostEntry>> read_lost(std::uint64_t ordinal, std::size_t limit,
                                             const std::set<StreamId>& streams) override;
    Result<Hash256> hash_of_own(std::uint64_t sequence) override;
    Result<void> trust(WallTime county_time) override;
    Result<void> note_delivery(const journal::Delivery& delivery) override;
    Result<void> note_old_delivery(IncarnationId incarnation, const journal::Delivery& delivery) override;
    Result<void> note_offered(std::uint64_t ordinal) override;
    Result<void> note_success(WallTime when) override;
    Result<void> change_epoch(std::uint64_t server_epoch) override;
    Result<void> start_incarnation() override;
    Result<void> apply(StreamId stream, std::vector<StreamPlace> places) override;

private:
    // Runs work that takes the recorder and returns a Result, and waits for it.
    template <class Work>
    auto on_store(Work work);
    // The same inside a transaction, with the delivery marks.
    template <class Work>
    Result<void> write(Work work);

    registry::StoreThread& m_thread;
    const Clock& m_clock;
    std::size_t m_entries_per_job = 8;
};

}  // namespace daohu::client
