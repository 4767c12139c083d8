// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/own_role.hpp"

#include "core/casework/facts/known_values.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

constexpr std::size_t kPortion = 256;

// What the county wrote last of a property, whatever anybody else wrote over it.
Result<std::string> text_by(const journal::CountyDevices& county, const registry::Entity& worker,
                            std::string_view property, registry::RegistryReader& registry) {
    const registry::Register* known = worker.find(property);
    if (known == nullptr) {
        return std::string{};
    }
    if (known->agreement != registry::Agreement::conflict && is_of_county(known->siblings.front().by, county)) {
        return std::string{worker.text(property).value_or("")};
    }
    std::string last;
    for (const registry::HistoryItem& item : TRY(registry.history(worker.id))) {
        if (item.property == property && is_of_county(item.by, county)) {
            const auto* text = std::get_if<std::string>(&item.value);
            last = text == nullptr ? std::string{} : *text;
        }
    }
    return last;
}

// Whoever has none, or none any more, only goes along.
Result<Role> role_of(const registry::Entity& worker, const journal::CountyDevices& county, Date today,
                     registry::RegistryReader& registry) {
    const auto until = Date::parse(TRY(text_by(county, worker, "until", registry)));
    const std::string roles = until && *until < today ? "" : TRY(text_by(county, worker, "roles", registry));
    for (const std::string& code : words_of(roles)) {
        if (const auto role = find_role(code)) {
            return *role;
        }
    }
    return Role::second_visitor;
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
            for (const std::string& tablet : words_of(TRY(text_by(county, *worker, "tablets", registry)))) {
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
                                        const journal::CountyDevices& county, Date today) {
    const std::vector<TabletHolder> holders = TRY(tablet_holders(registry, county));
    const auto holder = std::ranges::find(holders, device, &TabletHolder::device);
    if (holder == holders.end()) {
        return std::optional<Viewer>{};
    }
    const auto worker = TRY(registry.find(holder->worker));
    if (!worker) {
        return std::optional<Viewer>{};
    }
    const Role role = TRY(role_of(*worker, county, today, registry));
    return std::optional{Viewer{.role = role, .worker = holder->worker}};
}

}  // namespace daohu::casework
