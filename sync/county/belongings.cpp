// SPDX-License-Identifier: Apache-2.0
#include "sync/county/belongings.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace daohu::county {

namespace {

constexpr std::string_view kHousehold = "household";
constexpr std::string_view kPerson = "person";
constexpr std::string_view kLivesIn = "lives_in";
constexpr std::size_t kEntitiesAtOnce = 500;

Result<void> for_each(registry::RegistryReader& reader, std::string_view dataset,
                      const std::function<void(const registry::Entity&)>& look) {
    for (std::optional<EntityId> after;;) {
        const auto ids = TRY(reader.entities(dataset, after, kEntitiesAtOnce));
        if (ids.empty()) {
            return {};
        }
        for (const EntityId id : ids) {
            if (const auto entity = TRY(reader.find(id))) {
                look(*entity);
            }
        }
        after = ids.back();
    }
}

// What a record names, by whatever property.
std::vector<EntityId> named_by(const registry::Entity& entity, const registry::DatasetSchema& dataset) {
    std::vector<EntityId> named;
    const auto add = [&](const entry::Value& value) {
        if (const auto id = entry::referenced_entity(value)) {
            named.push_back(*id);
        }
    };
    for (const registry::PropertySchema& property : dataset.properties) {
        if (property.type != registry::PropertyType::reference) {
            continue;
        }
        if (const entry::Value* value = entity.displayed(property.name)) {
            add(*value);
        }
        if (const auto set = entity.sets.find(property.name); set != entity.sets.end()) {
            for (const registry::Element& element : set->second) {
                add(element.added.value);
            }
        }
    }
    return named;
}

struct Candidate {
    std::vector<EntityId> members;
    std::optional<EntityId> household;  // that it names
    std::vector<EntityId> named;
};

bool belongs(const Candidate& candidate, const std::set<EntityId>& found) {
    if (candidate.household) {
        return found.contains(*candidate.household);
    }
    return std::ranges::any_of(candidate.named, [&](EntityId id) { return found.contains(id); });
}

}  // namespace

Result<std::set<EntityId>> belongings_of(registry::RegistryReader& reader, const registry::SchemaSet& schemas,
                                         EntityId household) {
    const auto entity = TRY(reader.find(household));
    if (!entity || entity->dataset != kHousehold) {
        return fail(ErrorCode::not_found, "no household of this id in the village");
    }
    std::set<EntityId> found{entity->members.begin(), entity->members.end()};
    TRY(for_each(reader, kPerson, [&](const registry::Entity& person) {
        const auto lives_in = person.reference(kLivesIn);
        if (lives_in && found.contains(*lives_in)) {
            found.insert(person.members.begin(), person.members.end());
        }
    }));
    std::vector<Candidate> candidates;
    for (const auto& [name, dataset] : schemas.datasets()) {
        if (name == kHousehold || name == kPerson) {
            continue;
        }
        TRY(for_each(reader, name, [&](const registry::Entity& record) {
            candidates.push_back({.members = record.members,
                                  .household = record.reference(kHousehold),
                                  .named = named_by(record, dataset)});
        }));
    }
    for (bool grows = true; grows;) {
        grows = false;
        for (const Candidate& candidate : candidates) {
            if (!found.contains(candidate.members.front()) && belongs(candidate, found)) {
                found.insert(candidate.members.begin(), candidate.members.end());
                grows = true;
            }
        }
    }
    return found;
}

}  // namespace daohu::county
