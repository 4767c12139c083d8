// SPDX-License-Identifier: Apache-2.0
#pragma once

// Builds the trees of lists: from CSV files, and from entities of a register. Both have the shape every XLSForm list
// has: root/item, one child a column.

#include "core/form/ports.hpp"
#include "core/form/tree.hpp"

#include <memory>

namespace daohu::form {

// form_csv_malformed.
[[nodiscard]] Result<std::unique_ptr<Tree>> read_csv_tree(std::string text, NameTable& names);

// Columns name (the id), label and the properties.
[[nodiscard]] Result<std::unique_ptr<Tree>> read_entity_tree(const EntitySource& source, std::string_view list,
                                                             ByteView frontier, NameTable& names);

}  // namespace daohu::form
