// SPDX-License-Identifier: Apache-2.0
#pragma once

// A simulated tablet as sync sees it: a signed chain and the streams it has pulled, in memory. Light enough for hundreds
// in one process. One thread, but what it counts may be read by others.

#include "core/base/entropy.hpp"
#include "core/entry/draft.hpp"
#include "sync/client/sync_store.hpp"
#include "sync/wire/enrolment.hpp"

namespace daohu::sim {

class SyncTablet final : public client::SyncStore {
public:
    [[nodiscard]] static Result<SyncTablet> make(std::uint64_t seed);

    [[nodiscard]] wire::DeviceRequest device_request() const;
    [[nodiscard]] const SigningKey& device_key() const { return m_device_key; }
    [[nodiscard]] DeviceId device() const { return m_position.device; }
    [[nodiscard]] IncarnationId incarnation() const { return m_position.incarnation; }

    Result<entry::SignedEntry> save(const entry::EntryDraft& draft);
    // Entries of a stream as they were pulled, in order.
    [[nodiscard]] const std::vector<Hash256>& stream(StreamId stream) { return m_streams[stream]; }
    [[nodiscard]] const journal::Delivery& delivery() const { return m_position.delivery; }
    [[nodiscard]] std::size_t bytes_saved() const { return m_bytes_saved; }
    // When the county acknowledged everything there was.
    [[nodiscard]] std::optional<std::chrono::steady_clock::time_point> delivered_at() const { return m_delivered_at; }

    Result<client::StorePosition> position() override;
    Result<std::vector<client::OwnEntry>> read_own(std::uint64_t sequence, std::size_t limit) override;
    Result<std::vector<client::OldChain>> old_chains() override { return std::vector<client::OldChain>{}; }
    Result<std::vector<client::OwnEntry>> read_old(IncarnationId, std::uint64_t, std::size_t) override {
        return std::vector<client::OwnEntry>{};
    }
    Result<client::Offer> offer() override { return client::Offer{}; }
    Result<std::vector<client::LostEntry>> read_lost(std::uint64_t, std::size_t, const std::set<StreamId>&) override {
        return std::vector<client::LostEntry>{};
    }
    Result<Hash256> hash_of_own(std::uint64_t sequence) override;
    Result<void> trust(WallTime) override { return {}; }
    Result<void> note_delivery(const journal::Delivery& delivery) override;
    Result<void> note_old_delivery(IncarnationId, const journal::Delivery&) override { return {}; }
    Result<void> note_offered(std::uint64_t) override { return {}; }
    Result<void> note_success(WallTime when) override;
    Result<void> change_epoch(std::uint64_t server_epoch) override;
    Result<void> start_incarnation() override;
    Result<void> apply(StreamId stream, std::vector<client::StreamPlace> places) override;

private:
    struct Own {
        Hash256 hash;
        Bytes bytes;
    };

    SyncTablet(std::uint64_t seed, SigningKey author, SigningKey device);

    SeededEntropy m_entropy;
    SigningKey m_author_key;
    SigningKey m_device_key;
    client::StorePosition m_position;
    Hlc m_time;
    std::vector<Own> m_own;  // of this incarnation, from sequence 1
    std::map<StreamId, std::vector<Hash256>> m_streams;
    std::size_t m_bytes_saved = 0;
    std::optional<std::chrono::steady_clock::time_point> m_delivered_at;
};

}  // namespace daohu::sim
