// SPDX-License-Identifier: Apache-2.0
#pragma once

// Opens a store for a command: asks for the passphrase, unlocks the vault, opens the database. Main thread.

#include "core/ports/absent.hpp"
#include "core/registry/schema.hpp"
#include "core/vault/vault.hpp"

#include <functional>
#include <memory>
#include <optional>

namespace CLI {
class App;
}

namespace daohu::cli {

struct StoreArguments {
    std::string folder;
    std::string slot;  // empty: the first coordinator's
    std::string assets;
};

// The options every command of daohu-store has.
void add_store_options(CLI::App& command, StoreArguments& arguments);

class StoreAccess {
public:
    // The codes of Vault::unlock, Database::open and SchemaSet::load; not_found where the vault has no coordinator.
    [[nodiscard]] static Result<std::unique_ptr<StoreAccess>> open(const StoreArguments& arguments);

    [[nodiscard]] const vault::Vault& vault() const { return *m_vault; }
    [[nodiscard]] vault::Database& database() { return *m_database; }
    [[nodiscard]] const registry::SchemaSet& schemas() const { return *m_schemas; }

private:
    StoreAccess() = default;

    vault::SystemFiles m_files;
    SystemEntropy m_entropy;
    AbsentSecureKey m_secure_key;
    std::optional<vault::Vault> m_vault;
    std::optional<vault::Database> m_database;
    std::optional<registry::SchemaSet> m_schemas;
};

// Opens the store, does the work and prints what went wrong. The work returns the exit code.
[[nodiscard]] int with_store(const StoreArguments& arguments, const std::function<Result<int>(StoreAccess&)>& work);

}  // namespace daohu::cli
