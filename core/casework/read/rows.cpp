// SPDX-License-Identifier: Apache-2.0
#include "core/casework/read/rows.hpp"

#include "core/casework/facts/known_values.hpp"

namespace daohu::casework {

std::string_view text_in(const entry::Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string_view{} : std::string_view{*text};
}

std::optional<EntityId> reference_in(const entry::Value& value) {
    const auto id = entry::referenced_entity(value);
    return id ? std::optional{*id} : std::nullopt;
}

std::optional<Date> day_in(const entry::Value& value) {
    const auto day = Date::parse(text_in(value));
    return day ? std::optional{*day} : std::nullopt;
}

std::optional<WallTime> moment_in(const entry::Value& value) {
    const auto* millis = std::get_if<std::int64_t>(&value);
    return millis == nullptr || *millis == 0 ? std::nullopt
                                             : std::optional{WallTime{std::chrono::milliseconds{*millis}}};
}

std::vector<EntityId> references_listed_in(const entry::Value& value) {
    std::vector<EntityId> found;
    for (const std::string& word : words_of(text_in(value))) {
        if (const auto id = EntityId::parse(word)) {
            found.push_back(*id);
        }
    }
    return found;
}

entry::Value shown_value(const registry::Entity& entity, std::string_view property) {
    const entry::Value* value = entity.displayed(property);
    return value == nullptr ? entry::Value{entry::NullState::blank} : *value;
}

std::int64_t shown_moment(const registry::Entity& entity, std::string_view property) {
    const policy::Known<WallTime> moment = moment_fact(entity, property);
    return moment.is_answered() ? moment.find()->time_since_epoch().count() : 0;
}

std::string listed(const std::vector<EntityId>& entities) {
    std::string ids;
    for (const EntityId& id : entities) {
        ids += (ids.empty() ? "" : " ") + id.to_string();
    }
    return ids;
}

std::string_view text_of(const registry::RowKey& key) {
    const auto* text = std::get_if<std::string>(&key);
    return text == nullptr ? std::string_view{} : std::string_view{*text};
}

}  // namespace daohu::casework
