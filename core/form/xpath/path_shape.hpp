// SPDX-License-Identifier: Apache-2.0
#pragma once

// What can be known of a path and its predicates before they are evaluated, so that evaluating them is quick. Private to
// the room. Any thread.

#include "core/form/xpath/program.hpp"

namespace daohu::form::xpath {

[[nodiscard]] StepShape shape_of(const PathStep& step);

// Fills in what kind of predicate its expression makes, and whether a hash index can serve it.
void classify(const Program& program, Predicate& predicate);

// Whether walking the path node by node meets every result once and in document order.
[[nodiscard]] bool streams(const Program& program, const Path& path);

}  // namespace daohu::form::xpath
