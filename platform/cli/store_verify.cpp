// SPDX-License-Identifier: Apache-2.0
#include "core/journal/reader.hpp"
#include "core/registry/folder.hpp"
#include "core/registry/memory_store.hpp"
#include "core/registry/registry_reader.hpp"
#include "platform/cli/store_access.hpp"
#include "platform/cli/store_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace daohu::cli {

namespace {

constexpr std::size_t kBatch = 512;

class NoSink final : public registry::FoldSink {
public:
    Result<void> entity_changed(registry::SubjectRef, const registry::Entity&) override { return {}; }
    Result<void> entity_merged_away(registry::SubjectRef) override { return {}; }
};

struct Findings {
    std::uint64_t entries = 0;
    std::uint64_t own = 0;             // of this device: its key is known here
    std::uint64_t bad_signatures = 0;  // among the own
    bool is_fold_current = false;
};

// Folds the journal in memory and compares every stream's state with the tables'.
Result<Findings> inspect(StoreAccess& access) {
    Findings findings;
    registry::MemoryStore memory;
    NoSink sink;
    registry::Folder folder{memory, access.schemas(), sink};
    journal::JournalReader journal = TRY(journal::JournalReader::open(access.database()));
    const PublicKey& own_key = access.vault().device_key().public_key();
    std::uint64_t after = 0;
    for (auto batch = TRY(journal.read_after(after, kBatch)); !batch.empty();
         batch = TRY(journal.read_after(after, kBatch))) {
        for (const journal::StoredEntry& stored : batch) {
            after = stored.ordinal;
            ++findings.entries;
            if (stored.entry.header().device == access.vault().device()) {
                ++findings.own;
                findings.bad_signatures += stored.entry.verify(own_key) ? 0U : 1U;
            }
            TRY(folder.apply(stored.entry));
        }
        TRY(folder.flush());
    }
    registry::RegistryReader reader = TRY(registry::RegistryReader::open(access.database(), access.schemas()));
    findings.is_fold_current = TRY(reader.streams()) == TRY(memory.streams());
    return findings;
}

Result<int> verify(StoreAccess& access) {
    TRY(access.database().check_integrity(vault::IntegrityDepth::full));
    const Findings findings = TRY(inspect(access));
    fmt::print(
        "pages and rows sound; {} entries, {} of this device, {} of those not signed as they should be; registry {}\n",
        findings.entries, findings.own, findings.bad_signatures,
        findings.is_fold_current ? "as the journal says" : "not as the journal says: rebuild it");
    return findings.bad_signatures == 0 && findings.is_fold_current ? 0 : 1;
}

}  // namespace

void add_verify_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<StoreArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command =
        app.add_subcommand("verify", "Check pages, own signatures and the registry against the journal");
    add_store_options(*command, *arguments);
    command->callback([arguments, &exit_code] { exit_code = with_store(*arguments, verify); });
}

}  // namespace daohu::cli
