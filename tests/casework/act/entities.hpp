// SPDX-License-Identifier: Apache-2.0
#pragma once

// Entities written by hand, for tests of what is read out of one.

#include "core/registry/entity.hpp"

#include <initializer_list>
#include <utility>

namespace daohu::test {

inline EntityId id_of(std::uint8_t number) {
    std::array<std::uint8_t, 16> raw{};
    raw.back() = number;
    return EntityId{raw};
}

// Every value given for a property is a sibling of its own: two of one name are a conflict.
inline registry::Entity entity_of(std::string dataset, std::uint8_t number,
                                  std::initializer_list<std::pair<std::string, entry::Value>> values) {
    registry::Entity entity;
    entity.id = id_of(number);
    entity.members = {entity.id};
    entity.dataset = std::move(dataset);
    for (const auto& [name, value] : values) {
        registry::Register& known = entity.registers[name];
        known.siblings.push_back({.write = {}, .value = value, .by = {}});
        known.agreement = known.siblings.size() > 1 ? registry::Agreement::conflict : registry::Agreement::single;
    }
    return entity;
}

inline entry::Value text(std::string value) { return entry::Value{std::move(value)}; }

}  // namespace daohu::test
