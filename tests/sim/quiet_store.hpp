// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet's store that has nothing to offer to a county which was put back to a backup: what a tablet without that
// safeguard would be. One thread.

#include "sync/client/sync_store.hpp"

namespace daohu::sim {

class QuietStore final : public client::SyncStore {
public:
    // `store` must outlive this.
    explicit QuietStore(client::SyncStore& store) : m_store{store} {}

    Result<client::StorePosition> position() override { return m_store.position(); }
    Result<std::vector<client::OwnEntry>> read_own(std::uint64_t sequence, std::size_t limit) override {
        return m_store.read_own(sequence, limit);
    }
    Result<std::vector<client::OldChain>> old_chains() override { return m_store.old_chains(); }
    Result<std::vector<client::OwnEntry>> read_old(IncarnationId incarnation, std::uint64_t sequence,
                                                   std::size_t limit) override {
        return m_store.read_old(incarnation, sequence, limit);
    }
    Result<client::Offer> offer() override { return client::Offer{}; }
    Result<std::vector<client::LostEntry>> read_lost(std::uint64_t, std::size_t, const std::set<StreamId>&) override {
        return std::vector<client::LostEntry>{};
    }
    Result<Hash256> hash_of_own(std::uint64_t sequence) override { return m_store.hash_of_own(sequence); }
    Result<void> trust(WallTime county_time) override { return m_store.trust(county_time); }
    Result<void> note_delivery(const journal::Delivery& delivery) override { return m_store.note_delivery(delivery); }
    Result<void> note_old_delivery(IncarnationId incarnation, const journal::Delivery& delivery) override {
        return m_store.note_old_delivery(incarnation, delivery);
    }
    Result<void> note_offered(std::uint64_t) override { return {}; }
    Result<void> note_success(WallTime when) override { return m_store.note_success(when); }
    Result<void> change_epoch(std::uint64_t server_epoch) override { return m_store.change_epoch(server_epoch); }
    Result<void> start_incarnation() override { return m_store.start_incarnation(); }
    Result<void> apply(StreamId stream, std::vector<client::StreamPlace> places) override {
        return m_store.apply(stream, std::move(places));
    }

private:
    client::SyncStore& m_store;
};

}  // namespace daohu::sim
