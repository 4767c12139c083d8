// SPDX-License-Identifier: Apache-2.0
#include "core/journal/bundle.hpp"
#include "platform/cli/export_target.hpp"
#include "platform/cli/store_commands.hpp"
#include "platform/cli/vault_access.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

struct ExportArguments {
    VaultArguments vault;
    std::string file;
    std::string to;  // hexadecimal; empty: the vault itself
};

Result<int> export_entries(const ExportArguments& arguments, VaultTools& tools, vault::Vault& vault) {
    TRY(check_export_target(tools, vault, arguments.file));
    auto store = TRY(vault.open_database(vault::VaultFile::store));
    auto reader = TRY(journal::JournalReader::open(store));
    const BoxPublicKey to = arguments.to.empty() ? TRY(journal::own_bundle_key(vault.data_key())).public_key()
                                                 : TRY(BoxPublicKey::parse(arguments.to));
    const std::size_t written = TRY(journal::write_bundle(reader, tools.files, arguments.file, to, tools.entropy));
    fmt::print("{} entries\n", written);
    return 0;
}

}  // namespace

void add_export_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<ExportArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("export", "Write every entry to a sealed file, byte for byte");
    add_vault_options(*command, arguments->vault);
    command->add_option("--file", arguments->file, "File to write")->required();
    command->add_option("--to", arguments->to, "Public key of who may read it; this vault's own by default");
    command->callback([arguments, &exit_code] {
        exit_code = run_with_vault(arguments->vault, [&](VaultTools& tools, vault::Vault& vault) {
            return export_entries(*arguments, tools, vault);
        });
    });
}

}  // namespace daohu::cli
