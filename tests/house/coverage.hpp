// SPDX-License-Identifier: Apache-2.0
#pragma once

// docs/coverage.md against what there is: forty capabilities, one table of them and one for each county's pack.

#include "tests/house/named_things.hpp"

namespace daohu::house {

// Names in the columns `forms`, `rules`, `code`, `screen`, `parameters` and `cards` that nothing has; parameters and
// cards whose clause their row does not name; cells that neither name something nor say that nothing is there.
[[nodiscard]] std::vector<Finding> wrong_names(const SourceFile& document, const NamedThings& things);

// C01 to C40, each once and in order: in the table of capabilities, and in a table under a heading with the id of each
// pack.
[[nodiscard]] std::vector<Finding> missing_rows(const SourceFile& document, const NamedThings& things);

// Forms, rules, stated parameters and cards that no table names.
[[nodiscard]] std::vector<Finding> left_out(const SourceFile& document, const NamedThings& things);

}  // namespace daohu::house
