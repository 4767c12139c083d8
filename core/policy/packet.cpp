// SPDX-License-Identifier: Apache-2.0
#include "core/policy/packet.hpp"

#include "core/policy/facts_codes.hpp"
#include "core/policy/json_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace daohu::policy {
namespace {

template <class List, class Item>
bool holds(const List& list, const Item& item) {
    return std::ranges::find(list, item) != list.end();
}

bool is_there_on(const Body& body, Date day) {
    return (!body.valid_from || *body.valid_from <= day) && (!body.valid_to || day <= *body.valid_to);
}

void add_packets(const Pack& pack, const Route& route, Date on, std::vector<Packet>& into) {
    for (const std::string& id : route.to) {
        const auto body = std::ranges::find(pack.bodies, id, &Body::id);
        const bool known = std::ranges::find(into, id, &Packet::body) != into.end();
        if (body == pack.bodies.end() || known || !is_there_on(*body, on)) {
            continue;
        }
        const Document& document = pack.document(route.owner, route.document);
        into.push_back(Packet{id, body->label, route.programme, route.lead == id, route.shares,
                              Citation{route.owner, document.number, document.title, route.clause, {}}});
    }
}

// Faults of one share of a route.
void check_share(const Route& route, const std::string& share, const std::string& where, const Catalogue& catalogue,
                 FaultSink& sink) {
    const FactDefinition* fact = catalogue.find_fact(share);
    if (fact == nullptr) {
        sink.add(FaultKind::unknown_code, where, share + " is no fact that a packet can hold");
        return;
    }
    for (const std::string& body : route.to) {
        if (!fact->bodies.empty() && !holds(fact->bodies, body)) {
            sink.add(FaultKind::bad_value, where, fmt::format("{} is not for {}", share, body));
        }
    }
}

}  // namespace

bool Packet::may_hold(std::string_view fact) const { return holds(facts, fact); }

std::vector<std::string> Packet::refuse(const std::vector<std::string>& facts_wanted) const {
    std::vector<std::string> refused;
    std::ranges::copy_if(facts_wanted, std::back_inserter(refused),
                         [&](const std::string& fact) { return !may_hold(fact); });
    return refused;
}

std::vector<Packet> packets(const Pack& pack, const Referral& referral, Date on) {
    std::vector<Packet> made;
    for (const bool for_the_cause : {true, false}) {
        for (const Route& route : pack.routes) {
            const bool fits =
                for_the_cause ? !route.cause.empty() && route.cause == referral.cause : route.cause.empty();
            if (fits && route.programme == referral.programme) {
                add_packets(pack, route, on, made);
            }
        }
    }
    return made;
}

std::optional<Packet> packet_to(const Pack& pack, const Referral& referral, std::string_view body, Date on) {
    std::vector<Packet> all = packets(pack, referral, on);
    const auto found = std::ranges::find(all, body, &Packet::body);
    return found == all.end() ? std::nullopt : std::optional{std::move(*found)};
}

std::vector<std::string> groups_of(const Packet& packet, const Catalogue& catalogue) {
    std::vector<std::string> groups;
    for (const std::string& fact : packet.facts) {
        const FactDefinition* definition = catalogue.find_fact(fact);
        if (definition != nullptr && !holds(groups, definition->group)) {
            groups.push_back(definition->group);
        }
    }
    return groups;
}

void check_routes(const Pack& pack, const Catalogue& catalogue, Faults& faults) {
    FaultSink sink{"bodies.json", faults};
    std::vector<std::tuple<std::string, std::string, std::string>> seen;  // programme, cause, body
    for (std::size_t index = 0; index < pack.routes.size(); ++index) {
        const Route& route = pack.routes[index];
        const std::string where = item_path("routes", index);
        if (std::ranges::find(pack.programmes, route.programme, &NamedClause::id) == pack.programmes.end()) {
            sink.add(FaultKind::unknown_code, where + ".programme", route.programme + " is not among the programmes");
        }
        if (!route.cause.empty() && !holds(codes::kHardship.codes, route.cause)) {
            sink.add(FaultKind::unknown_code, where + ".cause", route.cause + " is no kind of hardship");
        }
        for (const std::string& body : route.to) {
            auto key = std::tuple{route.programme, route.cause, body};
            if (holds(seen, key)) {
                sink.add(FaultKind::duplicate_key, where + ".to",
                         fmt::format("{} is named twice for {}", body, route.programme));
            }
            seen.push_back(std::move(key));
        }
        for (const std::string& share : route.shares) {
            check_share(route, share, where + ".shares", catalogue, sink);
        }
    }
}

}  // namespace daohu::policy
