// SPDX-License-Identifier: Apache-2.0
#pragma once

// What has to be calculated again when something changes. Built once from the expressions of a form, by schema node;
// the session applies it to the nodes of its instance. Immutable after building.
//
// A computation is one expression of one schema node; its instances are that node's instances. A dependent says: when
// an instance of this schema node changes, the computation's instances below the ancestor at `apex_depth` of the
// changed one may come out different. `../income` inside a row has the row as apex, `/data/total` the whole document.

#include "core/form/schema.hpp"

#include <cstdint>
#include <vector>

namespace daohu::form {

enum class ComputationKind : std::uint8_t {
    relevance,
    calculation,
    choices,    // a chosen value that is offered no longer is taken back
    row_count,  // jr:count
};

struct Computation {
    ComputationKind kind = ComputationKind::calculation;
    std::uint32_t owner = 0;           // bind, body element or repeat, by kind
    SchemaId target = SchemaId::none;  // whose instances it has; for row_count the repeat's parent
    bool in_loop = false;              // may depend on other rows of itself, such as a running total
};

struct Dependent {
    std::uint32_t computation = 0;
    std::uint32_t apex_depth = 0;
};

struct Graph {
    std::vector<Computation> computations;                // in an order in which each comes after what it reads
    std::vector<std::vector<Dependent>> on_value;         // by schema node: its value, or whether it counts
    std::vector<std::vector<Dependent>> on_rows;          // by repeat: a row comes or goes
    std::vector<std::vector<std::uint32_t>> on_position;  // by repeat: rows behind a change have another position
    std::vector<std::vector<std::uint32_t>> of_node;      // by schema node: computations it is the target of
    std::vector<std::uint32_t> on_language;               // computations that use words
    std::vector<std::uint32_t> on_clock;                  // and those that read the clock
};

}  // namespace daohu::form
