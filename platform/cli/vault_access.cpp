// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/vault_access.hpp"

#include "core/base/crypto.hpp"
#include "core/vault/process.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <unistd.h>

#include <cerrno>

namespace daohu::cli {

namespace {

constexpr std::size_t kMaxSecret = 4096;

int report(const Result<int>& done) {
    if (!done) {
        fmt::print(stderr, "{}\n", done.error().describe());
        return done.error().code == ErrorCode::database_damaged ? kStoreIsWrong : kNotOpened;
    }
    return *done;
}

}  // namespace

void add_vault_options(CLI::App& command, VaultArguments& arguments) {
    command.add_option("--folder", arguments.folder, "Folder of the vault")->required();
    command.add_option("--slot", arguments.slot, "Whose slot to open; the first coordinator's by default");
}

Result<SecretBytes> read_secret() {
    SecretBytes line = TRY(SecretBytes::zeroed(kMaxSecret));
    std::size_t size = 0;
    for (bool is_ended = false; !is_ended;) {
        std::uint8_t& next = line.mutable_bytes()[size];
        const ssize_t got = ::read(STDIN_FILENO, &next, 1);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0 && size == 0) {
            return fail(ErrorCode::not_found, "a passphrase on standard input");
        }
        is_ended = got <= 0 || next == '\n';
        size += is_ended ? 0 : 1;
        if (size == kMaxSecret) {
            return fail(ErrorCode::file_too_large, "the first line of standard input");
        }
    }
    return SecretBytes::copy_of(line.bytes().first(size));
}

Result<vault::SlotId> chosen_slot(const VaultArguments& arguments, VaultTools& tools) {
    if (!arguments.slot.empty()) {
        return vault::SlotId::parse(arguments.slot);
    }
    const auto status = TRY(vault::Vault::status(arguments.folder, tools.environment()));
    for (const auto& slot : status.slots) {
        if (slot.kind == vault::SlotKind::coordinator) {
            return slot.id;
        }
    }
    return fail(ErrorCode::slot_unknown, "no coordinator has a slot in this vault");
}

int run_with_tools(const std::function<Result<int>(VaultTools&)>& work) {
    VaultTools tools;
    const auto outcome = [&]() -> Result<int> {
        TRY(init_crypto());
        TRY(vault::protect_process());
        return work(tools);
    }();
    return report(outcome);
}

int run_with_vault(const VaultArguments& arguments,
                   const std::function<Result<int>(VaultTools&, vault::Vault&)>& work) {
    return run_with_tools([&](VaultTools& tools) -> Result<int> {
        const vault::SlotId slot = TRY(chosen_slot(arguments, tools));
        const SecretBytes secret = TRY(read_secret());
        vault::Vault vault =
            TRY(vault::Vault::unlock(arguments.folder, tools.environment(), slot, as_text(secret.bytes())));
        return work(tools, vault);
    });
}

}  // namespace daohu::cli
