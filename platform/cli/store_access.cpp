// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/store_access.hpp"

#include "core/base/crypto.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace daohu::cli {

namespace {

// The first line of standard input.
std::string read_passphrase() {
    std::string line;
    std::getline(std::cin, line);
    return line;
}

Result<vault::SlotId> chosen_slot(const StoreArguments& arguments, const vault::VaultEnvironment& environment) {
    if (!arguments.slot.empty()) {
        return vault::SlotId::parse(arguments.slot);
    }
    const vault::VaultStatus status = TRY(vault::Vault::status(arguments.folder, environment));
    for (const vault::VaultStatus::SlotStatus& slot : status.slots) {
        if (slot.kind == vault::SlotKind::coordinator) {
            return slot.id;
        }
    }
    return fail(ErrorCode::not_found, "no coordinator has a slot in this vault");
}

}  // namespace

void add_store_options(CLI::App& command, StoreArguments& arguments) {
    command.add_option("--folder", arguments.folder, "Folder of the vault")->required();
    command.add_option("--slot", arguments.slot, "Whose slot to open; the first coordinator's by default");
    arguments.assets = DAOHU_ASSETS_DIR;
    command.add_option("--assets", arguments.assets, "Folder with datasets/ and codes/");
}

Result<std::unique_ptr<StoreAccess>> StoreAccess::open(const StoreArguments& arguments) {
    TRY(init_crypto());
    auto access = std::unique_ptr<StoreAccess>{new StoreAccess};
    access->m_schemas.emplace(TRY(registry::SchemaSet::load(arguments.assets)));
    const vault::VaultEnvironment environment{access->m_files, access->m_entropy, access->m_secure_key};
    const vault::SlotId slot = TRY(chosen_slot(arguments, environment));
    access->m_vault.emplace(TRY(vault::Vault::unlock(arguments.folder, environment, slot, read_passphrase())));
    access->m_database.emplace(TRY(access->m_vault->open_database(vault::VaultFile::store)));
    return access;
}

int with_store(const StoreArguments& arguments, const std::function<Result<int>(StoreAccess&)>& work) {
    constexpr int kNotOpened = 2;
    const Result<std::unique_ptr<StoreAccess>> access = StoreAccess::open(arguments);
    if (!access) {
        fmt::print(stderr, "{}\n", access.error().describe());
        return kNotOpened;
    }
    const Result<int> done = work(**access);
    if (!done) {
        fmt::print(stderr, "{}\n", done.error().describe());
        return 1;
    }
    return *done;
}

}  // namespace daohu::cli
