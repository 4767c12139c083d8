// SPDX-License-Identifier: Apache-2.0
#pragma once

// The registry of a store: applies entries to the tables, in the transaction that stores them. On the thread of the
// writing connection; what screens read is in registry_reader.hpp.

#include "core/journal/reader.hpp"
#include "core/registry/entity_tables.hpp"
#include "core/vault/transaction.hpp"

#include <functional>

namespace daohu::registry {

struct RegistryOptions {
    FoldOptions fold;
    Projectors projectors;
};

struct RebuildProgress {
    std::uint64_t done = 0;  // entries
    std::uint64_t total = 0;
};

// Whose verdicts on blind edges the tables were folded with; nobody's where there are no tables yet.
[[nodiscard]] Result<journal::CountyDevices> believed_county(vault::Database& database);

// Ordinals above `after`, ascending, of the entries with a section about somebody that the fold could not read: whatever is
// sealed is among them.
[[nodiscard]] Result<std::vector<std::uint64_t>> entries_not_read_whole(vault::Database& database, std::uint64_t after);

class Registry {
public:
    // Makes the tables where there are none, and makes them anew where they were folded by another version of the fold,
    // with other datasets or other projectors; entries of the journal that are not applied yet are applied. `schemas` and
    // the projectors must outlive the registry, as must the database. Who does not know the county's devices believes those
    // that were believed before; where others are given, everything is folded anew.
    [[nodiscard]] static Result<std::unique_ptr<Registry>> open(vault::Database& database, const SchemaSet& schemas,
                                                                RegistryOptions options = {});
    ~Registry();

    // After the entry was appended or imported, in the same transaction. `ordinal` is its own in the journal.
    [[nodiscard]] Result<Applied> apply(vault::Transaction& transaction, const entry::SignedEntry& entry,
                                        std::uint64_t ordinal);
    // After sections of it were dropped or arrived, in the same transaction.
    [[nodiscard]] Result<void> reapply(vault::Transaction& transaction, const entry::SignedEntry& entry);

    // Everything derived, from the journal. `report` is called now and then. One transaction: a cut leaves the old tables.
    [[nodiscard]] Result<void> rebuild(const std::function<void(const RebuildProgress&)>& report = {});
    // Applies what the journal has beyond the last entry applied.
    [[nodiscard]] Result<std::uint64_t> catch_up();

    // To be called when a transaction that called apply() was rolled back.
    void forget_unsaved();

private:
    Registry(vault::Database& database, const SchemaSet& schemas, RegistryOptions options);

    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<bool> is_current();
    [[nodiscard]] Result<void> clear(vault::Transaction& transaction);
    [[nodiscard]] Result<void> note_versions();
    [[nodiscard]] Result<std::uint64_t> last_applied();
    [[nodiscard]] Result<std::uint64_t> apply_from_journal(std::uint64_t after, std::uint64_t total,
                                                           const std::function<void(const RebuildProgress&)>& report);

    vault::Database& m_database;
    const SchemaSet& m_schemas;
    RegistryOptions m_options;
    std::unique_ptr<VaultStore> m_store;
    std::unique_ptr<EntityTables> m_tables;
    std::optional<Folder> m_folder;
};

}  // namespace daohu::registry
