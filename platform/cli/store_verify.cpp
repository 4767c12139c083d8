// SPDX-License-Identifier: Apache-2.0
#include "core/journal/mirror.hpp"
#include "core/journal/mirror_gap.hpp"
#include "core/journal/verify.hpp"
#include "core/registry/folder.hpp"
#include "core/registry/memory_store.hpp"
#include "core/registry/registry.hpp"
#include "core/registry/registry_reader.hpp"
#include "platform/cli/store_access.hpp"
#include "platform/cli/store_commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <unordered_set>
#include <utility>

namespace daohu::cli {

namespace {

constexpr std::size_t kBatch = 512;

class NoSink final : public registry::FoldSink {
public:
    Result<void> entity_changed(registry::SubjectRef, const registry::Entity&) override { return {}; }
    Result<void> entity_merged_away(registry::SubjectRef) override { return {}; }
};

struct Findings {
    journal::VerifyReport journal;
    bool has_registry = false;
    bool is_fold_current = false;
    std::size_t mirrored = 0;
    std::size_t damaged_mirror_records = 0;
    std::size_t not_mirrored = 0;
};

// Folds the journal in memory and compares every stream's state with the tables'.
Result<Findings> inspect(StoreAccess& access) {
    Findings findings;
    registry::MemoryStore memory;
    NoSink sink;
    journal::JournalReader journal = TRY(journal::JournalReader::open(access.database));
    auto county = TRY(registry::believed_county(access.database));
    registry::Folder folder{memory, access.schemas, sink, {.county = std::move(county), .open_sealed = {}}};
    const auto own_key = [&access](DeviceId device) {  // the only one that is known without certificates
        return device == access.vault.device() ? std::optional{access.vault.device_key().public_key()} : std::nullopt;
    };
    findings.journal = TRY(journal::verify_journal(journal, own_key));
    std::uint64_t after = 0;
    for (auto batch = TRY(journal.read_after(after, kBatch)); !batch.empty();
         batch = TRY(journal.read_after(after, kBatch))) {
        for (const journal::StoredEntry& stored : batch) {
            after = stored.ordinal;
            TRY(folder.apply(stored.entry));
        }
        TRY(folder.flush());
    }
    auto reader = registry::RegistryReader::open(access.database, access.schemas);
    if (!reader && reader.error().code != ErrorCode::not_found) {
        return fail(reader.error());
    }
    findings.has_registry = reader.has_value();
    findings.is_fold_current = !reader || TRY(reader->streams()) == TRY(memory.streams());
    const auto mirror = TRY(journal::Mirror::open(access.tools.files, access.vault.folder() / "mirror",
                                                  access.vault.data_key(), access.tools.entropy));
    std::unordered_set<Hash256> mirrored;
    const auto reading = TRY(mirror.read([&mirrored](const entry::SignedEntry& entry) -> Result<void> {
        mirrored.insert(entry.hash());
        return {};
    }));
    findings.mirrored = mirrored.size();
    findings.damaged_mirror_records = reading.damaged_records;
    findings.not_mirrored = TRY(journal::missing_in_mirror(access.database, access.vault.device(), mirrored)).size();
    return findings;
}

std::string_view words_for_registry(const Findings& findings) {
    if (!findings.has_registry) {
        return "not made yet: opening the app makes it";
    }
    return findings.is_fold_current ? "as the journal says" : "not as the journal says: rebuild it";
}

Result<int> verify(StoreAccess& access) {
    TRY(access.database.check_integrity(vault::IntegrityDepth::full));
    const Findings findings = TRY(inspect(access));
    const journal::VerifyReport& journal = findings.journal;
    for (const journal::Finding& finding : journal.findings) {
        fmt::print("{}: {}\n", finding.where, finding.error.describe());
    }
    fmt::print(
        "pages and rows sound; {} entries in {} chains, {} of devices whose key is not known here; {} holes, {} forks, "
        "{} sections dropped, {} withheld; {} entries in the mirror, {} missing there, {} damaged records; registry "
        "{}\n",
        journal.entries, journal.chains, journal.unknown_devices, journal.holes, journal.forks,
        journal.dropped_sections, journal.withheld_sections, findings.mirrored, findings.not_mirrored,
        findings.damaged_mirror_records, words_for_registry(findings));
    const bool has_old_slots = access.vault.slots_were_rolled_back();
    if (has_old_slots) {
        fmt::print("an older copy of the key slots was put back: a passphrase that was changed may open it again\n");
    }
    const bool is_mirror_whole = findings.damaged_mirror_records + findings.not_mirrored == 0;
    const bool is_sound = journal.is_sound() && findings.is_fold_current && is_mirror_whole && !has_old_slots;
    return is_sound ? 0 : kStoreIsWrong;
}

}  // namespace

void add_verify_command(CLI::App& app, int& exit_code) {
    auto arguments = std::make_shared<StoreArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command =
        app.add_subcommand("verify", "Check pages, chains, own signatures and the registry against the journal");
    add_store_options(*command, *arguments);
    command->callback([arguments, &exit_code] { exit_code = run_with_store(*arguments, verify); });
}

}  // namespace daohu::cli
