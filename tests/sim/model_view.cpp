// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/model_view.hpp"

#include <fmt/format.h>

namespace daohu::sim {

ModelEntity shown(const registry::Entity& entity, const ModelNumbers& numbers) {
    ModelEntity seen;
    const auto place_of = [&](const registry::Sibling& sibling) {
        return std::pair{numbers.entry(sibling.by.entry_hash), sibling.write.index};
    };
    for (const EntityId member : entity.members) {
        seen.members.insert(numbers.subject(member));
    }
    const auto add = [&](const std::string& name, const registry::Register& property) {
        for (const registry::Sibling& sibling : property.siblings) {
            seen.standing[name].insert(place_of(sibling));
        }
        if (property.agreement == registry::Agreement::conflict) {
            seen.conflicts.insert(name);
        }
    };
    for (const auto& [name, property] : entity.registers) {
        add(name, property);
    }
    if (entity.status_register) {
        add("status", *entity.status_register);
    }
    for (const auto& [name, elements] : entity.sets) {
        for (const registry::Element& element : elements) {
            seen.standing[name].insert(place_of(element.added));
        }
    }
    for (const registry::Record& record : entity.records) {
        if (record.state == registry::RecordState::standing) {
            seen.standing_facts.emplace(numbers.entry(record.by.entry_hash), record.write.index);
        }
    }
    return seen;
}

std::uint64_t hidden_writes(const ModelEntity& expected, const ModelEntity& seen) {
    std::uint64_t hidden = 0;
    for (const auto& [property, places] : expected.standing) {
        for (const auto& place : places) {
            const auto found = seen.standing.find(property);
            hidden += found == seen.standing.end() || !found->second.contains(place) ? 1 : 0;
        }
    }
    return hidden;
}

std::string difference(const ModelEntity& expected, const ModelEntity& seen) {
    if (seen.members != expected.members) {
        return fmt::format("has {} members instead of {}", seen.members.size(), expected.members.size());
    }
    if (seen.standing != expected.standing) {
        return fmt::format("shows other values, {} hidden", hidden_writes(expected, seen));
    }
    if (seen.conflicts != expected.conflicts) {
        return fmt::format("has {} conflicts instead of {}", seen.conflicts.size(), expected.conflicts.size());
    }
    return seen.standing_facts == expected.standing_facts ? "" : "has other facts";
}

}  // namespace daohu::sim
