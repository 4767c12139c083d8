// SPDX-License-Identifier: Apache-2.0
#include "core/base/build_info.hpp"
#include "core/journal/rescue.hpp"
#include "core/vault/passphrase.hpp"
#include "core/vault/process.hpp"
#include "core/vault/recovery.hpp"
#include "platform/cli/store_commands.hpp"
#include "platform/cli/vault_access.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>

namespace daohu::cli {

namespace {

constexpr std::uint64_t kMaxKeyFile = 4096;

struct RecoverArguments {
    VaultArguments vault;
    std::string request;
    std::string answer;
    std::string county_key;
};

// A key or an answer as hexadecimal digits in a file.
Result<Bytes> read_hex_file(VaultTools& tools, const std::string& path) {
    Bytes text = TRY(tools.files.read(path, kMaxKeyFile));
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) {
        text.pop_back();
    }
    auto bytes = from_hex(as_text(text));
    wipe(text);
    return bytes;
}

Result<int> rescue(VaultTools& tools, vault::Vault& vault) {
    const auto report = TRY(journal::rescue_store(vault, tools.files, tools.clock, tools.entropy, build_date()));
    fmt::print("{} entries from the mirror, {} more from the damaged file, {} rows of it could not be read\n",
               report.from_mirror, report.from_damaged, report.unreadable);
    if (report.not_opened) {
        fmt::print("nothing of the damaged file could be read: {}\n", report.not_opened->describe());
    }
    if (!report.put_aside.empty()) {
        fmt::print("the damaged file is kept as {}\n", report.put_aside.filename().string());
    }
    return report.is_whole() ? 0 : kStoreIsWrong;
}

Result<int> show_request(const RecoverArguments& arguments, VaultTools& tools) {
    const auto request = TRY(vault::Recovery::request(arguments.vault.folder, tools.environment()));
    fmt::print("{}\n", to_hex(encode(request)));
    return 0;
}

Result<int> answer_request(const RecoverArguments& arguments, VaultTools& tools) {
    Bytes seed = TRY(read_hex_file(tools, arguments.county_key));
    auto county = BoxKey::from_seed(seed);
    wipe(seed);
    const auto request = TRY(vault::decode_recovery_request(TRY(read_hex_file(tools, arguments.request))));
    fmt::print("{}\n", to_hex(TRY(vault::answer_recovery(request, TRY(std::move(county))))));
    return 0;
}

Result<int> complete(const RecoverArguments& arguments, VaultTools& tools) {
    const Bytes answer = TRY(read_hex_file(tools, arguments.answer));
    const vault::SlotId slot = TRY(chosen_slot(arguments.vault, tools));
    const Argon2Params argon2 =
        TRY(vault::calibrate_argon2(tools.clock, vault::calibration_goal(vault::machine_memory())));
    const SecretBytes secret = TRY(read_secret());
    const auto vault = TRY(vault::Recovery::complete(arguments.vault.folder, tools.environment(), answer, slot,
                                                     as_text(secret.bytes()), argon2));
    fmt::print("unsealed; the county has to certify the new signing key {}\n",
               vault.author_key().public_key().to_string());
    return 0;
}

void add_recovery_steps(CLI::App& recover, const std::shared_ptr<RecoverArguments>& arguments, int& exit_code) {
    const auto add_step = [&](const char* name, const char* text, auto step) {
        CLI::App* command = recover.add_subcommand(name, text);
        command->callback([arguments, &exit_code, step] {
            exit_code = run_with_tools([&](VaultTools& tools) { return step(*arguments, tools); });
        });
        return command;
    };
    add_vault_options(*add_step("request", "Show what the county's office needs to open a sealed vault", show_request),
                      arguments->vault);
    CLI::App* answer = add_step("answer", "At the office: answer a request", answer_request);
    answer->add_option("--request", arguments->request, "File with the request, hexadecimal")->required();
    answer->add_option("--county-key", arguments->county_key, "File with the seed of the offline key")->required();
    CLI::App* finish = add_step("complete", "Set a new passphrase with the office's answer", complete);
    add_vault_options(*finish, arguments->vault);
    finish->add_option("--answer", arguments->answer, "File with the answer, hexadecimal")->required();
}

}  // namespace

void add_recover_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<RecoverArguments>();  // lives as long as the command, which outlives this call
    CLI::App* recover = app.add_subcommand("recover", "Mend a damaged store, or open a sealed vault with the county");
    recover->require_subcommand(1);
    CLI::App* store =
        recover->add_subcommand("store", "Put a damaged database aside and make a new one from the mirror");
    add_vault_options(*store, arguments->vault);
    store->callback([arguments, &exit_code] { exit_code = run_with_vault(arguments->vault, rescue); });
    add_recovery_steps(*recover, arguments, exit_code);
}

}  // namespace daohu::cli
