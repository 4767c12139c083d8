// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everybody and everything that belongs to a household, by the registers of its village. Private to sync/county; one thread.

#include "core/registry/registry_reader.hpp"
#include "core/registry/schema.hpp"

#include <set>

namespace daohu::county {

// The household with all that was merged into it, those who live in it, and every record that names it, or that names no
// household and one of them, or one of those records. not_found where the id is of no household.
[[nodiscard]] Result<std::set<EntityId>> belongings_of(registry::RegistryReader& reader,
                                                       const registry::SchemaSet& schemas, EntityId household);

}  // namespace daohu::county
