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

// Labels come from a file that anybody may have written: nothing in them reaches the terminal as a command.
std::string printable(std::string_view label) {
    std::string out;
    for (const char byte : label) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x20 || code == 0x7F) {
            out += fmt::format("\\x{:02X}", code);
        } else {
            out += byte;
        }
    }
    return out;
}

Result<int> info(const std::string& folder, VaultTools& tools) {
    const auto status = TRY(vault::Vault::status(folder, tools.environment()));
    fmt::print("vault {}\ndevice {}\ndevice key {}\n{}\n", status.vault.to_string(), status.device.to_string(),
               status.device_key.to_string(), status.is_sealed ? "sealed" : "not sealed");
    for (const auto& slot : status.slots) {
        fmt::print("slot {} {}", slot.id.to_string(), name_of(slot.kind));
        if (slot.kind == vault::SlotKind::coordinator) {
            fmt::print(" '{}', {} tries left", printable(slot.label), slot.tries_left);
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
