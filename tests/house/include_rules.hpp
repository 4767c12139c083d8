// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which room may include what: the arrows between rooms, and which room a third-party library lives in.

#include "tests/house/source_tree.hpp"

#include <vector>

namespace daohu::house {

// Everything in `file` that includes upward, sideways, not from the repository root, or somebody else's library.
[[nodiscard]] std::vector<Finding> forbidden_includes(const SourceFile& file);

// A header of core that includes a third-party library is private: every file outside its room that includes it.
[[nodiscard]] std::vector<Finding> shown_libraries(const std::vector<SourceFile>& files);

// The rooms that have a rule. A new folder of code without one is a finding of its own test.
[[nodiscard]] bool has_rule(const SourceFile& file);

}  // namespace daohu::house
