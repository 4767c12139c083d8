// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/doubles.hpp"

#include "core/base/partial_date.hpp"
#include "core/casework/act/visibility.hpp"
#include "core/casework/open_entities.hpp"
#include "core/casework/read/rows.hpp"
#include "core/casework/read/village_rows.hpp"

#include <algorithm>
#include <map>

namespace daohu::casework {

namespace {

using registry::Entity;

// More of one name than this are namesakes, not doubles.
constexpr std::size_t kNamesakes = 8;

using PeopleByName = std::map<std::string, std::vector<EntityId>, std::less<>>;

Result<PeopleByName> people_by_name(const ReadContext& context) {
    PeopleByName people;
    TRY(walk_rows(context.registry, ResidentProjector::kName, {}, [&](const registry::ListRow& row) {
        const std::string_view name = text_in(row.columns[ResidentProjector::full_name]);
        if (!name.empty()) {
            people[std::string{name}].push_back(row.entity);
        }
        return Walk::on;
    }));
    return people;
}

// The last sign of an id number is written x or X.
std::string id_number(const Entity& person) {
    std::string number = text_or_empty(person, "id_number");
    std::ranges::replace(number, 'x', 'X');
    return number;
}

bool have_different_numbers(const Entity& one, const Entity& other) {
    const std::string a = id_number(one);
    const std::string b = id_number(other);
    return !a.empty() && !b.empty() && a != b;
}

// "1956" and "1956-02-01" may be one day.
bool are_born_on_different_days(const Entity& one, const Entity& other) {
    const auto a = PartialDate::parse(text_or_empty(one, "birth_date"));
    const auto b = PartialDate::parse(text_or_empty(other, "birth_date"));
    return a && b && (a->latest() < b->earliest() || b->latest() < a->earliest());
}

std::optional<LikelyDouble> compare(const Entity& one, const Entity& other, const std::string& name) {
    if (one.id == other.id || have_different_numbers(one, other) || are_born_on_different_days(one, other)) {
        return std::nullopt;
    }
    const std::string number = id_number(one);
    return LikelyDouble{.one = one.id,
                        .other = other.id,
                        .name = name,
                        .same_id_number = !number.empty() && number == id_number(other)};
}

Result<std::vector<Entity>> entities_of(const ReadContext& context, const std::vector<EntityId>& ids) {
    std::vector<Entity> entities;
    for (const EntityId id : ids) {
        auto entity = TRY(context.registry.find(id));
        if (entity && entity->exists() && !is_secret(*entity)) {
            entities.push_back(std::move(*entity));
        }
    }
    return entities;
}

}  // namespace

std::optional<registry::ProjectedRow> MergedProjector::project(const Entity& entity) const {
    const bool is_person = entity.dataset == "person";
    if (entity.members.size() < 2 || is_secret(entity) || (!is_person && entity.dataset != "household")) {
        return std::nullopt;
    }
    return registry::ProjectedRow{{std::int64_t{is_person ? 0 : 1}, entity.id.to_string(), std::int64_t{0}},
                                  {static_cast<std::int64_t>(entity.members.size())}};
}

Result<std::vector<Merged>> merged_ones(const ReadContext& context) {
    const std::vector<registry::ListRow> rows = TRY(context.registry.list(
        {.projector = std::string{MergedProjector::kName}, .first_key = {}, .after = {}, .limit = kMaxDoubles}));
    std::vector<Merged> merged;
    for (const registry::ListRow& row : rows) {
        merged.push_back({row.entity, static_cast<std::size_t>(std::get<std::int64_t>(row.columns.front()))});
    }
    return merged;
}

Result<std::vector<LikelyDouble>> likely_doubles(const ReadContext& context) {
    const PeopleByName people = TRY(people_by_name(context));
    std::vector<LikelyDouble> doubles;
    for (const auto& [name, ids] : people) {
        if (ids.size() < 2 || ids.size() > kNamesakes) {
            continue;
        }
        const std::vector<Entity> alike = TRY(entities_of(context, ids));
        for (std::size_t i = 0; i < alike.size(); ++i) {
            for (std::size_t j = i + 1; j < alike.size(); ++j) {
                if (auto both = compare(alike[i], alike[j], name)) {
                    doubles.push_back(std::move(*both));
                }
            }
        }
    }
    std::ranges::stable_sort(doubles, std::ranges::greater{}, &LikelyDouble::same_id_number);
    doubles.resize(std::min(doubles.size(), kMaxDoubles));
    return doubles;
}

}  // namespace daohu::casework
