// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything the registers hold about one household, or about one person who belongs to none: read once, then looked at
// from several sides. On the reader's thread while it loads; a value afterwards.

#include "core/registry/registry_reader.hpp"

#include <map>
#include <optional>
#include <vector>

namespace daohu::casework {

class HouseholdRecords {
public:
    // By a household, or by a person: the household he lives in, else what there is about himself. not_found where
    // nothing is known about `subject`.
    [[nodiscard]] static Result<HouseholdRecords> load(registry::RegistryReader& registry, EntityId subject);

    // Nothing for a person without one.
    [[nodiscard]] const std::optional<registry::Entity>& household() const { return m_household; }
    // Those who are or were its members, in the order they were first written about here.
    [[nodiscard]] const std::vector<registry::Entity>& persons() const { return m_persons; }
    // What is open of a dataset, of the household and of its people, in that order; each once.
    [[nodiscard]] const std::vector<registry::Entity>& of(std::string_view dataset) const;
    // The last of them that names the person.
    [[nodiscard]] const registry::Entity* newest_of(std::string_view dataset, EntityId person) const;
    // By dataset, in alphabetical order.
    [[nodiscard]] const std::map<std::string, std::vector<registry::Entity>, std::less<>>& all() const {
        return m_records;
    }
    [[nodiscard]] const registry::Entity* find(EntityId record) const;

private:
    Result<void> add_person(registry::RegistryReader& registry, EntityId id);
    Result<void> add_linked(registry::RegistryReader& registry, std::string_view projector, EntityId id);
    Result<void> add_parts(registry::RegistryReader& registry);

    std::optional<registry::Entity> m_household;
    std::vector<registry::Entity> m_persons;
    std::map<std::string, std::vector<registry::Entity>, std::less<>> m_records;
};

}  // namespace daohu::casework
