// SPDX-License-Identifier: Apache-2.0
#pragma once

// The registry's tables in the vault's database. All are derived: rebuilding fills them from the journal again. Private
// to core/registry.

#include "core/vault/migrations.hpp"

namespace daohu::registry {

[[nodiscard]] vault::Schema table_schema();

}  // namespace daohu::registry
