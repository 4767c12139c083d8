// SPDX-License-Identifier: Apache-2.0
#include "core/casework/case_projector.hpp"

#include "core/casework/act/visibility.hpp"

namespace daohu::casework {

namespace {

entry::Value shown(const registry::Entity& entity, std::string_view property) {
    const entry::Value* value = entity.displayed(property);
    return value == nullptr ? entry::Value{entry::NullState::blank} : *value;
}

// When the case was first written about, by the clock of whoever wrote.
std::int64_t recorded_at(const registry::Entity& entity) {
    if (!entity.status_register) {
        return 0;
    }
    return entity.status_register->siblings.back().by.hlc.time().time_since_epoch().count();
}

}  // namespace

std::optional<registry::ProjectedRow> CaseProjector::project(const registry::Entity& entity) const {
    if (entity.dataset != "case" || is_secret(entity)) {
        return std::nullopt;
    }
    registry::ProjectedRow row;
    row.keys = {registry::RowKey{-recorded_at(entity)}, registry::RowKey{entity.id.to_string()},
                registry::RowKey{std::int64_t{0}}};
    row.columns.resize(column_count);
    row.columns[person] = shown(entity, "person");
    row.columns[place] = shown(entity, "place");
    row.columns[hardship] = shown(entity, "hardship_kinds");
    row.columns[urgency] = shown(entity, "urgency");
    row.columns[status] = std::string{entity.status == registry::EntityStatus::open ? "open" : "closed"};
    return row;
}

std::optional<registry::ProjectedRow> PersonCaseProjector::project(const registry::Entity& entity) const {
    const std::optional<EntityId> person = entity.reference("person");
    if (entity.dataset != "case" || !person || is_secret(entity)) {
        return std::nullopt;
    }
    return registry::ProjectedRow{{person->to_string(), -recorded_at(entity), entity.id.to_string()}, {}};
}

}  // namespace daohu::casework
