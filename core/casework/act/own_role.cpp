// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/own_role.hpp"

#include "core/casework/facts/known_values.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

constexpr std::size_t kPortion = 256;

// The words of a property as the county wrote it; none where anybody else did, or where it is in conflict.
std::vector<std::string> words_by(const journal::CountyDevices& county, const registry::Entity& worker,
                                  std::string_view property) {
    const registry::Register* known = worker.find(property);
    const bool is_by_county = known != nullptr && known->agreement != registry::Agreement::conflict &&
                              is_of_county(known->siblings.front().by, county);
    return is_by_county ? words_of(worker.text(property).value_or("")) : std::vector<std::string>{};
}

std::optional<Role> role_of(const registry::Entity& worker, const journal::CountyDevices& county) {
    for (const std::string& code : words_by(county, worker, "roles")) {
        if (const auto role = find_role(code)) {
            return role;
        }
    }
    return std::nullopt;
}

}  // namespace

bool is_of_county(const registry::Provenance& by, const journal::CountyDevices& county) {
    return county.contains(by.entry.device);
}

Result<std::vector<TabletHolder>> tablet_holders(registry::RegistryReader& registry,
                                                 const journal::CountyDevices& county) {
    std::vector<TabletHolder> holders;
    std::optional<EntityId> after;
    for (std::size_t read = kPortion; read == kPortion;) {
        const std::vector<EntityId> ids = TRY(registry.entities("worker", after, kPortion));
        for (const EntityId id : ids) {
            const auto worker = TRY(registry.find(id));
            if (!worker || worker->status != registry::EntityStatus::open) {
                continue;
            }
            for (const std::string& tablet : words_by(county, *worker, "tablets")) {
                if (const auto device = DeviceId::parse(tablet)) {
                    holders.push_back({.device = *device, .worker = worker->id});
                }
            }
        }
        read = ids.size();
        after = ids.empty() ? after : ids.back();
    }
    const std::vector<TabletHolder> all = holders;
    std::erase_if(holders, [&](const TabletHolder& holder) {
        return std::ranges::count(all, holder.device, &TabletHolder::device) > 1;
    });
    return holders;
}

Result<std::optional<Viewer>> viewer_of(registry::RegistryReader& registry, DeviceId device,
                                        const journal::CountyDevices& county) {
    const std::vector<TabletHolder> holders = TRY(tablet_holders(registry, county));
    const auto holder = std::ranges::find(holders, device, &TabletHolder::device);
    if (holder == holders.end()) {
        return std::optional<Viewer>{};
    }
    const auto worker = TRY(registry.find(holder->worker));
    const auto role = worker ? role_of(*worker, county) : std::nullopt;
    return role ? std::optional{Viewer{.role = *role, .worker = holder->worker}} : std::nullopt;
}

}  // namespace daohu::casework
