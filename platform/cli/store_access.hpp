// SPDX-License-Identifier: Apache-2.0
#pragma once

// Opens a store for a command of daohu-store: the vault (vault_access.hpp), its database, the schemas it is read with.
// Main thread.

#include "core/registry/schema.hpp"
#include "platform/cli/vault_access.hpp"

namespace daohu::cli {

struct StoreArguments {
    VaultArguments vault;
    std::string assets;
};

// The options of every command that reads registers.
void add_store_options(CLI::App& command, StoreArguments& arguments);

// What such a command works with.
struct StoreAccess {
    VaultTools& tools;
    vault::Vault& vault;
    vault::Database database;
    registry::SchemaSet schemas;
};

// Opens the store, does the work, prints what went wrong and returns the exit code.
[[nodiscard]] int run_with_store(const StoreArguments& arguments, const std::function<Result<int>(StoreAccess&)>& work);

}  // namespace daohu::cli
