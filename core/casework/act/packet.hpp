// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a department is told of a family: of what the county's routing lets it know (core/policy/packet.hpp) only the
// groups of facts that the referral names. Everything else does not exist for it. Values; any thread.

#include "core/policy/packet.hpp"
#include "core/registry/entity.hpp"

#include <span>

namespace daohu::casework {

struct PacketFact {
    std::string dataset;
    std::string property;
    EntityId entity;
    entry::Value value;
};

struct FilledPacket {
    EntityId referral;
    std::string body;
    std::string programme;
    std::string reason;      // in the sender's words, written for this body
    bool is_routed = false;  // the county's document sends this programme to this body
    std::vector<PacketFact> facts;
};

struct PacketRules {
    const policy::Pack& pack;
    const policy::Catalogue& catalogue;
    Date on;
};

// `known` are the entities that may be told of: the person or household referred, and what belongs to them. A value that
// is in conflict is left out: nobody knows yet which is right. Without a route only name and telephone go, so that the
// body can ask. Nothing secret is ever taken.
[[nodiscard]] FilledPacket fill_packet(const registry::Entity& referral, const PacketRules& rules,
                                       std::span<const registry::Entity> known);

}  // namespace daohu::casework
