// SPDX-License-Identifier: Apache-2.0
#pragma once

// Days of work in a county: tablets with the app's real store and sync, the county's real service and store, simulated
// clocks and a link that fails in every way. Tablets are reassigned, revoked, lost, cloned and restored from copies; the
// county is restored from its backups; persons are erased. In the end nothing that was promised may be missing. One
// thread drives it.

#include "core/registry/schema.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace daohu::sim {

// A safeguard that is left out on purpose, to show that the check would notice.
enum class FleetFlaw : std::uint8_t {
    none,
    same_epoch,      // the county is restored and does not say so
    offers_nothing,  // tablets do not offer a restored county what others wrote
    ignored_edges,   // the fold forgets what replaces what
    kept_scope,      // tablets do not give up what they may not hold any more
};

struct FleetOptions {
    std::uint64_t seed = 1;
    std::uint64_t tablets = 6;
    std::uint64_t days = 10;
    std::uint64_t steps = 4;  // records a tablet writes in a day, at most
    FleetFlaw flaw = FleetFlaw::none;
    std::filesystem::path folder;
};

struct FleetReport {
    std::uint64_t entries = 0;
    std::uint64_t talks = 0;
    std::uint64_t broken_talks = 0;
    std::uint64_t faults = 0;  // of the link
    std::uint64_t reassignments = 0;
    std::uint64_t revocations = 0;
    std::uint64_t lost_tablets = 0;
    std::uint64_t clones = 0;
    std::uint64_t tablet_restores = 0;
    std::uint64_t county_restores = 0;
    std::uint64_t erasures = 0;
    std::uint64_t carried = 0;       // bundles
    std::uint64_t acknowledged = 0;  // entries that were promised
    std::uint64_t set_aside = 0;     // that the office handed on in the end
    std::uint64_t gone = 0;          // entries that died with the only machines that had them
    std::uint64_t own_kept = 0;      // own entries of given-up villages that are in no backup as far as a tablet knows
    std::uint64_t compared = 0;      // entities against the model
    std::uint64_t conflicts = 0;
    // What may not be.
    std::uint64_t missing = 0;       // acknowledged, or on a tablet, and not with the county
    std::uint64_t wrong = 0;         // entities that do not show what the model says, hidden conflicts among them
    std::uint64_t diverged = 0;      // streams whose hash differs from the county's
    std::uint64_t out_of_scope = 0;  // entries with content on a tablet that may not hold them
    std::uint64_t unsettled = 0;     // tablets that cannot sync in the end
    std::string first_trouble;

    [[nodiscard]] bool holds() const {
        return missing == 0 && wrong == 0 && diverged == 0 && out_of_scope == 0 && unsettled == 0;
    }
};

// Fails only where the simulation itself cannot run.
[[nodiscard]] Result<FleetReport> run_fleet(const FleetOptions& options, const registry::SchemaSet& schemas);

}  // namespace daohu::sim
