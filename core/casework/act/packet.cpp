// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/packet.hpp"

#include "core/base/words.hpp"
#include "core/casework/act/visibility.hpp"

#include <algorithm>
#include <array>

namespace daohu::casework {

namespace {

// What bodies are told where the document names no route: whom it is about and how to reach them.
constexpr std::array<std::string_view, 2> kLeast{"person.full_name", "household.contact_phone"};

std::string text_of(const registry::Entity& entity, std::string_view property) {
    return std::string{entity.text(property).value_or("")};
}

bool is_named(std::string_view codes, std::string_view code) {
    return (" " + std::string{codes} + " ").find(" " + std::string{code} + " ") != std::string::npos;
}

// The causes that somebody wrote down, and none: the document may send the matter elsewhere for one of them.
std::vector<std::string> causes_of(std::span<const registry::Entity> known) {
    std::vector<std::string> causes;
    for (const registry::Entity& entity : known) {
        const std::string codes =
            entity.dataset == "case" && !is_secret(entity) ? text_of(entity, "hardship_kinds") : "";
        for (const std::string_view code : split_words(codes)) {
            causes.emplace_back(code);
        }
    }
    causes.emplace_back();
    return causes;
}

std::optional<policy::Packet> route_of(const FilledPacket& packet, const PacketRules& rules,
                                       std::span<const registry::Entity> known) {
    for (const std::string& cause : causes_of(known)) {
        auto route = policy::packet_to(rules.pack, {packet.programme, cause}, packet.body, rules.on);
        if (route) {
            return route;
        }
    }
    return std::nullopt;
}

// Whom a referral is about always goes with it.
bool is_wanted(std::string_view fact, std::string_view groups, const policy::Catalogue& catalogue) {
    const policy::FactDefinition* definition = catalogue.find_fact(fact);
    const bool is_matter_itself = definition != nullptr && definition->group.empty();
    return fact == kLeast.front() || is_matter_itself || (definition != nullptr && is_named(groups, definition->group));
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

void add_fact(FilledPacket& packet, const registry::Entity& entity, std::string_view property) {
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

FilledPacket fill_packet(const registry::Entity& referral, const PacketRules& rules,
                         std::span<const registry::Entity> known) {
    FilledPacket packet{.referral = referral.id,
                        .body = text_of(referral, "body"),
                        .programme = text_of(referral, "programme"),
                        .reason = text_of(referral, "reason"),
                        .is_routed = false,
                        .facts = {}};
    const std::string groups = text_of(referral, "facts_shared");
    const auto route = route_of(packet, rules, known);
    packet.is_routed = route.has_value();
    const std::vector<std::string> least{kLeast.begin(), kLeast.end()};
    for (const std::string& fact : route ? route->facts : least) {
        if (route && !is_wanted(fact, groups, rules.catalogue)) {
            continue;
        }
        const std::size_t dot = fact.find('.');
        const std::string_view dataset = std::string_view{fact}.substr(0, dot);
        const std::string_view property =
            dot == std::string::npos ? std::string_view{} : std::string_view{fact}.substr(dot + 1);
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
