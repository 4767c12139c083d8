// SPDX-License-Identifier: Apache-2.0
#pragma once

// Builds the dependency graph of a form and puts its computations in order. Used while a form is loaded.

#include "core/form/definition.hpp"

namespace daohu::form {

// form_cycle, naming the questions of a cycle that no predicate can break.
[[nodiscard]] Result<Graph> build_graph(const Definition& form);

}  // namespace daohu::form
