// SPDX-License-Identifier: Apache-2.0
#pragma once

// Two tablets, one county, one answer that both change: every order in which so few things can happen, with one crash at
// most. The protocol is written here once more and plainly (what is on its way, what is durable, what was promised); the
// fold is the real one. In every state each replica must show what the independent model says, and once everything has
// gone to everybody, nothing may be missing and all must agree. One thread.

#include "tests/sim/converge.hpp"

namespace daohu::sim {

// When the county says that it has an entry. `too_early` is before that is so, to show that the search would notice.
enum class Promise : std::uint8_t { when_durable, too_early };

struct SmallWorldOptions {
    std::uint64_t steps = 7;
    Edges edges = Edges::honoured;
    Promise promise = Promise::when_durable;
};

struct SmallWorldReport {
    std::uint64_t states = 0;
    std::uint64_t entries = 0;    // that anybody wrote in any history
    std::uint64_t folds = 0;      // of different contents or orders, each compared with the model
    std::uint64_t conflicts = 0;  // folds that show one
    std::uint64_t lost = 0;       // entries that never arrive at the county
    std::uint64_t wrong = 0;      // folds that differ from the model
    std::uint64_t diverged = 0;   // states whose replicas do not agree in the end
    std::string first_difference;

    [[nodiscard]] bool holds() const { return lost == 0 && wrong == 0 && diverged == 0; }
};

// Fails only where the search itself cannot run.
[[nodiscard]] Result<SmallWorldReport> search_small_world(const SmallWorldOptions& options,
                                                          const registry::SchemaSet& schemas);

}  // namespace daohu::sim
