// SPDX-License-Identifier: Apache-2.0
#pragma once

// What screens, sync and tools read of the registry. On any connection to the store, on its thread; the database and the
// schemas must outlive it. Every query is a walk of an index.

#include "core/registry/fact_reader.hpp"
#include "core/registry/projector.hpp"
#include "core/registry/search_index.hpp"
#include "core/registry/vault_store.hpp"
#include "core/vault/transaction.hpp"

#include <utility>

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

enum class SearchMatch : std::uint8_t {
    beginning,  // what was typed is a beginning
    whole,      // what was typed is the whole rest of a name, or a whole number
};

struct SearchQuery {
    std::string typed;
    std::optional<StreamId> stream;  // only what was first written there
    std::size_t limit = 50;
    SearchMatch match = SearchMatch::beginning;
};

struct SearchResult {
    std::vector<EntityId> first;  // exact names before others, then in the order they were first written here
    std::size_t count = 0;        // of all that begin so, up to kMaxCounted
    bool is_more = false;         // there are more than were counted
};

// Rows of a list that belong to whatever is found: the cases of a person, by the person's name.
struct RowSearch {
    std::string typed;
    std::string projector;  // its first key is the id of the entity that is searched for, as text
    std::size_t limit = 50;
};

inline constexpr std::size_t kMaxCounted = SearchIndex::kMaxFound;

struct ConflictItem {
    EntityId entity;
    std::string dataset;
    std::string property;  // empty: the status
};

struct RegistrySize {
    std::uint64_t entities = 0;
    std::uint64_t conflicts = 0;
};

// While it lives, all that the reader gives is of one state of the store, and what it has looked up stays known: for
// whoever reads much at once. On the reader's thread; gone before the reader, and before anybody waits for what is new.
class HeldState {
public:
    ~HeldState() {
        if (m_is_held != nullptr) {
            *m_is_held = false;
        }
    }
    HeldState(HeldState&& other) noexcept
        : m_transaction{std::move(other.m_transaction)}, m_is_held{std::exchange(other.m_is_held, nullptr)} {}
    HeldState& operator=(HeldState&&) = delete;

private:
    friend class RegistryReader;
    HeldState(std::optional<vault::Transaction> transaction, bool* is_held)
        : m_transaction{std::move(transaction)}, m_is_held{is_held} {}

    std::optional<vault::Transaction> m_transaction;  // nothing: another one was open already
    bool* m_is_held;                                  // null: within a state that is held already
};

class RegistryReader {
public:
    // not_found where the database has no registry yet.
    [[nodiscard]] static Result<RegistryReader> open(vault::Database& database, const SchemaSet& schemas);
    ~RegistryReader();
    RegistryReader(RegistryReader&&) noexcept;
    RegistryReader& operator=(RegistryReader&&) noexcept;

    [[nodiscard]] Result<HeldState> hold();
    // Another number once anybody else has written to the store.
    [[nodiscard]] Result<std::int64_t> version();

    // The entity that a subject is part of; nothing when nothing is known about it.
    [[nodiscard]] Result<std::optional<Entity>> find(EntityId subject);
    // The answers of a fact by path, corrections applied. Read from the journal; not_found where there is none beside the
    // registry, or where nothing is known about the subject.
    [[nodiscard]] Result<std::map<std::string, Register, std::less<>>> answers(EntityId subject,
                                                                               const entry::WriteId& record);

    // In the order of the projector's keys. not_found for a projector the store does not have.
    [[nodiscard]] Result<std::vector<ListRow>> list(const ListQuery& query);
    // Their keys alone, those after `after`: a walk of the index, for who looks at all rows and needs few. not_found as
    // above.
    [[nodiscard]] Result<std::vector<RowPosition>>
    list_keys(std::string_view projector, const std::optional<RowPosition>& after, std::size_t limit);
    // The entities of a dataset in the order they were first written about here, those after `after`.
    [[nodiscard]] Result<std::vector<EntityId>> entities(std::string_view dataset, std::optional<EntityId> after,
                                                         std::size_t limit);

    [[nodiscard]] Result<SearchResult> search(const SearchQuery& query);
    // In the order of the second and third key, each row once; also those that name a member of a merged entity. Of the
    // first kMaxCounted entities found. not_found for a projector the store does not have.
    [[nodiscard]] Result<std::vector<ListRow>> search_rows(const RowSearch& search);
    // In order of time; of all members of the entity.
    [[nodiscard]] Result<std::vector<HistoryItem>> history(EntityId subject);
    [[nodiscard]] Result<std::vector<ConflictItem>> conflicts(std::size_t limit);
    [[nodiscard]] Result<RegistrySize> size();
    // Ascending by stream.
    [[nodiscard]] Result<std::vector<StreamState>> streams();

private:
    struct Statements;

    RegistryReader(vault::Database& database, const SchemaSet& schemas, std::unique_ptr<VaultStore> store,
                   SearchIndex index, std::unique_ptr<Statements> statements);

    // What is known about all members of the entity that a subject is part of; nothing where nothing is.
    [[nodiscard]] Result<std::optional<Contents>> contents_of(EntityId subject);
    // One state of the tables for several queries; nothing where a transaction is open already. What was looked up before is
    // forgotten, except within a state that is held.
    [[nodiscard]] Result<std::optional<vault::Transaction>> one_state();
    [[nodiscard]] Result<FactReader> facts();
    [[nodiscard]] Result<std::int64_t> projector_number(std::string_view name);
    [[nodiscard]] Result<std::vector<EntityId>> ids_of(std::span<const SubjectRef> classes);

    vault::Database* m_database;
    const SchemaSet* m_schemas;
    std::unique_ptr<VaultStore> m_store;
    SearchIndex m_index;
    std::unique_ptr<Statements> m_statements;
};

}  // namespace daohu::registry
