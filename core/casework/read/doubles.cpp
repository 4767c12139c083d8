// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/doubles.hpp"

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

bool differ(const Entity& one, const Entity& other, std::string_view property) {
    const std::string a = text_or_empty(one, property);
    const std::string b = text_or_empty(other, property);
    return !a.empty() && !b.empty() && a != b;
}

std::optional<LikelyDouble> compare(const Entity& one, const Entity& other, const std::string& name) {
    if (one.id == other.id || differ(one, other, "id_number") || differ(one, other, "birth_date")) {
        return std::nullopt;
    }
    const std::string number = text_or_empty(one, "id_number");
    return LikelyDouble{.one = one.id,
                        .other = other.id,
                        .name = name,
                        .same_id_number = !number.empty() && number == text_or_empty(other, "id_number")};
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
