// SPDX-License-Identifier: Apache-2.0
#pragma once

// docs/failures.md against what there is: thirty-seven rows, each with code and a test, or saying what is not done.

#include "tests/house/named_things.hpp"

namespace daohu::house {

// Rows that are not 1 to 37 in order, code that nothing has, cells that name neither code nor test without the last one
// saying why, and last cells that say neither "–" nor begin with "open" or "decided otherwise". The names of tests are
// dead_names' matter.
[[nodiscard]] std::vector<Finding> wrong_rows(const SourceFile& document, const NamedThings& things);

}  // namespace daohu::house
