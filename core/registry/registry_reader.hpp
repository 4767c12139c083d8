// SPDX-License-Identifier: Apache-2.0
#pragma once

// What screens, sync and tools read of the registry. On any connection to the store, on its thread; the database and the
// schemas must outlive it. Every query is a walk of an index.

#include "core/registry/projector.hpp"
#include "core/registry/vault_store.hpp"

namespace daohu::registry {

// Where a page of a list begins: after the last row of the page before.
struct RowPosition {
    RowKeys keys;
    std::int64_t row = 0;
};

struct ListQuery {
    std::string projector;
    std::optional<RowKey> first_key;  // only rows with this first key
    std::optional<RowPosition> after;
    std::size_t limit = 50;
};

struct ListRow {
    EntityId entity;
    std::vector<entry::Value> columns;
    RowPosition position;
};

struct SearchQuery {
    std::string typed;
    std::optional<StreamId> stream;  // only what was first written there
    std::size_t limit = 50;
};

struct SearchResult {
    std::vector<EntityId> first;  // exact names before others, then in the order they were first written here
    std::size_t count = 0;        // of all that match, up to kMaxCounted
    bool is_more = false;         // there are more than were counted
};

inline constexpr std::size_t kMaxCounted = 10'000;

// One write in the life of an entity, whether it still holds or not.
struct HistoryItem {
    EntityId subject;  // the member of the entity it was written about
    entry::WriteId write;
    Provenance by;
    entry::OperationCode operation = entry::OperationCode::record;
    std::string dataset;
    std::string property;  // empty: the operation itself
    entry::Value value;
    std::vector<entry::WriteId> replaces;
    bool is_replaced = false;
};

struct ConflictItem {
    EntityId entity;
    std::string dataset;
    std::string property;  // empty: the status
};

struct RegistrySize {
    std::uint64_t entities = 0;
    std::uint64_t conflicts = 0;
};

class RegistryReader {
public:
    [[nodiscard]] static Result<RegistryReader> open(vault::Database& database, const SchemaSet& schemas);
    ~RegistryReader();
    RegistryReader(RegistryReader&&) noexcept;
    RegistryReader& operator=(RegistryReader&&) noexcept;

    // The entity that a subject is part of; nothing when nothing is known about it.
    [[nodiscard]] Result<std::optional<Entity>> find(EntityId subject);
    // The answers of a fact by path, corrections applied.
    [[nodiscard]] Result<std::map<std::string, Register, std::less<>>> answers(EntityId subject,
                                                                               const entry::WriteId& record);

    // In the order of the projector's keys. not_found for a projector the store does not have.
    [[nodiscard]] Result<std::vector<ListRow>> list(const ListQuery& query);
    // The entities of a dataset in the order they were first written about here, those after `after`.
    [[nodiscard]] Result<std::vector<EntityId>> entities(std::string_view dataset, std::optional<EntityId> after,
                                                         std::size_t limit);

    [[nodiscard]] Result<SearchResult> search(const SearchQuery& query);
    // In order of time; of all members of the entity.
    [[nodiscard]] Result<std::vector<HistoryItem>> history(EntityId subject);
    [[nodiscard]] Result<std::vector<ConflictItem>> conflicts(std::size_t limit);
    [[nodiscard]] Result<RegistrySize> size();
    // Ascending by stream.
    [[nodiscard]] Result<std::vector<StreamState>> streams();

private:
    struct Statements;

    RegistryReader(vault::Database& database, const SchemaSet& schemas, std::unique_ptr<VaultStore> store,
                   std::unique_ptr<Statements> statements);

    [[nodiscard]] Result<std::int64_t> projector_number(std::string_view name);
    [[nodiscard]] Result<std::vector<EntityId>> ids_of(std::span<const std::int64_t> classes);

    vault::Database* m_database;
    const SchemaSet* m_schemas;
    std::unique_ptr<VaultStore> m_store;
    std::unique_ptr<Statements> m_statements;
};

}  // namespace daohu::registry
