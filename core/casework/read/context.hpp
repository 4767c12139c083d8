// SPDX-License-Identifier: Apache-2.0
#pragma once

// What every read model of a tablet reads from, on the thread of the reading connection (the UI's). A value of
// references; the workspace owns all of it.

#include "core/casework/facts/county_rules.hpp"
#include "core/journal/delivery.hpp"
#include "core/journal/reader.hpp"
#include "core/registry/registry_reader.hpp"

namespace daohu::casework {

enum class Confirmed : std::uint8_t { own, county };  // on this tablet alone, or known to the county

struct ReadContext {
    registry::RegistryReader& registry;
    journal::DeliveryMarks& marks;
    const registry::SchemaSet& schemas;
    const CountyRules& rules;
    DeviceId own;
    journal::JournalReader& journal;

    // Entries of this device that the county has not acknowledged.
    [[nodiscard]] Result<std::uint64_t> waiting() const;
    // What others wrote came from the county.
    [[nodiscard]] Result<Confirmed> confirmed(const entry::EntryId& entry) const;
};

}  // namespace daohu::casework
