// SPDX-License-Identifier: Apache-2.0
#include "core/casework/projectors.hpp"
#include "core/registry/registry.hpp"
#include "platform/cli/store_access.hpp"
#include "platform/cli/store_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

Result<int> rebuild(StoreAccess& access) {
    const casework::ProjectorSet projectors;  // the app's: its lists need not be made anew when it opens
    const std::unique_ptr<registry::Registry> registry =
        TRY(registry::Registry::open(access.database, access.schemas, {.fold = {}, .projectors = projectors.all()}));
    std::uint64_t entries = 0;
    TRY(registry->rebuild([&](const registry::RebuildProgress& progress) { entries = progress.done; }));
    fmt::print("folded {} entries anew\n", entries);
    return 0;
}

}  // namespace

void add_rebuild_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<StoreArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("rebuild", "Make everything derived anew from the journal");
    add_store_options(*command, *arguments);
    command->callback([arguments, &exit_code] { exit_code = run_with_store(*arguments, rebuild); });
}

}  // namespace daohu::cli
