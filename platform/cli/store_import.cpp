// SPDX-License-Identifier: Apache-2.0
#include "core/casework/projectors.hpp"
#include "core/journal/bundle.hpp"
#include "core/registry/recorder.hpp"
#include "platform/cli/store_access.hpp"
#include "platform/cli/store_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

constexpr std::size_t kBatch = 256;  // entries in one transaction

struct ImportArguments {
    StoreArguments store;
    std::string file;
};

struct Sorted {
    std::vector<registry::ReceivedEntry> good;
    std::size_t refused = 0;
};

// The keys of other devices are not known here: whoever has their certificates proves those signatures again.
Sorted sort(std::vector<entry::SignedEntry> entries, const vault::Vault& vault) {
    Sorted sorted;
    for (entry::SignedEntry& entry : entries) {
        const bool is_own = entry.header().device == vault.device();
        if (is_own && !entry.verify(vault.device_key().public_key())) {
            ++sorted.refused;
        } else {
            sorted.good.push_back({std::move(entry), std::nullopt});
        }
    }
    return sorted;
}

Result<registry::ReceivedCount> receive(registry::Recorder& recorder,
                                        std::span<const registry::ReceivedEntry> entries) {
    registry::ReceivedCount total;
    while (!entries.empty()) {
        const auto batch = entries.first(std::min(entries.size(), kBatch));
        const registry::ReceivedCount count = TRY(recorder.receive(batch));
        total.added += count.added;
        total.known += count.known;
        total.completed += count.completed;
        total.forked += count.forked;
        entries = entries.subspan(batch.size());
    }
    return total;
}

Result<int> import_entries(const ImportArguments& arguments, StoreAccess& access) {
    const BoxKey key = TRY(journal::own_bundle_key(access.vault.data_key()));
    auto bundle = TRY(journal::read_bundle(access.tools.files, arguments.file, key));
    auto mirror = TRY(journal::Mirror::open(access.tools.files, access.vault.folder() / "mirror",
                                            access.vault.data_key(), access.tools.entropy));
    auto journal = TRY(journal::Journal::open(access.database, &mirror, access.tools.clock, access.tools.entropy,
                                              {access.vault.device(), build_date()}));
    const casework::ProjectorSet projectors;  // the app's: its lists need not be made anew when it opens
    const auto registry =
        TRY(registry::Registry::open(access.database, access.schemas, {.fold = {}, .projectors = projectors.all()}));
    registry::Recorder recorder{access.database, journal, *registry};

    const Sorted sorted = sort(std::move(bundle.entries), access.vault);
    const registry::ReceivedCount count = TRY(receive(recorder, sorted.good));
    mirror.flush().ignore("what the mirror misses is noted again when the journal opens");
    fmt::print("{} added, {} known, {} completed, {} forked, {} refused, {} damaged records\n", count.added,
               count.known, count.completed, count.forked, sorted.refused, bundle.damaged_records);
    return sorted.refused + bundle.damaged_records == 0 ? 0 : kStoreIsWrong;
}

}  // namespace

void add_import_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<ImportArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("import", "Put back the entries of a file that was sealed to this vault");
    add_store_options(*command, arguments->store);
    command->add_option("--file", arguments->file, "File to read")->required();
    command->callback([arguments, &exit_code] {
        exit_code =
            run_with_store(arguments->store, [&](StoreAccess& access) { return import_entries(*arguments, access); });
    });
}

}  // namespace daohu::cli
