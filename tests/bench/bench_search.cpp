// SPDX-License-Identifier: Apache-2.0
//
// daohu-bench search: what people type (one character, two, a whole name, its spelling, its first letters, the end of a
// number, two characters in one village; no typing errors) over many persons, warm and on a connection just opened. The
// found ids are compared with those of a look at everybody. Beside it, on the same connection settings, LIKE over a plain
// table and the full-text index of SQLite with one character a token.

#include "tests/bench/bare_connection.hpp"
#include "tests/bench/bench_commands.hpp"
#include "tests/bench/bench_store.hpp"
#include "tests/bench/brute_search.hpp"

#include "core/base/pinyin.hpp"
#include "core/base/utf8.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace daohu::bench {

namespace {

struct SearchOptions {
    std::size_t persons = 100'000;
    std::size_t queries = 1000;
    std::size_t cold_queries = 100;
    std::size_t peer_queries = 100;
};

constexpr std::size_t kVillages = 60;
constexpr std::size_t kTablets = 8;
constexpr std::size_t kPersonsAnEntry = 20;
constexpr std::size_t kFirstRows = 50;

struct Typed {
    std::string text;
    std::optional<StreamId> village;
    bool is_characters = false;
};

class SearchBench {
public:
    SearchBench(const CommonOptions& common, const SearchOptions& options, const registry::SchemaSet& schemas,
                const Identity& identity)
        : m_common{common}, m_options{options}, m_schemas{schemas}, m_identity{identity}, m_scratch{common.folder},
          m_random{common.seed} {}

    Result<int> run();

private:
    struct Connection {
        explicit Connection(vault::Database opened) : database{std::move(opened)} {}

        vault::Database database;
        std::optional<registry::RegistryReader> reader;
    };

    Result<void> fill();
    Result<void> fill_peer();
    [[nodiscard]] std::vector<Typed> queries(std::size_t count);
    [[nodiscard]] Typed query_of(const MadeUpPerson& person, std::uint64_t kind);
    [[nodiscard]] Result<std::unique_ptr<Connection>> connect() const;
    Result<void> compare_all(const std::vector<Typed>& typed);
    Result<Samples> time_warm(const std::vector<Typed>& typed);
    Result<Samples> time_cold(const std::vector<Typed>& typed);
    Result<Samples> time_peer(const char* sql, const std::vector<Typed>& typed, bool is_like);

    const CommonOptions& m_common;
    const SearchOptions& m_options;
    const registry::SchemaSet& m_schemas;
    const Identity& m_identity;
    Scratch m_scratch;
    SeededEntropy m_random;
    std::vector<MadeUpPerson> m_persons;
    BruteSearch m_brute;
    std::uint64_t m_expected = 0;
    std::uint64_t m_found = 0;
    std::uint64_t m_too_many = 0;
    bool m_counts_agree = true;
};

Result<void> SearchBench::fill() {
    CountyData data{m_common.seed, kVillages};
    std::size_t next = 0;
    std::vector<MadeUpPerson> together;
    // One entry is about one village.
    for (std::size_t i = 0; i < m_options.persons; ++i) {
        MadeUpPerson person = data.person();
        if (i % kPersonsAnEntry != 0) {
            person.village = m_persons.back().village;
        }
        m_brute.add(person);
        m_persons.push_back(std::move(person));
    }
    auto store = TRY(OpenStore::open(m_scratch / "store.db", m_identity, m_schemas, OpenStore::Registered::no));
    const std::size_t entries = (m_options.persons + kPersonsAnEntry - 1) / kPersonsAnEntry;
    TRY(store->import(
        entries, kTablets,
        [&] {
            const std::size_t count = std::min(kPersonsAnEntry, m_persons.size() - next);
            const std::span<const MadeUpPerson> some{m_persons.data() + next, count};
            next += count;
            return data.creation_of(some);
        },
        [](const entry::EntryId&) {}));
    store = nullptr;
    store = TRY(OpenStore::open(m_scratch / "store.db", m_identity, m_schemas));
    return store->checkpoint();
}

// The same persons in a plain table and in a full-text index, in an encrypted file of its own.
Result<void> SearchBench::fill_peer() {
    { TRY(vault::Database::open(m_scratch / "peer.db", m_identity.data_key)); }
    BareConnection connection = TRY(BareConnection::open(m_scratch / "peer.db", m_identity.data_key));
    TRY(connection.execute("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT, body BLOB);"
                           "CREATE VIRTUAL TABLE word USING fts5(name, content = '', tokenize = 'unicode61'); BEGIN"));
    BareStatement add = TRY(connection.prepare("INSERT INTO person VALUES (?1, ?2, zeroblob(300))"));
    BareStatement add_words = TRY(connection.prepare("INSERT INTO word(rowid, name) VALUES (?1, ?2)"));
    std::int64_t row = 0;
    for (const MadeUpPerson& person : m_persons) {
        std::string spaced;
        for (const char32_t character : decode_utf8(person.name)) {
            append_utf8(spaced, character);
            spaced += ' ';
        }
        ++row;
        add.bind(1, row);
        add.bind(2, std::string_view{person.name});
        TRY(add.run());
        add_words.bind(1, row);
        add_words.bind(2, std::string_view{spaced});
        TRY(add_words.run());
    }
    return connection.execute("COMMIT");
}

Typed SearchBench::query_of(const MadeUpPerson& person, std::uint64_t kind) {
    constexpr std::size_t kTail = 4;
    const std::u32string name = decode_utf8(person.name);
    const std::u32string given = name.substr(1);
    const NamePinyin sounds = pinyin_of_name(person.name);
    switch (kind) {
        case 0: return {encode_utf8(name.substr(m_random.next() % name.size(), 1)), std::nullopt, true};
        case 1: return {encode_utf8(name.substr(name.size() - 2)), std::nullopt, true};
        case 2: return {person.name, std::nullopt, true};
        case 3: return {sounds.full.front(), std::nullopt, false};
        case 4: return {sounds.initials.front(), std::nullopt, false};
        case 5: return {person.id_number.substr(person.id_number.size() - kTail), std::nullopt, false};
        case 6: return {person.phone.substr(person.phone.size() - kTail), std::nullopt, false};
        default: return {encode_utf8(name.substr(0, 2)), person.village, true};
    }
}

std::vector<Typed> SearchBench::queries(std::size_t count) {
    constexpr std::uint64_t kKinds = 8;
    std::vector<Typed> typed;
    for (std::size_t i = 0; i < count; ++i) {
        typed.push_back(query_of(m_persons[m_random.next() % m_persons.size()], i % kKinds));
    }
    return typed;
}

Result<std::unique_ptr<SearchBench::Connection>> SearchBench::connect() const {
    auto database =
        TRY(vault::Database::open(m_scratch / "store.db", m_identity.data_key,
                                  {.access = vault::Access::read_only, .cache = vault::CacheSize::mib_8, .vfs = {}}));
    auto connection = std::make_unique<Connection>(std::move(database));
    connection->reader.emplace(TRY(registry::RegistryReader::open(connection->database, m_schemas)));
    return connection;
}

Result<void> SearchBench::compare_all(const std::vector<Typed>& typed) {
    const auto connection = TRY(connect());
    for (const Typed& one : typed) {
        const registry::SearchResult found =
            TRY(connection->reader->search({one.text, one.village, registry::kMaxCounted}));
        const std::set<EntityId> expected = m_brute.find(one.text, one.village);
        if (expected.size() > registry::kMaxCounted) {
            ++m_too_many;
            m_counts_agree = m_counts_agree && found.is_more;
            continue;
        }
        const std::set<EntityId> ids(found.first.begin(), found.first.end());
        m_expected += expected.size();
        m_found +=
            static_cast<std::uint64_t>(std::ranges::count_if(expected, [&](EntityId id) { return ids.contains(id); }));
        m_counts_agree = m_counts_agree && found.count == expected.size() && ids.size() == found.first.size() &&
                         !found.is_more && ids.size() == expected.size();
    }
    return {};
}

Result<Samples> SearchBench::time_warm(const std::vector<Typed>& typed) {
    const auto connection = TRY(connect());
    Samples samples;
    for (const Typed& one : typed) {
        Result<registry::SearchResult> found;
        samples.add(time_of([&] { found = connection->reader->search({one.text, one.village, kFirstRows}); }));
        TRY(std::move(found));
    }
    return samples;
}

// From opening the connection to the rows.
Result<Samples> SearchBench::time_cold(const std::vector<Typed>& typed) {
    Samples samples;
    for (const Typed& one : typed) {
        Result<void> outcome;
        samples.add(time_of([&] {
            outcome = [&]() -> Result<void> {
                const auto connection = TRY(connect());
                TRY(connection->reader->search({one.text, one.village, kFirstRows}));
                return {};
            }();
        }));
        TRY(std::move(outcome));
    }
    return samples;
}

// First rows and count, as ours.
Result<Samples> SearchBench::time_peer(const char* sql, const std::vector<Typed>& typed, bool is_like) {
    BareConnection connection = TRY(BareConnection::open(m_scratch / "peer.db", m_identity.data_key));
    BareStatement statement = TRY(connection.prepare(sql));
    Samples samples;
    for (const Typed& one : typed) {
        if (!one.is_characters || one.village || samples.count() == m_options.peer_queries) {
            continue;
        }
        std::string pattern{is_like ? "%" : "\""};
        for (const char32_t character : decode_utf8(one.text)) {
            append_utf8(pattern, character);
            pattern += is_like ? "" : " ";
        }
        pattern += is_like ? "%" : "\"";
        Result<bool> row = true;
        samples.add(time_of([&] {
            statement.bind(1, std::string_view{pattern});
            while (row && *row) {
                row = statement.step();
            }
            statement.reset();
        }));
        TRY(std::move(row));
    }
    return samples;
}

Result<int> SearchBench::run() {
    TRY(fill());
    TRY(fill_peer());
    const std::vector<Typed> typed = queries(m_options.queries);
    TRY(time_warm(typed));  // fills the caches
    const Samples warm = TRY(time_warm(typed));
    const Samples cold = TRY(time_cold(queries(m_options.cold_queries)));
    const Samples like = TRY(time_peer("SELECT id FROM person WHERE name LIKE ?1", typed, true));
    const Samples words = TRY(time_peer("SELECT rowid FROM word WHERE word MATCH ?1", typed, false));
    TRY(compare_all(typed));
    Report report{"search"};
    report.setting("seed", static_cast<std::int64_t>(m_common.seed));
    report.setting("persons", static_cast<std::int64_t>(m_options.persons));
    report.setting("queries", static_cast<std::int64_t>(m_options.queries));
    report.setting("beyond_the_count", static_cast<std::int64_t>(m_too_many));
    report.times("like", like);
    report.times("fts5", words);
    report.figure("warm_p50", warm.median(), "ms");
    report.goal("warm_p95", warm.percentile(95), "ms", Goal::at_most, 5);
    report.figure("cold_p50", cold.median(), "ms");
    report.goal("cold_p95", cold.percentile(95), "ms", Goal::at_most, 30);
    report.figure("recall", m_expected == 0 ? 0 : 100 * static_cast<double>(m_found) / static_cast<double>(m_expected),
                  "percent");
    report.check("all_found", m_expected > 0 && m_found == m_expected);
    report.check("counts_agree", m_counts_agree);
    return report.print(m_common.format());
}

}  // namespace

void add_search(CLI::App& app, CommonOptions& common, int& result) {
    auto options = std::make_shared<SearchOptions>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("search", "Finding persons beside LIKE and full-text search");
    command->add_option("--persons", options->persons, "Persons in the store")->check(CLI::PositiveNumber);
    command->add_option("--queries", options->queries, "How many queries are compared and timed");
    command->add_option("--cold-queries", options->cold_queries, "How many on a fresh connection");
    command->add_option("--peer-queries", options->peer_queries, "How many for each peer");
    command->callback([options, &common, &result] {
        result = run_on_store(common, [&](const registry::SchemaSet& schemas, const Identity& identity) {
            return SearchBench{common, *options, schemas, identity}.run();
        });
    });
}

}  // namespace daohu::bench
