// SPDX-License-Identifier: Apache-2.0
#include "core/journal/reader.hpp"
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
    std::size_t limit = 1000;
    bool show = false;
};

void print_siblings(const registry::Register& property, bool show) {
    for (const registry::Sibling& sibling : property.siblings) {
        fmt::print("    {:%FT%TZ} by {} on {}: {}\n", sibling.by.hlc.time(),
                   sibling.by.author_key.to_string().substr(0, 8), sibling.by.entry.device.to_string().substr(0, 8),
                   printed(sibling.value, show));
    }
    for (const registry::Sibling& base : property.common_base) {
        fmt::print("    both from {}: {}\n", base.write.to_string(), printed(base.value, show));
    }
}

Result<int> print_conflicts(StoreAccess& access, const Arguments& arguments) {
    registry::RegistryReader reader = TRY(registry::RegistryReader::open(access.database, access.schemas));
    const std::vector<registry::ConflictItem> conflicts = TRY(reader.conflicts(arguments.limit));
    for (const registry::ConflictItem& item : conflicts) {
        fmt::print("{} {} {}\n", item.dataset, item.entity.to_string(),
                   item.property.empty() ? "(status)" : item.property);
        const std::optional<registry::Entity> entity = TRY(reader.find(item.entity));
        if (!entity) {
            continue;
        }
        if (item.property.empty() && entity->status_register) {
            print_siblings(*entity->status_register, arguments.show);
        } else if (const registry::Register* property = entity->find(item.property)) {
            print_siblings(*property, arguments.show);
        }
    }
    journal::JournalReader journal = TRY(journal::JournalReader::open(access.database));
    const std::vector<journal::Fork> forks = TRY(journal.forks());
    for (const journal::Fork& fork : forks) {
        fmt::print("fork {}: {} entries claim this place\n", fork.id.to_string(), fork.hashes.size());
    }
    fmt::print("{} conflicts, {} forks\n", conflicts.size(), forks.size());
    return 0;
}

}  // namespace

void add_conflicts_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<Arguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("conflicts", "Values that a person has to settle, and forks");
    add_store_options(*command, arguments->store);
    command->add_option("--limit", arguments->limit, "How many at most");
    command->add_flag("--show", arguments->show, "Print values, which are personal data");
    command->callback([arguments, &exit_code] {
        exit_code =
            run_with_store(arguments->store, [&](StoreAccess& access) { return print_conflicts(access, *arguments); });
    });
}

}  // namespace daohu::cli
