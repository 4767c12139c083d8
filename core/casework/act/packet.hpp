// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a department is told of a family: only what the county's routing lists for the programme, and of that only the
// groups of facts that the referral names. Everything else does not exist for it. Values; any thread.

#include "core/policy/pack.hpp"
#include "core/registry/entity.hpp"

#include <span>

namespace daohu::casework {

struct PacketFact {
    std::string dataset;
    std::string property;
    EntityId entity;
    entry::Value value;
};

struct Packet {
    EntityId referral;
    std::string body;
    std::string programme;
    std::string reason;      // in the sender's words, written for this body
    bool is_routed = false;  // the county's document sends this programme to this body
    std::vector<PacketFact> facts;
};

// The group of facts (code list fact_group) that a property belongs to; nothing for what goes with every referral.
[[nodiscard]] std::optional<std::string_view> fact_group_of(std::string_view dataset, std::string_view property);

// `known` are the entities that may be told of: the person or household referred, and what belongs to them. A value that
// is in conflict is left out: nobody knows yet which is right. Without a route only name and telephone go, so that the
// body can ask. Nothing secret is ever taken.
[[nodiscard]] Packet make_packet(const registry::Entity& referral, const policy::Pack& pack,
                                 std::span<const registry::Entity> known);

}  // namespace daohu::casework
