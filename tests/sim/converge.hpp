// SPDX-License-Identifier: Apache-2.0
#pragma once

// Random histories of several tablets: concurrent edits, merges and their undoing, broken pushes, partial and shuffled
// and repeated delivery, clocks ten years off, tablets restored from a copy and tablets cloned, entries erased, withheld
// and given back. Whatever happens, every
// replica must show what the independent model says, and all must agree once all have everything. One thread.

#include "core/registry/schema.hpp"

#include <filesystem>

namespace daohu::sim {

enum class ReplicaStore : std::uint8_t { memory, vault };
// `ignored` breaks the fold on purpose, to show that the check would notice.
enum class Edges : std::uint8_t { honoured, ignored };
// `ignored` leaves what was dropped or withheld in the fold, to show that the check would notice.
enum class Absences : std::uint8_t { shown, ignored };

struct ConvergeOptions {
    std::uint64_t seed = 1;
    std::uint64_t steps = 2000;
    ReplicaStore store = ReplicaStore::memory;
    Edges edges = Edges::honoured;
    Absences absences = Absences::shown;
    std::filesystem::path folder;  // for the vault's files
};

struct ConvergeReport {
    std::uint64_t devices = 0;
    std::uint64_t entries = 0;
    std::uint64_t writes = 0;
    std::uint64_t deliveries = 0;
    std::uint64_t restores = 0;
    std::uint64_t forks = 0;
    std::uint64_t merges = 0;
    std::uint64_t dropped = 0;      // entries erased everywhere
    std::uint64_t withheld = 0;     // entries a tablet lost sight of
    std::uint64_t completed = 0;    // and saw again
    std::uint64_t conflicts = 0;    // at the end
    std::uint64_t comparisons = 0;  // entities compared with the model
    std::uint64_t hidden = 0;       // writes that stand in the model and do not show
    std::uint64_t wrong = 0;        // entities that differ from the model in any way, hidden writes among them
    std::uint64_t diverged = 0;     // replicas whose state hash differs at the end
    std::string first_difference;

    [[nodiscard]] bool holds() const { return wrong == 0 && diverged == 0; }
};

// Fails only where the simulation itself cannot run (a folder that cannot be written).
[[nodiscard]] Result<ConvergeReport> converge(const ConvergeOptions& options, const registry::SchemaSet& schemas);

}  // namespace daohu::sim
