// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/village_rows.hpp"

#include "core/base/counting_key.hpp"
#include "core/casework/facts/known_values.hpp"
#include "core/casework/read/rows.hpp"

#include <algorithm>

namespace daohu::casework {

namespace {

using registry::Entity;
using registry::ProjectedRow;

bool is_open(const Entity& entity, std::string_view dataset) {
    return entity.dataset == dataset && entity.status == registry::EntityStatus::open;
}

std::string aliases_of(const Entity& entity) {
    return entity.members.size() > 1 ? listed(entity.members) : std::string{};
}

std::string owned(const std::optional<std::string_view>& text) { return std::string{text.value_or("")}; }

}  // namespace

std::optional<ProjectedRow> HouseholdProjector::project(const Entity& entity) const {
    const std::string_view status = entity.text("status").value_or("");
    if (!is_open(entity, "household") || (!status.empty() && status != "active")) {
        return std::nullopt;
    }
    ProjectedRow row{{owned(entity.text("division_residence")), counting_key(entity.text("village_group").value_or("")),
                      entity.id.to_string()},
                     {}};
    row.columns.resize(column_count);
    row.columns[head] = shown_value(entity, "head");
    row.columns[village_group] = shown_value(entity, "village_group");
    row.columns[division] = shown_value(entity, "division_residence");
    row.columns[dossier_no] = shown_value(entity, "dossier_no");
    row.columns[aliases] = aliases_of(entity);
    row.columns[is_conflicted] = !entity.conflicts().empty();
    return row;
}

std::optional<ProjectedRow> ResidentProjector::project(const Entity& entity) const {
    const auto home = entity.reference("lives_in");
    const bool has_gone =
        !entity.text("death_date").value_or("").empty() || !entity.text("left_date").value_or("").empty();
    if (!is_open(entity, "person") || !home || has_gone || entity.text("living_together") == "no") {
        return std::nullopt;
    }
    // "0" is the head; whoever has no relation on record stands last.
    const std::string relation_code = owned(entity.text("relation_to_head"));
    ProjectedRow row{{home->to_string(), relation_code.empty() ? "9" : relation_code, entity.id.to_string()}, {}};
    row.columns.resize(column_count);
    row.columns[full_name] = shown_value(entity, "full_name");
    row.columns[relation] = shown_value(entity, "relation_to_head");
    row.columns[aliases] = aliases_of(entity);
    return row;
}

std::optional<ProjectedRow> VisitProjector::project(const Entity& entity) const {
    const auto home = entity.reference("household");
    if (!is_open(entity, "visit") || !home) {
        return std::nullopt;
    }
    const std::int64_t began = shown_moment(entity, "started_at");
    ProjectedRow row{{home->to_string(), -began, entity.id.to_string()}, {}};
    row.columns.resize(column_count);
    row.columns[started_at] = began;
    row.columns[nobody_home] = entity.text("nobody_home") == "yes";
    row.columns[met] = listed(references_in(entity, "met_whom"));
    row.columns[place] = shown_value(entity, "place");
    row.columns[purposes] = shown_value(entity, "purposes");
    return row;
}

std::optional<ProjectedRow> RecurringAidProjector::project(const Entity& entity) const {
    const auto home = entity.reference("household");
    const bool is_single = entity.text("period") == "once" || !entity.text("given_on").value_or("").empty();
    if (!is_open(entity, "aid_held") || !home || is_single) {
        return std::nullopt;
    }
    ProjectedRow row{{home->to_string(), owned(entity.text("programme")), entity.id.to_string()}, {}};
    row.columns.resize(column_count);
    row.columns[programme] = shown_value(entity, "programme");
    row.columns[from] = shown_value(entity, "from");
    row.columns[until] = shown_value(entity, "until");
    return row;
}

}  // namespace daohu::casework
