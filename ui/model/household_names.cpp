// SPDX-License-Identifier: Apache-2.0
#include "ui/model/household_names.hpp"

namespace daohu::model {

namespace {

constexpr std::string_view kPerson = "person";
constexpr std::string_view kHousehold = "household";
constexpr int kMostHops = 3;
constexpr std::size_t kNamesAtOnce = 16;
const std::string kHiddenSigns = "****";  // before the last signs of a number

bool is_whom(const registry::Entity& entity) { return entity.dataset == kPerson || entity.dataset == kHousehold; }

std::string text_of(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

// The village, and the last signs of the number: enough to find the person, and nothing else.
std::string place_on_list(const registry::Entity& line) {
    const std::string tail = text_of(line, "id_last4");
    const std::string village = text_of(line, "village");
    if (tail.empty()) {
        return village;
    }
    return village.empty() ? kHiddenSigns + tail : village + ' ' + kHiddenSigns + tail;
}

// Whom a record is about; a record about a case is about whom the case is about.
std::optional<EntityId> subject_of(const registry::Entity& record) {
    for (const std::string_view property : {kPerson, kHousehold, std::string_view{"case"}}) {
        if (const auto subject = record.reference(property); subject && *subject != record.id) {
            return subject;
        }
    }
    return std::nullopt;
}

}  // namespace

std::string place_of(const std::string& group, const std::string& address) {
    if (group.empty() || address.starts_with(group)) {
        return address.empty() ? group : address;
    }
    return address.empty() ? group : group + ' ' + address;
}

std::string place_of(const registry::Entity& household) {
    return place_of(text_of(household, "village_group"), text_of(household, "address"));
}

Result<HouseholdName> household_name(registry::RegistryReader& registry, EntityId subject) {
    HouseholdName name;
    auto entity = TRY(registry.find(subject));
    // Records may name each other in a circle.
    for (int hop = 0; entity && !is_whom(*entity) && hop < kMostHops; ++hop) {
        const auto about = subject_of(*entity);
        if (!about) {
            // Somebody who is known from a list only, as whoever sent it wrote.
            name.name = text_of(*entity, "person_name");
            name.place = place_on_list(*entity);
            return name;
        }
        entity = TRY(registry.find(*about));
    }
    if (!entity || !is_whom(*entity)) {
        return name;
    }
    if (entity->dataset == kPerson) {
        name.name = text_of(*entity, "full_name");
        if (const auto home = entity->reference("lives_in")) {
            if (const auto household = TRY(registry.find(*home))) {
                name.place = place_of(*household);
            }
        }
        return name;
    }
    name.place = place_of(*entity);
    if (const auto head = entity->reference("head")) {
        if (const auto person = TRY(registry.find(*head))) {
            name.name = text_of(*person, "full_name");
        }
    }
    return name;
}

casework::Portions::Reading all_names(registry::RegistryReader& registry, std::function<std::vector<EntityId>()> whom,
                                      KnownNames& names) {
    return casework::each_of(
        std::move(whom),
        [&registry, &names](EntityId subject) -> Result<void> {
            names.insert_or_assign(subject, household_name(registry, subject).value_or(HouseholdName{}));
            return {};
        },
        kNamesAtOnce);
}

NameHousehold names_from(const KnownNames& names) {
    return [&names](EntityId subject) {
        const auto known = names.find(subject);
        return known == names.end() ? HouseholdName{} : known->second;
    };
}

}  // namespace daohu::model
