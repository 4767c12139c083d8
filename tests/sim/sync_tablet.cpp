// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/sync_tablet.hpp"

#include <fmt/format.h>

#include <utility>

namespace daohu::sim {

namespace {

constexpr std::uint64_t kFirstTime = std::uint64_t{1'700'000'000'000} << 16U;

}  // namespace

SyncTablet::SyncTablet(std::uint64_t seed, SigningKey author, SigningKey device)
    : m_entropy{seed}, m_author_key{std::move(author)}, m_device_key{std::move(device)},
      m_time{Hlc::from_bits(kFirstTime)} {
    m_position.device = DeviceId::random(m_entropy);
    m_position.incarnation = IncarnationId::random(m_entropy);
}

Result<SyncTablet> SyncTablet::make(std::uint64_t seed) {
    SeededEntropy entropy{seed ^ 0x5eedU};
    SigningKey author = TRY(SigningKey::generate(entropy));
    SigningKey device = TRY(SigningKey::generate(entropy));
    return SyncTablet{seed, std::move(author), std::move(device)};
}

wire::DeviceRequest SyncTablet::device_request() const {
    return wire::make_device_request(m_position.device, m_device_key, m_author_key);
}

Result<entry::SignedEntry> SyncTablet::save(const entry::EntryDraft& draft) {
    m_time = m_time.next();
    const entry::ChainPosition place{.device = m_position.device,
                                     .incarnation = m_position.incarnation,
                                     .sequence = m_own.size() + 1,
                                     .previous = m_own.empty() ? Hash256{} : m_own.back().hash,
                                     .hlc = m_time};
    const entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_entropy));
    entry::SignedEntry saved = TRY(entry::sign(assembled, place, {m_author_key, m_device_key}));
    m_own.push_back({.hash = saved.hash(), .bytes = saved.encode()});
    m_bytes_saved += m_own.back().bytes.size();
    m_position.last = m_own.size();
    return saved;
}

Result<client::StorePosition> SyncTablet::position() { return m_position; }

Result<std::vector<client::OwnEntry>> SyncTablet::read_own(std::uint64_t sequence, std::size_t limit) {
    std::vector<client::OwnEntry> entries;
    for (std::uint64_t i = sequence; i < m_own.size() && entries.size() < limit; ++i) {
        entries.push_back({.sequence = i + 1, .bytes = m_own[i].bytes});
    }
    return entries;
}

Result<Hash256> SyncTablet::hash_of_own(std::uint64_t sequence) {
    if (sequence == 0 || sequence > m_own.size()) {
        return fail(ErrorCode::not_found, fmt::format("own entry {}", sequence));
    }
    return m_own[sequence - 1].hash;
}

Result<void> SyncTablet::note_delivery(const journal::Delivery& delivery) {
    m_position.delivery = delivery;
    if (delivery.acknowledged == m_position.last && !m_delivered_at) {
        m_delivered_at = std::chrono::steady_clock::now();
    }
    return {};
}

Result<void> SyncTablet::note_success(WallTime when) {
    m_position.contact.last_success = when;
    return {};
}

Result<void> SyncTablet::change_epoch(std::uint64_t server_epoch) {
    m_position.contact.server_epoch = server_epoch;
    m_position.delivery.acknowledged = m_position.delivery.safe;
    m_position.cursors.clear();
    m_streams.clear();
    return {};
}

Result<void> SyncTablet::start_incarnation() {
    m_position.incarnation = IncarnationId::random(m_entropy);
    m_position.delivery = {};
    m_position.last = 0;
    m_own.clear();
    return {};
}

Result<void> SyncTablet::apply(StreamId stream, std::vector<client::StreamPlace> places) {
    for (const client::StreamPlace& place : places) {
        if (place.position != m_streams[stream].size() + 1) {
            return fail(ErrorCode::internal,
                        fmt::format("position {} after {}", place.position, m_streams[stream].size()));
        }
        m_streams[stream].push_back(place.entry ? place.entry->hash() : TRY(hash_of_own(place.own_sequence)));
        m_position.cursors[stream] = place.position;
    }
    return {};
}

}  // namespace daohu::sim
