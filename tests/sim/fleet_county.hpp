// SPDX-License-Identifier: Apache-2.0
#pragma once

// The county of the fleet: the real service and store in a folder, with what the office does. Stopped and started like the
// server. One thread drives it; its writer has one of its own.

#include "core/registry/schema.hpp"
#include "sync/county/carry.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/service.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace daohu::sim {

// Whether a restore is told to the tablets.
enum class EpochBump : std::uint8_t { done, left_out };

class FleetCounty {
public:
    // Both must outlive the county.
    [[nodiscard]] static Result<std::unique_ptr<FleetCounty>> make(const std::filesystem::path& folder,
                                                                   FakeClock& clock, Entropy& entropy);
    ~FleetCounty();

    Result<void> start();
    void stop();
    [[nodiscard]] county::HttpHandler& service();

    [[nodiscard]] Result<wire::Grant> enrol(const wire::DeviceRequest& request,
                                            const std::vector<std::string>& villages);
    [[nodiscard]] Result<wire::Grant> change_grant(DeviceId device, const std::vector<std::string>& villages);
    Result<void> revoke(DeviceId device);
    Result<void> erase(EntityId subject);
    [[nodiscard]] Result<Bytes> take_bundle(ByteView bundle);
    // Hands on what was set aside. Returns how many.
    [[nodiscard]] Result<std::uint64_t> release_all();

    Result<void> back_up(const std::filesystem::path& target);
    Result<void> restore(const std::filesystem::path& source, EpochBump bump);

    // Every entry on the disk, whatever became of it.
    [[nodiscard]] Result<std::set<Hash256>> entries();
    // Of one stream, in order.
    [[nodiscard]] Result<std::vector<Hash256>> stream(StreamId stream);
    [[nodiscard]] Result<Hash256> stream_hash(StreamId stream, const registry::SchemaSet& schemas);
    // Sections that were erased, by the hash of their entry.
    [[nodiscard]] Result<std::set<Hash256>> erased();
    [[nodiscard]] const county::Folder& folder() const { return m_folder; }

private:
    struct Running;

    FleetCounty(county::Folder folder, FakeClock& clock, Entropy& entropy);
    [[nodiscard]] Result<std::unique_ptr<county::Store>> open_store() const;
    [[nodiscard]] Result<std::unique_ptr<county::Office>> open_office() const;

    county::Folder m_folder;
    FakeClock& m_clock;
    Entropy& m_entropy;
    std::unique_ptr<Running> m_running;
};

}  // namespace daohu::sim
