// SPDX-License-Identifier: Apache-2.0
#include "core/vault/passphrase.hpp"
#include "core/vault/process.hpp"
#include "platform/cli/store_commands.hpp"
#include "platform/cli/vault_access.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

struct CreateArguments {
    std::string folder;
    std::string label = "1";
    std::string recovery_key;  // hexadecimal
};

Result<int> create(const CreateArguments& arguments, VaultTools& tools) {
    std::optional<BoxPublicKey> recovery_key;
    if (!arguments.recovery_key.empty()) {
        recovery_key = TRY(BoxPublicKey::parse(arguments.recovery_key));
    }
    const Argon2Params argon2 =
        TRY(vault::calibrate_argon2(tools.clock, vault::calibration_goal(vault::machine_memory())));
    const SecretBytes passphrase = TRY(read_secret());
    const auto vault = TRY(vault::Vault::create(arguments.folder, tools.environment(),
                                                {arguments.label, as_text(passphrase.bytes()), argon2, recovery_key}));
    fmt::print("vault {}\ndevice {}\nslot {}\nArgon2id {} passes of {} MiB\n", vault.id().to_string(),
               vault.device().to_string(), vault.slot().to_string(), argon2.passes, argon2.memory_kib / 1024);
    return 0;
}

}  // namespace

void add_create_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<CreateArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("create", "Make a vault; the passphrase is the first line of input");
    command->add_option("--folder", arguments->folder, "Folder to make")->required();
    command->add_option("--label", arguments->label,
                        "Of the first coordinator's slot; shown without a key, never a name");
    command->add_option("--recovery-key", arguments->recovery_key, "The county's public key, 64 hexadecimal digits");
    command->callback([arguments, &exit_code] {
        exit_code = run_with_tools([&](VaultTools& tools) { return create(*arguments, tools); });
    });
}

}  // namespace daohu::cli
