// SPDX-License-Identifier: Apache-2.0
#pragma once

// Before a person or a family is written down anew: who is there already that may be the same. It only proposes; a
// person decides, and same_as can be undone. Reads on the reader's thread.
//
// An id number is mistyped, shared and absent often enough that it is no key: it is one likeness among others.

#include "core/registry/registry_reader.hpp"

namespace daohu::registry {

// What is known of somebody about to be written down. Empty texts are unknown.
struct PersonSketch {
    std::string name;
    std::string id_number;
    std::string phone;
    std::string birth_date;  // "1948", "1948-05", "1948-05-20"
};

enum class Likeness : std::uint8_t { same_id_number, same_phone, same_name, sounds_alike };

struct LikelyPerson {
    EntityId person;
    std::optional<EntityId> household;  // where the person is known to live
    std::set<Likeness> likeness;        // never empty
    bool birth_date_differs = false;    // both are known and disagree
    bool is_closed = false;             // moved or died

    // More means more alike; only for ordering.
    [[nodiscard]] int weight() const;
};

struct LikelyFamily {
    EntityId household;
    std::vector<LikelyPerson> members;  // the likeliest first

    [[nodiscard]] int weight() const;
};

// How many are proposed at most: a longer list is not read.
inline constexpr std::size_t kMaxProposals = 20;

// The likeliest first. In `stream` only, where given.
[[nodiscard]] Result<std::vector<LikelyPerson>> likely_persons(RegistryReader& registry, const PersonSketch& sketch,
                                                               std::optional<StreamId> stream = {});
// Families in which somebody is like one of `members`; the likeliest first.
[[nodiscard]] Result<std::vector<LikelyFamily>>
likely_families(RegistryReader& registry, std::span<const PersonSketch> members, std::optional<StreamId> stream = {});

}  // namespace daohu::registry
