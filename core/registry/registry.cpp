// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry.hpp"

#include "core/base/cbor.hpp"
#include "core/base/hash.hpp"
#include "core/registry/tables.hpp"

#include <algorithm>

namespace daohu::registry {

namespace {

using vault::Cursor;
using vault::Statement;
using vault::Transaction;

// Entries read at once.
constexpr std::size_t kBatch = 512;
// Entities that may wait to be folded: one written by many entries of a rebuild is folded once.
constexpr std::size_t kMaxWaiting = 200'000;

constexpr std::string_view kVersionsKey = "versions";
constexpr std::string_view kCountyKey = "county";

// The numbers of chains, streams and names stay: readers on other connections remember them.
constexpr std::string_view kClear = R"sql(
DELETE FROM registry_meta; DELETE FROM registry_entry;
UPDATE registry_stream SET entries = 0, entry_sum = zeroblob(32), part_sum = zeroblob(32);
DELETE FROM registry_subject; DELETE FROM registry_write; DELETE FROM registry_edge;
DELETE FROM registry_blind; DELETE FROM registry_union; DELETE FROM registry_unread; DELETE FROM registry_part;
DELETE FROM registry_entity; DELETE FROM registry_conflict; DELETE FROM registry_projector; DELETE FROM registry_row;
DELETE FROM registry_token;
)sql";

Bytes encode(const journal::CountyDevices& county) {
    CborWriter out;
    out.array(county.size() * 2);
    for (const auto& [device, key] : county) {
        out.bytes(device.bytes()).bytes(key.bytes());
    }
    return out.take();
}

Result<journal::CountyDevices> decode_county(ByteView bytes) {
    journal::CountyDevices county;
    CborReader in{bytes};
    for (std::size_t left = TRY(in.array()); left > 0; left -= 2) {
        const auto device = TRY(in.fixed_bytes<DeviceId::kSize>());
        county[DeviceId{device}] = PublicKey{TRY(in.fixed_bytes<PublicKey::kSize>())};
    }
    TRY(in.finish());
    return county;
}

// What the tables depend on besides the journal.
Bytes versions_of(const SchemaSet& schemas, const RegistryOptions& options) {
    const Projectors projectors = options.projectors;
    CborWriter out;
    out.array(3 + projectors.size() * 2);
    out.integer(kFoldVersion);
    out.bytes(schemas.fingerprint().bytes());
    out.bytes(hash256(encode(options.fold.county)).bytes());
    for (const Projector* projector : projectors) {
        out.text(projector->name());
        out.integer(projector->version());
    }
    return out.take();
}

}  // namespace

Result<journal::CountyDevices> believed_county(vault::Database& database) {
    Statement any = TRY(database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'registry_meta'"));
    Cursor table = any.query();
    if (!TRY(table.next())) {
        return journal::CountyDevices{};
    }
    Statement find = TRY(database.prepare("SELECT value FROM registry_meta WHERE key = ?1"));
    Cursor row = find.query({kCountyKey});
    return TRY(row.next()) ? decode_county(row.blob(0)) : journal::CountyDevices{};
}

Result<std::vector<std::uint64_t>> entries_not_read_whole(vault::Database& database, std::uint64_t after) {
    Statement select =
        TRY(database.prepare("SELECT DISTINCT entry FROM registry_unread WHERE entry > ?1 ORDER BY entry"));
    std::vector<std::uint64_t> ordinals;
    Cursor rows = select.query({after});
    while (TRY(rows.next())) {
        ordinals.push_back(rows.unsigned_integer(0));
    }
    return ordinals;
}

Registry::Registry(vault::Database& database, const SchemaSet& schemas, RegistryOptions options)
    : m_database{database}, m_schemas{schemas}, m_options{std::move(options)} {}
Registry::~Registry() = default;

Result<std::unique_ptr<Registry>> Registry::open(vault::Database& database, const SchemaSet& schemas,
                                                 RegistryOptions options) {
    TRY(vault::migrate(database, table_schema()));
    if (options.fold.county.empty()) {
        options.fold.county = TRY(believed_county(database));
    }
    auto registry = std::unique_ptr<Registry>{new Registry{database, schemas, std::move(options)}};
    if (!TRY(registry->is_current())) {
        TRY(registry->rebuild());
        return registry;
    }
    TRY(registry->prepare());
    TRY(registry->catch_up());
    return registry;
}

Result<void> Registry::prepare() {
    m_store = TRY(VaultStore::open(m_database));
    m_tables = TRY(EntityTables::open(m_database, *m_store, m_schemas, m_options.projectors));
    m_folder.emplace(*m_store, m_schemas, *m_tables, m_options.fold);
    return {};
}

Result<bool> Registry::is_current() {
    Statement find = TRY(m_database.prepare("SELECT value FROM registry_meta WHERE key = ?1"));
    Cursor row = find.query({kVersionsKey});
    if (!TRY(row.next())) {
        return false;
    }
    const ByteView stored = row.blob(0);
    const Bytes wanted = versions_of(m_schemas, m_options);
    return std::ranges::equal(stored, wanted);
}

Result<void> Registry::clear(Transaction& transaction) {
    TRY(transaction.database().execute(kClear));
    Statement add = TRY(m_database.prepare("INSERT INTO registry_projector(name, version) VALUES (?1, ?2)"));
    for (const Projector* projector : m_options.projectors) {
        TRY(add.run({projector->name(), projector->version()}));
    }
    return {};
}

Result<void> Registry::note_versions() {
    Statement put = TRY(m_database.prepare("INSERT OR REPLACE INTO registry_meta(key, value) VALUES (?1, ?2)"));
    TRY(put.run({kCountyKey, encode(m_options.fold.county)}));
    return put.run({kVersionsKey, versions_of(m_schemas, m_options)});
}

Result<std::uint64_t> Registry::last_applied() {
    Statement last = TRY(m_database.prepare("SELECT coalesce(max(entry), 0) FROM registry_entry"));
    Cursor row = last.query();
    TRY(row.next());
    return row.unsigned_integer(0);
}

Result<Applied> Registry::apply(Transaction&, const entry::SignedEntry& entry, std::uint64_t ordinal) {
    const Applied applied = TRY(m_folder->apply(entry, ordinal));
    TRY(m_folder->flush());
    return applied;
}

Result<void> Registry::reapply(Transaction&, const entry::SignedEntry& entry) {
    TRY(m_folder->reapply(entry));
    return m_folder->flush();
}

void Registry::forget_unsaved() {
    m_store->forget_unsaved();
    m_folder.emplace(*m_store, m_schemas, *m_tables, m_options.fold);
}

Result<void> Registry::rebuild(const std::function<void(const RebuildProgress&)>& report) {
    Transaction transaction = TRY(Transaction::begin(m_database));
    TRY(clear(transaction));
    TRY(prepare());
    m_tables->start_empty();
    m_store->start_empty();
    journal::JournalReader journal = TRY(journal::JournalReader::open(m_database));
    TRY(apply_from_journal(0, TRY(journal.count()), report));
    TRY(m_store->stop_collecting());
    TRY(note_versions());
    return transaction.commit();
}

Result<std::uint64_t> Registry::catch_up() {
    journal::JournalReader journal = TRY(journal::JournalReader::open(m_database));
    const std::uint64_t applied = TRY(last_applied());
    if (TRY(journal.last_ordinal()) <= applied) {
        return std::uint64_t{0};
    }
    Transaction transaction = TRY(Transaction::begin(m_database));
    const std::uint64_t count = TRY(apply_from_journal(applied, 0, {}));
    TRY(transaction.commit());
    return count;
}

Result<std::uint64_t> Registry::apply_from_journal(std::uint64_t after, std::uint64_t total,
                                                   const std::function<void(const RebuildProgress&)>& report) {
    journal::JournalReader journal = TRY(journal::JournalReader::open(m_database));
    std::uint64_t done = 0;
    while (true) {
        const std::vector<journal::StoredEntry> batch = TRY(journal.read_after(after, kBatch));
        if (batch.empty()) {
            TRY(m_folder->flush());
            return done;
        }
        for (const journal::StoredEntry& stored : batch) {
            TRY(m_folder->apply(stored.entry, stored.ordinal));
            after = stored.ordinal;
        }
        if (m_folder->waiting() >= kMaxWaiting) {
            TRY(m_folder->flush());
        }
        done += batch.size();
        if (report) {
            report({done, total});
        }
    }
}

}  // namespace daohu::registry
