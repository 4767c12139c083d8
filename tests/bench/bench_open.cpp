// SPDX-License-Identifier: Apache-2.0
//
// daohu-bench open: from the known key to the first fifty rows of the list of cases, everything opened that the app
// opens (mirror, journal, registry, the screen's own connection), against a bare connection that reads the same rows.

#include "tests/bench/bare_connection.hpp"
#include "tests/bench/bench_commands.hpp"
#include "tests/bench/bench_store.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace daohu::bench {

namespace {

struct OpenOptions {
    std::size_t entries = 100'000;
    std::size_t unsent = 200;  // own entries that the mirror still holds
    std::size_t rounds = 25;
};

constexpr std::size_t kVillages = 60;
constexpr std::size_t kTablets = 8;
constexpr std::size_t kFirstRows = 50;

Result<std::size_t> open_ours(const std::filesystem::path& file, const Identity& identity,
                              const registry::SchemaSet& schemas) {
    const auto store = TRY(OpenStore::open(file, identity, schemas));
    auto reading = TRY(vault::Database::open(
        file, identity.data_key, {.access = vault::Access::read_only, .cache = vault::CacheSize::mib_8, .vfs = {}}));
    auto reader = TRY(registry::RegistryReader::open(reading, schemas));
    registry::ListQuery query;
    query.projector = std::string{CaseRows::kName};
    query.limit = kFirstRows;
    const std::vector<registry::ListRow> rows = TRY(reader.list(query));
    return rows.size();
}

Result<std::size_t> open_bare(const std::filesystem::path& file, const Identity& identity) {
    BareConnection connection = TRY(BareConnection::open(file, identity.data_key));
    BareStatement rows = TRY(
        connection.prepare("SELECT s.id, r.columns FROM registry_row r JOIN registry_subject s ON s.subject = r.class "
                           "WHERE r.projector = 1 ORDER BY r.key1, r.key2, r.key3, r.class LIMIT ?1"));
    rows.bind(1, static_cast<std::int64_t>(kFirstRows));
    std::size_t count = 0;
    while (TRY(rows.step())) {
        ++count;
    }
    return count;
}

Result<void> fill(const std::filesystem::path& file, const CommonOptions& common, const OpenOptions& options,
                  const Identity& identity, const registry::SchemaSet& schemas) {
    CountyData data{common.seed, kVillages};
    auto store = TRY(OpenStore::open(file, identity, schemas, OpenStore::Registered::no));
    TRY(store->import(
        options.entries - options.unsent, kTablets, [&] { return data.discovery_or_visit(); },
        [&](const entry::EntryId& id) { data.written(id); }));
    store = nullptr;
    store = TRY(OpenStore::open(file, identity, schemas));
    for (std::size_t i = 0; i < options.unsent; ++i) {
        const entry::SignedEntry saved = TRY(store->save(data.discovery_or_visit()));
        data.written(saved.id());
    }
    TRY(store->flush_mirror());
    return store->checkpoint();
}

Result<int> run(const CommonOptions& common, const OpenOptions& options, const registry::SchemaSet& schemas,
                const Identity& identity) {
    const Scratch scratch{common.folder};
    const std::filesystem::path file = scratch / "store.db";
    TRY(fill(file, common, options, identity, schemas));
    Samples ours;
    Samples bare;
    Samples our_processor;
    bool reads_the_same = true;
    for (std::size_t round = 0; round < options.rounds; ++round) {
        Result<std::size_t> our_rows;
        Result<std::size_t> bare_rows;
        const Milliseconds before = processor_time();
        ours.add(time_of([&] { our_rows = open_ours(file, identity, schemas); }));
        our_processor.add(processor_time() - before);
        bare.add(time_of([&] { bare_rows = open_bare(file, identity); }));
        const std::size_t expected = TRY(std::move(bare_rows));
        reads_the_same = reads_the_same && TRY(std::move(our_rows)) == expected && expected > 0;
    }
    Report report{"open"};
    report.setting("seed", static_cast<std::int64_t>(common.seed));
    report.setting("entries", static_cast<std::int64_t>(options.entries));
    report.setting("unsent", static_cast<std::int64_t>(options.unsent));
    report.setting("rounds", static_cast<std::int64_t>(options.rounds));
    report.times("bare", bare);
    report.times("open_processor", our_processor);
    report.figure("open_p95", ours.percentile(95), "ms");
    report.goal("open_p50", ours.median(), "ms", Goal::at_most, 50);
    report.check("same_rows_in_both", reads_the_same);
    return report.print(common.format());
}

}  // namespace

void add_open(CLI::App& app, CommonOptions& common, int& result) {
    auto options = std::make_shared<OpenOptions>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("open", "Opening a store with its key, up to the first list");
    command->add_option("--entries", options->entries, "Entries in the store")->check(CLI::PositiveNumber);
    command->add_option("--unsent", options->unsent,
                        "Of them, own ones that the mirror holds; all where there are fewer");
    command->add_option("--rounds", options->rounds, "How often it is opened")->check(CLI::PositiveNumber);
    command->callback([options, &common, &result] {
        options->unsent = std::min(options->unsent, options->entries);
        result = run_on_store(common, [&](const registry::SchemaSet& schemas, const Identity& identity) {
            return run(common, *options, schemas, identity);
        });
    });
}

}  // namespace daohu::bench
