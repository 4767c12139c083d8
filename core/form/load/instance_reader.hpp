// SPDX-License-Identifier: Apache-2.0
#pragma once

// Builds the trees of lists: from CSV files, and from entities of a register. Both have the shape every XLSForm list
// has: root/item, one child a column.

#include "core/form/ports.hpp"
#include "core/form/tree.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace daohu::form {

// form_csv_malformed.
[[nodiscard]] Result<std::unique_ptr<Tree>> read_csv_tree(std::string text, NameTable& names);

// The column of an entity list that holds a property: its own name, except that `name` and `label` are columns ODK
// gives every entity list (the id, the words for a person), so that properties of these names are in `_name` and
// `_label`. No property of a dataset begins with an underscore.
[[nodiscard]] std::string entity_column(std::string_view property);

// Columns name (the id), label and the properties.
[[nodiscard]] Result<std::unique_ptr<Tree>> read_entity_tree(const EntitySource& source, std::string_view list,
                                                             ByteView frontier, NameTable& names);

}  // namespace daohu::form
