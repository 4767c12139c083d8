// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/packet.hpp"

#include "core/casework/act/visibility.hpp"

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

struct Group {
    std::string_view dataset;
    std::string_view property;  // empty: the rest of the dataset
    std::string_view group;
};

// The first line that fits counts.
constexpr std::array kGroups{
    Group{"person", "phone", "contact"},
    Group{"person", "illness", "medical"},
    Group{"person", "health_state", "medical"},
    Group{"person", "labour_ability", "employment"},
    Group{"person", "work_state", "employment"},
    Group{"person", "studying", "school"},
    Group{"person", "education_level", "school"},
    Group{"person", "supporter_role", "economy"},
    Group{"person", "supporter_capacity", "economy"},
    Group{"person", "supporter_reason", "economy"},
    Group{"person", "", "identity"},
    Group{"household", "contact_phone", "contact"},
    Group{"household", "living_together_count", "economy"},
    Group{"household", "", "address"},
    Group{"income", "", "economy"},
    Group{"property", "", "economy"},
    Group{"expense", "", "economy"},
    Group{"medical", "", "medical"},
    Group{"selfcare", "", "medical"},
    Group{"education", "", "school"},
    Group{"housing", "", "housing"},
    Group{"damage", "", "housing"},
    Group{"employment", "", "employment"},
    Group{"disability", "", "disability"},
    Group{"child", "", "child"},
};

// What bodies are told where the document names no route: whom it is about and how to reach them.
constexpr std::array<std::string_view, 2> kLeast{"person.full_name", "household.contact_phone"};

std::string text_of(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

bool is_named(std::string_view codes, std::string_view code) {
    return (" " + std::string{codes} + " ").find(" " + std::string{code} + " ") != std::string::npos;
}

const policy::Route* find_route(const policy::Pack& pack, std::string_view programme, std::string_view body) {
    const auto found = std::ranges::find_if(pack.routes, [&](const policy::Route& route) {
        return route.programme == programme && std::ranges::find(route.to, body) != route.to.end();
    });
    return found == pack.routes.end() ? nullptr : &*found;
}

// Of bills, only those of the kind the programme is about.
bool is_of_programme(const registry::Entity& entity, std::string_view programme) {
    return entity.dataset != "expense" || entity.text("kind") == programme;
}

// The person referred and whoever is only named by the family's facts: nobody else's person.* leaves the house.
bool is_meant(const registry::Entity& entity, const registry::Entity& referral) {
    const auto person = referral.reference("person");
    if (!person) {
        return true;
    }
    const auto about = entity.dataset == "person" ? std::optional{entity.id} : entity.reference("person");
    return !about || about == person || std::ranges::find(entity.members, *person) != entity.members.end();
}

void add_fact(Packet& packet, const registry::Entity& entity, std::string_view property) {
    const registry::Register* known = entity.find(property);
    if (known == nullptr || known->agreement == registry::Agreement::conflict || entry::is_null(known->displayed())) {
        return;
    }
    packet.facts.push_back({.dataset = entity.dataset,
                            .property = std::string{property},
                            .entity = entity.id,
                            .value = known->displayed()});
}

}  // namespace

std::optional<std::string_view> fact_group_of(std::string_view dataset, std::string_view property) {
    if (dataset == "person" && property == "full_name") {
        return std::nullopt;
    }
    const auto* const found = std::ranges::find_if(kGroups, [&](const Group& group) {
        return group.dataset == dataset && (group.property.empty() || group.property == property);
    });
    return found == kGroups.end() ? std::nullopt : std::optional{found->group};
}

Packet make_packet(const registry::Entity& referral, const policy::Pack& pack,
                   std::span<const registry::Entity> known) {
    Packet packet{.referral = referral.id,
                  .body = text_of(referral, "body"),
                  .programme = text_of(referral, "programme"),
                  .reason = text_of(referral, "reason"),
                  .is_routed = false,
                  .facts = {}};
    const std::string groups = text_of(referral, "facts_shared");
    const policy::Route* route = find_route(pack, packet.programme, packet.body);
    packet.is_routed = route != nullptr;
    std::vector<std::string> shares{kLeast.begin(), kLeast.end()};
    if (route != nullptr) {
        shares = route->shares;
    }
    for (const std::string& share : shares) {
        const std::size_t dot = share.find('.');
        const std::string_view dataset = std::string_view{share}.substr(0, dot);
        const std::string_view property =
            dot == std::string::npos ? std::string_view{} : std::string_view{share}.substr(dot + 1);
        const auto group = fact_group_of(dataset, property);
        if (route != nullptr && group && !is_named(groups, *group)) {
            continue;
        }
        for (const registry::Entity& entity : known) {
            if (entity.dataset == dataset && !is_secret(entity) && is_of_programme(entity, packet.programme) &&
                is_meant(entity, referral)) {
                add_fact(packet, entity, property);
            }
        }
    }
    return packet;
}

}  // namespace daohu::casework
