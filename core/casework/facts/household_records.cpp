// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/household_records.hpp"

#include "core/casework/read/links.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

constexpr std::string_view kHousehold = "household";
constexpr std::string_view kPerson = "person";
constexpr std::string_view kLivesIn = "lives_in";

bool has(const std::vector<registry::Entity>& entities, EntityId id) {
    return std::ranges::find(entities, id, &registry::Entity::id) != entities.end();
}

bool is_member(const registry::Entity& entity, EntityId id) {
    return std::ranges::find(entity.members, id) != entity.members.end();
}

}  // namespace

Result<HouseholdRecords> HouseholdRecords::load(registry::RegistryReader& registry, EntityId subject) {
    HouseholdRecords records;
    std::optional<registry::Entity> entity = TRY(registry.find(subject));
    if (!entity) {
        return fail(ErrorCode::not_found, "household or person");
    }
    if (entity->dataset == kPerson) {
        TRY(records.add_person(registry, entity->id));
        if (const auto home = entity->reference(kLivesIn)) {
            entity = TRY(registry.find(*home));
        }
    }
    if (entity && entity->dataset == kHousehold) {
        records.m_household = std::move(*entity);
        records.m_persons.clear();
        // What was written of any household that became this one is this one's.
        for (const EntityId id : records.m_household->members) {
            TRY(records.add_linked(registry, HouseholdLinkProjector::kName, id));
        }
    }
    for (std::size_t i = 0; i < records.m_persons.size(); ++i) {
        const std::vector<EntityId> ids = records.m_persons[i].members;
        for (const EntityId id : ids) {
            TRY(records.add_linked(registry, PersonLinkProjector::kName, id));
        }
    }
    TRY(records.add_parts(registry));
    return records;
}

Result<void> HouseholdRecords::add_person(registry::RegistryReader& registry, EntityId id) {
    std::optional<registry::Entity> person = TRY(registry.find(id));
    if (person && person->status == registry::EntityStatus::open && !has(m_persons, person->id)) {
        m_persons.push_back(std::move(*person));
    }
    return {};
}

Result<void> HouseholdRecords::add_linked(registry::RegistryReader& registry, std::string_view projector, EntityId id) {
    const std::vector<Linked> rows = TRY(linked_to(registry, projector, id));
    for (const Linked& row : rows) {
        if (row.dataset == kPerson) {
            TRY(add_person(registry, row.entity));
            continue;
        }
        std::vector<registry::Entity>& known = m_records[row.dataset];
        if (has(known, row.entity)) {
            continue;
        }
        std::optional<registry::Entity> entity = TRY(registry.find(row.entity));
        if (entity && entity->status == registry::EntityStatus::open) {
            known.push_back(std::move(*entity));
        }
    }
    return {};
}

// The goods of a first aid, the steps of a referral: one level down.
Result<void> HouseholdRecords::add_parts(registry::RegistryReader& registry) {
    std::vector<EntityId> parents;
    for (const auto& [dataset, records] : m_records) {
        for (const registry::Entity& record : records) {
            parents.insert(parents.end(), record.members.begin(), record.members.end());
        }
    }
    for (const EntityId parent : parents) {
        TRY(add_linked(registry, ParentLinkProjector::kName, parent));
    }
    return {};
}

const std::vector<registry::Entity>& HouseholdRecords::of(std::string_view dataset) const {
    static const std::vector<registry::Entity> kNone;
    const auto found = m_records.find(dataset);
    return found == m_records.end() ? kNone : found->second;
}

const registry::Entity* HouseholdRecords::newest_of(std::string_view dataset, EntityId person) const {
    const auto holder = std::ranges::find_if(
        m_persons, [&](const registry::Entity& candidate) { return is_member(candidate, person); });
    const registry::Entity* newest = nullptr;
    for (const registry::Entity& record : of(dataset)) {
        const auto named = record.reference(kPerson);
        const bool is_his = named && (*named == person || (holder != m_persons.end() && is_member(*holder, *named)));
        newest = is_his ? &record : newest;
    }
    return newest;
}

const registry::Entity* HouseholdRecords::find(EntityId record) const {
    for (const auto& [dataset, records] : m_records) {
        const auto found = std::ranges::find_if(
            records, [&](const registry::Entity& candidate) { return is_member(candidate, record); });
        if (found != records.end()) {
            return &*found;
        }
    }
    return nullptr;
}

}  // namespace daohu::casework
