// SPDX-License-Identifier: Apache-2.0
#pragma once

// A household moves to another village of the county, and its past goes with it (docs/decisions/0038): every entry about
// it, about its people and about what is written of them gets a place in the other village's stream too, sections about
// others left out; the stream it leaves carries them no longer, and a notice there has tablets give up what they hold. Any
// thread, one at a time.

#include "core/base/clock.hpp"
#include "core/base/entropy.hpp"
#include "core/registry/schema.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <string>

namespace daohu::county {

struct MoveOrder {
    EntityId household;
    std::string from;  // the village where it is, 12 digits
    std::string to;
};

struct MoveReport {
    std::size_t subjects = 0;  // the household, its people, and what belongs to them
    std::size_t entries = 0;   // that were given a place in the other stream
};

// not_found (nobody knows this household in that village), village_code_malformed, invalid_argument (it is there already);
// the codes of the store. Nothing has changed after an error.
[[nodiscard]] Result<MoveReport> move_household(const Folder& folder, Store& store, const registry::SchemaSet& schemas,
                                                const MoveOrder& order, const Clock& clock, Entropy& entropy);

}  // namespace daohu::county
