// SPDX-License-Identifier: Apache-2.0
#pragma once

// Values as cells: in words, or masked by their class. Private to core/casework/export; any thread.

#include "core/casework/export/tables.hpp"

#include <map>

namespace daohu::casework {

// Names of the people that a table may name.
using NamesOf = std::map<EntityId, std::string>;

[[nodiscard]] std::string label_of(const registry::Label& label, ExportLanguage language, std::string_view fallback);

// Codes in words, amounts in yuan, people by name; a reference to anything else is blank, an attachment only noted.
[[nodiscard]] WorkbookCell cell_of(const entry::Value& value, const registry::PropertySchema& property,
                                   const registry::SchemaSet& schemas, const NamesOf& names, ExportLanguage language);

enum class RowAbout : std::uint8_t { adults, child };

// Of what colleagues may see: a name is its first character and an asterisk, another personal value an asterisk and its
// last four characters; blank where it is sensitive, as everything personal about a child is.
[[nodiscard]] WorkbookCell masked(WorkbookCell cell, const registry::PropertySchema& property, RowAbout about);

}  // namespace daohu::casework
