// SPDX-License-Identifier: Apache-2.0
#pragma once

// Sizes on screens come from the theme's tokens: a screen holds no number of pixels.

#include "tests/house/source_tree.hpp"

#include <vector>

namespace daohu::house {

// Floating-point literals, and numbers handed straight to dp() or px().
[[nodiscard]] std::vector<Finding> literal_sizes(const SourceFile& file);

}  // namespace daohu::house
