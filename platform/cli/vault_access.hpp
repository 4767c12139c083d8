// SPDX-License-Identifier: Apache-2.0
#pragma once

// Opens a vault for a command of daohu-store. The passphrase is the first line of standard input, never an argument.
// Main thread.

#include "core/base/build_info.hpp"
#include "core/base/clock.hpp"
#include "core/base/secret.hpp"
#include "core/ports/absent.hpp"
#include "core/vault/vault.hpp"
#include "platform/cli/command_line.hpp"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace daohu::cli {

// 0: done. The others say at a glance whether the store or the command was at fault.
inline constexpr int kStoreIsWrong = kNotRight;
inline constexpr int kNotOpened = kRefused;

struct VaultArguments {
    std::string folder;
    std::string slot;  // empty: the first coordinator's
};
void add_vault_options(CLI::App& command, VaultArguments& arguments);

// What a command works with while the vault is open.
struct VaultTools {
    vault::SystemFiles files;
    SystemEntropy entropy;
    SystemClock clock;
    AbsentSecureKey secure_key;

    [[nodiscard]] vault::VaultEnvironment environment() { return {files, entropy, secure_key}; }
};

// The next line of standard input, read so that no other copy of it stays in memory. not_found at the end of input;
// file_too_large for a line that no passphrase is as long as.
[[nodiscard]] Result<SecretBytes> read_secret();
// The slot named in the arguments, or the first coordinator's. slot_unknown where there is none.
[[nodiscard]] Result<vault::SlotId> chosen_slot(const VaultArguments& arguments, VaultTools& tools);

// Runs `work`, prints what went wrong, and returns the exit code.
[[nodiscard]] int run_with_tools(const std::function<Result<int>(VaultTools&)>& work);
// The same with the vault unlocked.
[[nodiscard]] int run_with_vault(const VaultArguments& arguments,
                                 const std::function<Result<int>(VaultTools&, vault::Vault&)>& work);

}  // namespace daohu::cli
