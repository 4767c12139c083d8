// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet of the fleet: the real store in a folder, the real sync client, a clock that can be set wrong. Closed and opened
// like the app; its folder can be copied, put back and cloned. One thread.

#include "core/registry/registry_reader.hpp"
#include "core/registry/store_thread.hpp"
#include "sync/client/carry.hpp"
#include "sync/client/recorder_orders.hpp"
#include "sync/client/recorder_sync_files.hpp"
#include "sync/client/recorder_sync_store.hpp"
#include "sync/client/sync_client.hpp"
#include "tests/sim/fleet_link.hpp"

#include <memory>
#include <optional>
#include <set>

namespace daohu::sim {

// A copy of a tablet at some moment.
struct TabletCopy {
    std::filesystem::path folder;
    wire::Grant grant;
    std::vector<Hash256> own;
};

// What of a copy is put back.
enum class PutBack : std::uint8_t {
    everything,  // nobody on the tablet can tell
    database,    // the mirror stays and knows better
};

class FleetTablet {
public:
    struct Site {
        const registry::SchemaSet& schemas;
        std::filesystem::path folder;
        WallTime start;
        bool gives_up = true;  // what it may not hold any more
        bool offers = true;    // to a restored county what others wrote
    };

    [[nodiscard]] static Result<std::unique_ptr<FleetTablet>> make(const Site& site, std::uint64_t seed);
    // Another tablet with the same keys and the same content.
    [[nodiscard]] Result<std::unique_ptr<FleetTablet>> clone(const std::filesystem::path& folder, std::uint64_t seed);
    ~FleetTablet();

    [[nodiscard]] wire::DeviceRequest request() const;
    [[nodiscard]] DeviceId device() const { return m_device; }
    [[nodiscard]] const wire::Grant& grant() const { return m_grant; }
    [[nodiscard]] FakeClock& clock() { return m_clock; }
    [[nodiscard]] FleetLink& link() { return m_link; }

    Result<void> open(const wire::Grant& grant);
    void close();

    [[nodiscard]] Result<entry::SignedEntry> save(const entry::EntryDraft& draft);
    // Nothing where this tablet does not know it.
    [[nodiscard]] Result<std::optional<registry::Entity>> view(EntityId subject);
    [[nodiscard]] Result<client::SyncReport> sync();
    // By stick: what is unsent, and what the county answers.
    [[nodiscard]] Result<std::vector<Bytes>> pack();
    [[nodiscard]] Result<void> accept(ByteView answer);

    [[nodiscard]] Result<TabletCopy> copy(const std::filesystem::path& folder);
    Result<void> put_back(const TabletCopy& copy, PutBack what);

    // Hashes of the entries it wrote and still has.
    [[nodiscard]] const std::vector<Hash256>& own() const { return m_own; }
    // Of the present incarnation, those that the county has acknowledged.
    [[nodiscard]] Result<std::vector<Hash256>> acknowledged();
    [[nodiscard]] Result<Hash256> stream_hash(StreamId stream);
    // Entries that are here whole, whoever wrote them, and are meant for one of these streams.
    [[nodiscard]] Result<std::vector<Hash256>> whole_entries(const std::set<StreamId>& streams);
    // Entries with content that are meant for none of these streams: others', and its own, which stay until the county
    // is known to have them in a backup.
    struct Outside {
        std::uint64_t others = 0;
        std::uint64_t own = 0;
    };
    [[nodiscard]] Result<Outside> entries_outside(const std::set<StreamId>& streams);

private:
    struct Open;
    struct Keys {
        SigningKey author;
        SigningKey device;
        SecretBytes data;
    };

    FleetTablet(const Site& site, std::uint64_t seed, Keys keys, DeviceId device);
    [[nodiscard]] Result<Keys> copy_keys() const;
    template <class Work>
    auto on_store(Work work);
    template <class Look>
    Result<void> look_at_all(Look look);

    Site m_site;
    SeededEntropy m_entropy;
    Keys m_keys;
    DeviceId m_device;
    FakeClock m_clock;
    FleetLink m_link;
    vault::SystemFiles m_files;
    wire::Grant m_grant;
    std::vector<Hash256> m_own;
    std::unique_ptr<Open> m_open;
};

}  // namespace daohu::sim
