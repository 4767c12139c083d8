// SPDX-License-Identifier: Apache-2.0
#include "core/casework/facts/form_focus.hpp"

#include "core/base/cbor.hpp"
#include "core/casework/read/links.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

constexpr std::string_view kHousehold = "household";
constexpr std::string_view kPerson = "person";
constexpr std::string_view kLivesIn = "lives_in";
constexpr std::string_view kCase = "case";
constexpr std::size_t kMaxIds = 64;
constexpr std::size_t kPortion = 256;

// Households of the county's ledger: a number may be given once only, so whoever gives one sees them all.
Result<void> add_numbered_households(registry::RegistryReader& reader, std::vector<Linked>& rows) {
    registry::ListQuery query{
        .projector = std::string{DossierNumberProjector::kName}, .first_key = {}, .after = {}, .limit = kPortion};
    for (;;) {
        const std::vector<registry::ListRow> portion = TRY(reader.list(query));
        for (const registry::ListRow& row : portion) {
            rows.push_back({row.entity, std::string{kHousehold}, row.position.row});
        }
        if (portion.size() < kPortion) {
            return {};
        }
        query.after = portion.back().position;
    }
}

Result<void> add_linked(registry::RegistryReader& reader, std::string_view projector, EntityId id,
                        std::string_view dataset, std::vector<Linked>& rows) {
    std::vector<Linked> found = TRY(linked_to(reader, projector, id, dataset));
    std::ranges::move(found, std::back_inserter(rows));
    return {};
}

std::vector<EntityId> ids_in_order(std::vector<Linked> rows) {
    std::ranges::stable_sort(rows, {}, &Linked::order);
    std::vector<EntityId> ids;
    for (const Linked& row : rows) {
        if (std::ranges::find(ids, row.entity) == ids.end()) {
            ids.push_back(row.entity);
        }
    }
    return ids;
}

}  // namespace

MakesHousehold makes_household(const form::Definition& definition) {
    const bool makes = std::ranges::any_of(definition.entities(), [](const form::EntityDeclaration& entity) {
        return entity.dataset == kHousehold && entity.create != form::SchemaId::none;
    });
    return makes ? MakesHousehold::yes : MakesHousehold::no;
}

Bytes focus_of(std::span<const form::Prefill> prefills, MakesHousehold makes) {
    std::set<EntityId> ids;
    for (const form::Prefill& prefill : prefills) {
        if (const auto id = EntityId::parse(prefill.value); id && ids.size() < kMaxIds) {
            ids.insert(*id);
        }
    }
    if (ids.empty() && makes == MakesHousehold::no) {
        return {};
    }
    CborWriter out;
    out.array(ids.size());
    for (const EntityId& id : ids) {
        out.bytes(id.bytes());
    }
    return out.take();
}

Result<FormFocus> FormFocus::resolve(registry::RegistryReader& reader, ByteView frontier, const FindEntity& find) {
    FormFocus focus;
    if (frontier.empty()) {
        return focus;
    }
    CborReader in{frontier};
    const std::size_t count = TRY(in.array());
    focus.m_is_new_family = count == 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto id = TRY(in.fixed_bytes<EntityId::kSize>());
        TRY(focus.add(find, EntityId{id}));
    }
    TRY(in.finish());
    for (const EntityId& household : focus.m_households) {
        const auto people = TRY(linked_to(reader, HouseholdLinkProjector::kName, household, kPerson));
        for (const Linked& person : people) {
            focus.m_persons.insert(person.entity);
        }
    }
    return focus;
}

Result<void> FormFocus::add(const FindEntity& find, EntityId id) {
    const std::optional<registry::Entity> entity = TRY(find(id));
    if (!entity || !m_entities.emplace(entity->id, entity->dataset).second) {
        return {};
    }
    if (entity->dataset == kHousehold) {
        // Others may name any of the households that became this one.
        m_households.insert(entity->members.begin(), entity->members.end());
        return {};
    }
    if (entity->dataset == kPerson) {
        m_persons.insert(entity->members.begin(), entity->members.end());
    }
    for (const std::string_view property : {kHousehold, kLivesIn, kPerson, kCase}) {
        if (const auto other = entity->reference(property)) {
            TRY(add(find, *other));
        }
    }
    return {};
}

bool FormFocus::covers(const registry::DatasetSchema& dataset) const {
    const bool is_about_somebody = m_is_new_family || !m_households.empty() || !m_persons.empty();
    const bool is_of_it =
        std::ranges::any_of(m_entities, [&](const auto& entity) { return entity.second == dataset.name; });
    return (is_linked(dataset) || dataset.name == kHousehold) && (is_about_somebody || is_of_it);
}

Result<std::optional<std::vector<EntityId>>> FormFocus::rows_of(registry::RegistryReader& reader,
                                                                const registry::DatasetSchema& dataset) const {
    if (!covers(dataset)) {
        return std::optional<std::vector<EntityId>>{};
    }
    std::vector<Linked> rows;
    for (const auto& [entity, of] : m_entities) {
        if (of == dataset.name) {
            rows.push_back({entity, of, 0});
        }
        TRY(add_linked(reader, ParentLinkProjector::kName, entity, dataset.name, rows));
    }
    for (const EntityId& household : m_households) {
        TRY(add_linked(reader, HouseholdLinkProjector::kName, household, dataset.name, rows));
    }
    for (const EntityId& person : m_persons) {
        TRY(add_linked(reader, PersonLinkProjector::kName, person, dataset.name, rows));
    }
    if (dataset.name == kHousehold) {
        TRY(add_numbered_households(reader, rows));
    }
    return std::optional{ids_in_order(std::move(rows))};
}

}  // namespace daohu::casework
