// SPDX-License-Identifier: Apache-2.0
//
// daohu-bench fold: everything derived, made anew from the journal, against bare inserts of the rows it comes to, in the
// order in which they arrived, into empty tables. One transaction each; no signature is checked in either.

#include "tests/bench/bench_commands.hpp"
#include "tests/bench/bench_store.hpp"
#include "tests/bench/packed_rows.hpp"
#include "tests/bench/row_changes.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace daohu::bench {

namespace {

struct FoldOptions {
    std::size_t entries = 100'000;
    std::size_t rounds = 3;
};

constexpr std::size_t kVillages = 60;
constexpr std::size_t kTablets = 8;

class FoldBench {
public:
    FoldBench(const CommonOptions& common, const FoldOptions& options, const registry::SchemaSet& schemas,
              const Identity& identity)
        : m_common{common}, m_options{options}, m_schemas{schemas}, m_identity{identity}, m_scratch{common.folder} {}

    Result<int> run();

private:
    Result<void> fill();
    Result<void> copy_journal(const char* name);
    Result<void> rebuild();
    Result<void> load_rows();
    Result<void> insert_bare();

    const CommonOptions& m_common;
    const FoldOptions& m_options;
    const registry::SchemaSet& m_schemas;
    const Identity& m_identity;
    Scratch m_scratch;
    std::vector<TableShape> m_tables;  // the registry's
    std::vector<std::string> m_definitions;
    PackedRows m_rows;
    Samples m_rebuilds;
    Samples m_inserts;
    Samples m_rebuild_processor;
    Samples m_insert_processor;
};

Result<void> FoldBench::fill() {
    CountyData data{m_common.seed, kVillages};
    auto store = TRY(OpenStore::open(m_scratch / "journal.db", m_identity, m_schemas, OpenStore::Registered::no));
    TRY(store->import(
        m_options.entries, kTablets, [&] { return data.discovery_or_visit(); },
        [&](const entry::EntryId& id) { data.written(id); }));
    return store->checkpoint();
}

Result<void> FoldBench::copy_journal(const char* name) {
    std::error_code error;
    for (const char* rest : {"-wal", "-shm"}) {
        std::filesystem::path file = m_scratch / name;
        file += rest;
        std::filesystem::remove(file, error);
    }
    std::filesystem::copy_file(m_scratch / "journal.db", m_scratch / name,
                               std::filesystem::copy_options::overwrite_existing, error);
    return error ? Result<void>{fail(ErrorCode::io_failed, error.message())} : Result<void>{};
}

Result<void> FoldBench::rebuild() {
    TRY(copy_journal("ours.db"));
    Result<std::unique_ptr<OpenStore>> store = fail(ErrorCode::not_found);
    const Milliseconds before = processor_time();
    m_rebuilds.add(time_of([&] { store = OpenStore::open(m_scratch / "ours.db", m_identity, m_schemas); }));
    m_rebuild_processor.add(processor_time() - before);
    TRY(std::move(store));
    return {};
}

// Which entry first wrote about a subject: its rows arrive with it.
constexpr const char* kBorn = R"sql(
CREATE TEMP TABLE born(subject INTEGER PRIMARY KEY, entry INTEGER);
INSERT INTO born SELECT subject, min(entry) FROM
    (SELECT subject, min(entry) AS entry FROM registry_write GROUP BY subject
     UNION ALL SELECT subject, min(entry) FROM registry_edge GROUP BY subject
     UNION ALL SELECT subject, 0 FROM registry_subject WHERE class <> subject) GROUP BY subject
)sql";

std::string arrival_of(const TableShape& table) {
    const auto has = [&](std::string_view column) {
        return std::ranges::find(table.columns, column) != table.columns.end();
    };
    for (const char* column : {"entry", "subject", "class"}) {
        if (has(column)) {
            return std::string_view{column} == "entry"
                       ? "t.entry"
                       : fmt::format("coalesce((SELECT entry FROM born WHERE born.subject = t.{}), 0)", column);
        }
    }
    return "0";
}

Result<void> FoldBench::load_rows() {
    BareConnection connection = TRY(BareConnection::open(m_scratch / "ours.db", m_identity.data_key));
    m_tables = TRY(table_shapes(connection));
    std::erase_if(m_tables, [](const TableShape& table) { return !table.name.starts_with("registry_"); });
    {
        BareStatement definitions = TRY(connection.prepare(
            "SELECT sql FROM sqlite_schema WHERE tbl_name LIKE 'registry\\_%' ESCAPE '\\' AND sql IS NOT NULL "
            "ORDER BY type DESC"));
        while (TRY(definitions.step())) {
            m_definitions.push_back(definitions.text(0));
        }
    }
    TRY(connection.execute(kBorn));
    for (std::size_t i = 0; i < m_tables.size(); ++i) {
        BareStatement rows =
            TRY(connection.prepare(fmt::format("SELECT {}, t.* FROM {} t", arrival_of(m_tables[i]), m_tables[i].name)));
        while (TRY(rows.step())) {
            m_rows.add(i, rows);
        }
    }
    m_rows.sort();
    return {};
}

Result<void> FoldBench::insert_bare() {
    TRY(copy_journal("bare.db"));
    BareConnection connection = TRY(BareConnection::open(m_scratch / "bare.db", m_identity.data_key));
    for (const std::string& definition : m_definitions) {
        TRY(connection.execute(definition.c_str()));
    }
    std::vector<BareStatement> inserts;
    for (const TableShape& table : m_tables) {
        std::vector<std::string> parameters(table.columns.size(), "?");
        inserts.push_back(TRY(
            connection.prepare(fmt::format("INSERT INTO {} VALUES ({})", table.name, fmt::join(parameters, ", ")))));
    }
    Result<void> outcome;
    const Milliseconds before = processor_time();
    m_inserts.add(time_of([&] {
        outcome = [&]() -> Result<void> {
            TRY(connection.execute("BEGIN IMMEDIATE"));
            TRY(m_rows.insert_all(inserts));
            return connection.execute("COMMIT");
        }();
    }));
    m_insert_processor.add(processor_time() - before);
    return outcome;
}

Result<int> FoldBench::run() {
    TRY(fill());
    reset_peak_memory();
    TRY(rebuild());
    const std::uint64_t memory = peak_memory();
    TRY(load_rows());
    TRY(insert_bare());
    for (std::size_t round = 1; round < m_options.rounds; ++round) {
        TRY(rebuild());
        TRY(insert_bare());
    }
    constexpr double kMillisecondsASecond = 1000;
    const double entries = static_cast<double>(m_options.entries) * kMillisecondsASecond;
    Report report{"fold"};
    report.setting("seed", static_cast<std::int64_t>(m_common.seed));
    report.setting("entries", static_cast<std::int64_t>(m_options.entries));
    report.setting("rounds", static_cast<std::int64_t>(m_options.rounds));
    report.setting("rows", static_cast<std::int64_t>(m_rows.size()));
    report.times("rebuild", m_rebuilds);
    report.times("bare", m_inserts);
    report.goal("rebuild_rate", entries / m_rebuilds.median(), "entries/s", Goal::at_least, 5000);
    report.figure("rebuild_rate_processor", entries / m_rebuild_processor.median(), "entries/s");
    report.figure("bare_rate_processor", entries / m_insert_processor.median(), "entries/s");
    report.figure("bare_rate", entries / m_inserts.median(), "entries/s");
    report.goal("rate_ratio", m_inserts.median() / m_rebuilds.median(), "x bare", Goal::at_least, 0.5);
    report.goal("peak_memory", static_cast<double>(memory) / 1e6, "MB", Goal::at_most, 200);
    BareConnection ours = TRY(BareConnection::open(m_scratch / "ours.db", m_identity.data_key));
    BareConnection bare = TRY(BareConnection::open(m_scratch / "bare.db", m_identity.data_key));
    report.check("same_rows_in_both", TRY(content_hash(ours, m_tables)) == TRY(content_hash(bare, m_tables)));
    return report.print(m_common.format());
}

}  // namespace

void add_fold(CLI::App& app, CommonOptions& common, int& result) {
    auto options = std::make_shared<FoldOptions>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("fold", "Rebuilding the registry beside bare inserts of its rows");
    command->add_option("--entries", options->entries, "Entries in the journal")->check(CLI::PositiveNumber);
    command->add_option("--rounds", options->rounds, "How often each is done")->check(CLI::PositiveNumber);
    command->callback([options, &common, &result] {
        result = run_on_store(common, [&](const registry::SchemaSet& schemas, const Identity& identity) {
            return FoldBench{common, *options, schemas, identity}.run();
        });
    });
}

}  // namespace daohu::bench
