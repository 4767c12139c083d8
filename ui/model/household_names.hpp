// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a household is called on lists: by its head, and where it lies. On the reader's thread (the UI's).

#include "core/casework/read/context.hpp"
#include "core/casework/read/portions.hpp"

#include <map>
#include <optional>
#include <string>

namespace daohu::model {

struct HouseholdName {
    std::string name;  // of the head, else of somebody who lives there; empty where nobody is known
    std::string place;
};

using NameHousehold = std::function<HouseholdName(EntityId household)>;

// By the id of a household, of a person, or of a record about either.
[[nodiscard]] Result<HouseholdName> household_name(registry::RegistryReader& registry, EntityId subject);

// The same for many, in portions. `whom` is asked when its turn has come; `names` outlive the reading.
using KnownNames = std::map<EntityId, HouseholdName>;
[[nodiscard]] casework::Portions::Reading all_names(registry::RegistryReader& registry,
                                                    std::function<std::vector<EntityId>()> whom, KnownNames& names);
[[nodiscard]] NameHousehold names_from(const KnownNames& names);

// "group 3 house 5", as far as it is known; an address that begins with its group says all of it.
[[nodiscard]] std::string place_of(const std::string& group, const std::string& address);
[[nodiscard]] std::string place_of(const registry::Entity& household);

}  // namespace daohu::model
