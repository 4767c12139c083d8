// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry_reader.hpp"
#include "platform/cli/store_access.hpp"
#include "platform/cli/store_commands.hpp"
#include "platform/cli/store_values.hpp"

#include <CLI/CLI.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

struct Arguments {
    StoreArguments store;
    std::string subject;
    bool show = false;
};

Result<int> print_history(StoreAccess& access, const Arguments& arguments) {
    const EntityId subject = TRY(EntityId::parse(arguments.subject));
    registry::RegistryReader reader = TRY(registry::RegistryReader::open(access.database, access.schemas));
    const std::vector<registry::HistoryItem> history = TRY(reader.history(subject));
    if (history.empty()) {
        return fail(ErrorCode::not_found, "nothing is known about this subject");
    }
    for (const registry::HistoryItem& item : history) {
        fmt::print("{:%FT%TZ} {} {} {}.{} {}{}\n", item.by.hlc.time(), item.write.to_string(),
                   entry::to_string(item.operation), item.dataset, item.property, printed(item.value, arguments.show),
                   item.is_replaced ? " (replaced)" : "");
    }
    return 0;
}

}  // namespace

void add_history_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("history", "Every write about one household, person or case");
    add_store_options(*command, arguments->store);
    command->add_option("subject", arguments->subject, "32 hexadecimal digits")->required();
    command->add_flag("--show", arguments->show, "Print values, which are personal data");
    command->callback([arguments, &exit_code] {
        exit_code =
            run_with_store(arguments->store, [&](StoreAccess& access) { return print_history(access, *arguments); });
    });
}

}  // namespace daohu::cli
