// SPDX-License-Identifier: Apache-2.0
#include "ui/model/household_names.hpp"

namespace daohu::model {

namespace {

std::string text_of(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

}  // namespace

std::string place_of(const registry::Entity& household) {
    std::string place = text_of(household, "village_group");
    const std::string address = text_of(household, "address");
    if (!place.empty() && !address.empty()) {
        place += ' ';
    }
    return place + address;
}

Result<HouseholdName> household_name(registry::RegistryReader& registry, EntityId subject) {
    HouseholdName name;
    const auto entity = TRY(registry.find(subject));
    if (!entity) {
        return name;
    }
    if (entity->dataset == "person") {
        name.name = text_of(*entity, "full_name");
        if (const auto home = entity->reference("lives_in")) {
            if (const auto household = TRY(registry.find(*home))) {
                name.place = place_of(*household);
            }
        }
        return name;
    }
    if (entity->dataset != "household") {
        const auto about = entity->reference("person") ? entity->reference("person") : entity->reference("household");
        return about && *about != subject ? household_name(registry, *about) : Result<HouseholdName>{name};
    }
    name.place = place_of(*entity);
    if (const auto head = entity->reference("head")) {
        if (const auto person = TRY(registry.find(*head))) {
            name.name = text_of(*person, "full_name");
        }
    }
    return name;
}

}  // namespace daohu::model
