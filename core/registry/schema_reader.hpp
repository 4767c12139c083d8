// SPDX-License-Identifier: Apache-2.0
#pragma once

// One JSON file of assets/datasets or assets/codes as a schema. Private to core/registry; any thread.

#include "core/registry/schema.hpp"

namespace daohu::registry {

// The codes of SchemaSet::parse but schema_reference.
[[nodiscard]] Result<DatasetSchema> read_dataset(const SchemaFile& file);
[[nodiscard]] Result<CodeList> read_code_list(const SchemaFile& file);

}  // namespace daohu::registry
