// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/store_commands.hpp"
#include "platform/cli/vault_access.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

std::string_view name_of(vault::SlotKind kind) {
    switch (kind) {
        case vault::SlotKind::coordinator: return "coordinator";
        case vault::SlotKind::device: return "device";
        case vault::SlotKind::recovery: break;
    }
    return "recovery";
}

Result<int> info(const std::string& folder, VaultTools& tools) {
    const auto status = TRY(vault::Vault::status(folder, tools.environment()));
    fmt::print("vault {}\ndevice {}\ndevice key {}\n{}\n", status.vault.to_string(), status.device.to_string(),
               status.device_key.to_string(), status.is_sealed ? "sealed" : "not sealed");
    for (const auto& slot : status.slots) {
        fmt::print("slot {} {}", slot.id.to_string(), name_of(slot.kind));
        if (slot.kind == vault::SlotKind::coordinator) {
            fmt::print(" '{}', {} tries left", slot.label, slot.tries_left);
        }
        fmt::print("\n");
    }
    return status.is_sealed ? kStoreIsWrong : 0;
}

}  // namespace

void add_info_command(CLI::App& app, int& exit_code) {
    auto folder = std::make_shared<std::string>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("info", "What can be told without a key");
    command->add_option("--folder", *folder, "Folder of the vault")->required();
    command->callback(
        [folder, &exit_code] { exit_code = run_with_tools([&](VaultTools& tools) { return info(*folder, tools); }); });
}

}  // namespace daohu::cli
