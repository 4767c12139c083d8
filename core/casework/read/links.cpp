// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/links.hpp"

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

constexpr std::string_view kHousehold = "household";
constexpr std::string_view kLivesIn = "lives_in";
constexpr std::string_view kPerson = "person";
// What a record may be part of; the first that it names counts.
constexpr std::array<std::string_view, 6> kParents{"first_aid", "application", "referral", "notice", "damage", "case"};

constexpr std::size_t kPortion = 256;

registry::ProjectedRow row_of(const registry::Entity& entity, EntityId of) {
    return {{of.to_string(), entity.dataset, -recorded_at(entity)}, {}};
}

std::optional<registry::ProjectedRow> row_by(const registry::Entity& entity, std::string_view property) {
    const std::optional<EntityId> of = entity.reference(property);
    return of ? std::optional{row_of(entity, *of)} : std::nullopt;
}

}  // namespace

std::int64_t recorded_at(const registry::Entity& entity) {
    if (!entity.status_register) {
        return 0;
    }
    return entity.status_register->siblings.back().by.hlc.time().time_since_epoch().count();
}

std::optional<registry::ProjectedRow> HouseholdLinkProjector::project(const registry::Entity& entity) const {
    return row_by(entity, entity.dataset == kPerson ? kLivesIn : kHousehold);
}

std::optional<registry::ProjectedRow> PersonLinkProjector::project(const registry::Entity& entity) const {
    return row_by(entity, kPerson);
}

std::optional<registry::ProjectedRow> ParentLinkProjector::project(const registry::Entity& entity) const {
    for (const std::string_view parent : kParents) {
        if (auto row = row_by(entity, parent)) {
            return row;
        }
    }
    return std::nullopt;
}

std::optional<registry::ProjectedRow> DossierNumberProjector::project(const registry::Entity& entity) const {
    const auto number = entity.text("dossier_no");
    if (entity.dataset != kHousehold || !number || number->empty()) {
        return std::nullopt;
    }
    return registry::ProjectedRow{{std::string{*number}, entity.id.to_string(), std::int64_t{0}}, {}};
}

bool is_linked(const registry::DatasetSchema& dataset) {
    return dataset.find(kHousehold) != nullptr || dataset.find(kPerson) != nullptr ||
           dataset.find(kLivesIn) != nullptr ||
           std::ranges::any_of(kParents, [&](std::string_view parent) { return dataset.find(parent) != nullptr; });
}

Result<std::vector<Linked>> linked_to(registry::RegistryReader& reader, std::string_view projector, EntityId id,
                                      std::string_view dataset) {
    std::vector<Linked> found;
    registry::ListQuery query{
        .projector = std::string{projector}, .first_key = id.to_string(), .after = {}, .limit = kPortion};
    for (;;) {
        const std::vector<registry::ListRow> rows = TRY(reader.list(query));
        for (const registry::ListRow& row : rows) {
            const std::string& of = std::get<std::string>(row.position.keys[1]);
            if (dataset.empty() || of == dataset) {
                found.push_back({row.entity, of, row.position.row});
            }
        }
        if (rows.size() < kPortion) {
            break;
        }
        query.after = rows.back().position;
    }
    std::ranges::sort(found, {}, &Linked::order);
    return found;
}

}  // namespace daohu::casework
