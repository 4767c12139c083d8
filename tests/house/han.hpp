// SPDX-License-Identifier: Apache-2.0
#pragma once

// Chinese text in code: whatever people read belongs to assets.

#include "tests/house/source_tree.hpp"

#include <vector>

namespace daohu::house {

// The first Han character, Chinese punctuation or full-width form of each line, outside comments.
[[nodiscard]] std::vector<Finding> han_characters(const SourceFile& file);

}  // namespace daohu::house
