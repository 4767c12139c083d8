// SPDX-License-Identifier: Apache-2.0
#pragma once

// Strongly connected components (Tarjan 1972), without recursion: a form may chain thousands of calculations.

#include <cstdint>
#include <vector>

namespace daohu::form {

// `successors[i]` are the nodes that i leads to; doubles do no harm. A component stands before every component that
// leads to it.
[[nodiscard]] std::vector<std::vector<std::uint32_t>>
strong_components(const std::vector<std::vector<std::uint32_t>>& successors);

}  // namespace daohu::form
