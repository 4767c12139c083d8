// SPDX-License-Identifier: Apache-2.0
#pragma once

// Walks of registers for the views of acts. Private to core/casework; on the registry's thread.

#include "core/registry/registry_reader.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace daohu::casework {

// Every open entity of a dataset, a portion at a time.
template <class Visit>
Result<void> walk_open(registry::RegistryReader& registry, std::string_view dataset, Visit visit) {
    constexpr std::size_t kPortion = 256;
    std::optional<EntityId> after;
    for (;;) {
        const std::vector<EntityId> ids = TRY(registry.entities(dataset, after, kPortion));
        for (const EntityId id : ids) {
            const auto entity = TRY(registry.find(id));
            if (entity && entity->status == registry::EntityStatus::open) {
                TRY(visit(*entity));
            }
        }
        if (ids.size() < kPortion) {
            return {};
        }
        after = ids.back();
    }
}

// Nothing for no id.
[[nodiscard]] inline Result<std::optional<registry::Entity>> find_named(registry::RegistryReader& registry,
                                                                        std::optional<EntityId> id) {
    if (!id) {
        return std::nullopt;
    }
    return registry.find(*id);
}

// Empty where it is not known.
[[nodiscard]] inline std::string text_or_empty(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

}  // namespace daohu::casework
