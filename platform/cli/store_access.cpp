// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/store_access.hpp"

#include "platform/cli/command_line.hpp"

#include <CLI/CLI.hpp>

namespace daohu::cli {

void add_store_options(CLI::App& command, StoreArguments& arguments) {
    add_vault_options(command, arguments.vault);
    arguments.assets = assets_folder();
    command.add_option("--assets", arguments.assets, "Folder with datasets/ and codes/")->capture_default_str();
}

int run_with_store(const StoreArguments& arguments, const std::function<Result<int>(StoreAccess&)>& work) {
    return run_with_vault(arguments.vault, [&](VaultTools& tools, vault::Vault& vault) -> Result<int> {
        auto schemas = TRY(registry::SchemaSet::load(arguments.assets));
        auto database = TRY(vault.open_database(vault::VaultFile::store));
        StoreAccess access{tools, vault, std::move(database), std::move(schemas)};
        return work(access);
    });
}

}  // namespace daohu::cli
