// SPDX-License-Identifier: Apache-2.0
//
// daohu-bench save: one save as the app makes it (encode, two signatures, store, fold, index) against a bare SQLCipher
// transaction that writes the same rows of the same tables, without any of our code. Both flush at every commit; they
// alternate. The rows are found by saving everything once before, on a copy, with triggers that note what changes.

#include "tests/bench/bench_commands.hpp"
#include "tests/bench/bench_store.hpp"
#include "tests/bench/row_changes.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace daohu::bench {

namespace {

struct SaveOptions {
    std::size_t entries = 5000;  // in the store before
    std::size_t saves = 1000;
};

constexpr std::size_t kVillages = 10;
constexpr std::size_t kTablets = 4;
// The mirror is flushed once a second, off the saving path.
constexpr std::size_t kSavesAMirrorFlush = 25;

class SaveBench {
public:
    SaveBench(const CommonOptions& common, const SaveOptions& options, const registry::SchemaSet& schemas,
              const Identity& identity)
        : m_common{common}, m_options{options}, m_schemas{schemas}, m_identity{identity}, m_scratch{common.folder},
          m_data{common.seed, kVillages} {}

    Result<int> run();

private:
    Result<void> fill();
    Result<void> record();
    Result<void> measure(Report& report);
    Result<void> copy_store(const char* name);

    const CommonOptions& m_common;
    const SaveOptions& m_options;
    const registry::SchemaSet& m_schemas;
    const Identity& m_identity;
    Scratch m_scratch;
    CountyData m_data;
    std::vector<TableShape> m_tables;
    std::vector<entry::EntryDraft> m_drafts;
    std::vector<std::vector<RowChange>> m_changes;
    std::size_t m_entry_bytes = 0;
};

Result<void> SaveBench::fill() {
    auto store = TRY(OpenStore::open(m_scratch / "filled.db", m_identity, m_schemas, OpenStore::Registered::no));
    TRY(store->import(
        m_options.entries, kTablets, [&] { return m_data.discovery_or_visit(); },
        [&](const entry::EntryId& id) { m_data.written(id); }));
    store = nullptr;
    store = TRY(OpenStore::open(m_scratch / "filled.db", m_identity, m_schemas));
    return store->checkpoint();
}

Result<void> SaveBench::copy_store(const char* name) {
    std::error_code error;
    std::filesystem::copy_file(m_scratch / "filled.db", m_scratch / name, error);
    return error ? Result<void>{fail(ErrorCode::io_failed, error.message())} : Result<void>{};
}

Result<void> SaveBench::record() {
    {
        BareConnection connection = TRY(BareConnection::open(m_scratch / "recorded.db", m_identity.data_key));
        m_tables = TRY(table_shapes(connection));
    }
    auto store = TRY(OpenStore::open(m_scratch / "recorded.db", m_identity, m_schemas));
    RowRecorder recorder = TRY(RowRecorder::attach(store->database(), m_tables));
    for (std::size_t i = 0; i < m_options.saves; ++i) {
        m_drafts.push_back(m_data.discovery_or_visit());
        const entry::SignedEntry saved = TRY(store->save(m_drafts.back()));
        m_data.written(saved.id());
        m_entry_bytes += saved.encode().size();
        store->clock().advance(std::chrono::minutes{1});
        m_changes.push_back(TRY(recorder.take()));
    }
    return {};
}

Result<void> SaveBench::measure(Report& report) {
    auto store = TRY(OpenStore::open(m_scratch / "ours.db", m_identity, m_schemas));
    BareConnection bare = TRY(BareConnection::open(m_scratch / "bare.db", m_identity.data_key));
    BareWriter writer{bare, m_tables};
    Samples ours;
    Samples theirs;
    Result<void> outcome;
    Samples our_processor;
    Samples their_processor;
    const auto save_ours = [&](std::size_t i) {
        const Milliseconds before = processor_time();
        ours.add(time_of([&] {
            if (const auto saved = store->save(m_drafts[i]); !saved) {
                outcome = fail(saved.error());
            }
        }));
        our_processor.add(processor_time() - before);
    };
    const auto save_bare = [&](std::size_t i) {
        const Milliseconds before = processor_time();
        theirs.add(time_of([&] {
            if (const auto written = writer.write(m_changes[i]); !written) {
                outcome = fail(written.error());
            }
        }));
        their_processor.add(processor_time() - before);
    };
    std::size_t rows = 0;
    for (std::size_t i = 0; i < m_options.saves; ++i) {
        TRY(writer.prepare(m_changes[i]));
        rows += m_changes[i].size();
        if (i % 2 == 0) {
            save_ours(i);
            save_bare(i);
        } else {
            save_bare(i);
            save_ours(i);
        }
        TRY(std::move(outcome));
        outcome = {};
        store->clock().advance(std::chrono::minutes{1});
        if (i % kSavesAMirrorFlush == 0) {
            TRY(store->flush_mirror());
        }
    }
    report.figure("entry_size", static_cast<double>(m_entry_bytes) / static_cast<double>(m_options.saves), "bytes");
    report.figure("rows_a_save", static_cast<double>(rows) / static_cast<double>(m_options.saves), "rows");
    report.times("save", ours);
    report.times("bare", theirs);
    report.times("save_processor", our_processor);
    report.times("bare_processor", their_processor);
    report.goal("median_ratio", ours.median() / theirs.median(), "x bare", Goal::at_most, 1.5);
    report.goal("p95_added", ours.percentile(95) - theirs.percentile(95), "ms", Goal::at_most, 2);
    return {};
}

Result<int> SaveBench::run() {
    TRY(fill());
    for (const char* name : {"recorded.db", "ours.db", "bare.db"}) {
        TRY(copy_store(name));
    }
    TRY(record());
    Report report{"save"};
    report.setting("seed", static_cast<std::int64_t>(m_common.seed));
    report.setting("entries", static_cast<std::int64_t>(m_options.entries));
    report.setting("saves", static_cast<std::int64_t>(m_options.saves));
    TRY(measure(report));
    BareConnection ours = TRY(BareConnection::open(m_scratch / "ours.db", m_identity.data_key));
    BareConnection bare = TRY(BareConnection::open(m_scratch / "bare.db", m_identity.data_key));
    report.check("same_rows_in_both", TRY(content_hash(ours, m_tables)) == TRY(content_hash(bare, m_tables)));
    return report.print(m_common.format());
}

}  // namespace

void add_save(CLI::App& app, CommonOptions& common, int& result) {
    auto options = std::make_shared<SaveOptions>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("save", "One save beside a bare transaction of the same rows");
    command->add_option("--entries", options->entries, "Entries in the store before")->check(CLI::PositiveNumber);
    command->add_option("--saves", options->saves, "How many saves are timed")->check(CLI::PositiveNumber);
    command->callback([options, &common, &result] {
        result = run_on_store(common, [&](const registry::SchemaSet& schemas, const Identity& identity) {
            return SaveBench{common, *options, schemas, identity}.run();
        });
    });
}

}  // namespace daohu::bench
