// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry_reader.hpp"

#include "core/registry/folder.hpp"
#include "core/registry/prepared.hpp"
#include "core/registry/row_format.hpp"
#include "core/registry/search_tokens.hpp"
#include "core/registry/tables.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace daohu::registry {

namespace {

using vault::Cursor;
using vault::Statement;
using vault::Transaction;

RowKey key_from(const Cursor& row, int column, int type_column) {
    if (row.text(type_column) == "integer") {
        return row.integer(column);
    }
    return std::string{row.text(column)};
}

vault::Parameter parameter_of(const RowKey& key) {
    if (const auto* number = std::get_if<std::int64_t>(&key)) {
        return *number;
    }
    return std::string_view{std::get<std::string>(key)};
}

enum class Query : std::uint8_t {
    projector,
    list_all,
    list_from,
    list_key,
    list_key_from,
    keys_all,
    keys_from,
    found_rows,
    class_rows,
    entities,
    conflicts,
    count_entities,
    count_conflicts,
    version,
};

constexpr std::array kQueries{
    Sql{Query::projector, "SELECT projector FROM registry_projector WHERE name = ?1"},
    Sql{Query::list_all,
        "SELECT s.id, r.columns, r.key1, typeof(r.key1), r.key2, typeof(r.key2), r.key3, typeof(r.key3), r.class "
        "FROM registry_row r JOIN registry_subject s ON s.subject = r.class WHERE r.projector = ?1 "
        "ORDER BY r.key1, r.key2, r.key3, r.class LIMIT ?2"},
    Sql{Query::list_from,
        "SELECT s.id, r.columns, r.key1, typeof(r.key1), r.key2, typeof(r.key2), r.key3, typeof(r.key3), r.class "
        "FROM registry_row r JOIN registry_subject s ON s.subject = r.class WHERE r.projector = ?1 "
        "AND (r.key1, r.key2, r.key3, r.class) > (?3, ?4, ?5, ?6) ORDER BY r.key1, r.key2, r.key3, r.class LIMIT ?2"},
    Sql{Query::list_key,
        "SELECT s.id, r.columns, r.key1, typeof(r.key1), r.key2, typeof(r.key2), r.key3, typeof(r.key3), r.class "
        "FROM registry_row r JOIN registry_subject s ON s.subject = r.class WHERE r.projector = ?1 AND r.key1 = ?3 "
        "ORDER BY r.key1, r.key2, r.key3, r.class LIMIT ?2"},
    Sql{Query::list_key_from,
        "SELECT s.id, r.columns, r.key1, typeof(r.key1), r.key2, typeof(r.key2), r.key3, typeof(r.key3), r.class "
        "FROM registry_row r JOIN registry_subject s ON s.subject = r.class WHERE r.projector = ?1 AND r.key1 = ?3 "
        "AND (r.key2, r.key3, r.class) > (?4, ?5, ?6) ORDER BY r.key1, r.key2, r.key3, r.class LIMIT ?2"},
    Sql{Query::keys_all, "SELECT key1, typeof(key1), key2, typeof(key2), key3, typeof(key3), class FROM registry_row "
                         "WHERE projector = ?1 ORDER BY key1, key2, key3, class LIMIT ?2"},
    Sql{Query::keys_from,
        "SELECT key1, typeof(key1), key2, typeof(key2), key3, typeof(key3), class FROM registry_row "
        "WHERE projector = ?1 AND (key1, key2, key3, class) > (?3, ?4, ?5, ?6) ORDER BY key1, key2, key3, class "
        "LIMIT ?2"},
    Sql{Query::found_rows,
        "WITH found AS (SELECT DISTINCT class FROM registry_token WHERE token >= ?1 AND token < ?2 LIMIT ?3), "
        "named AS (SELECT s.id FROM found JOIN registry_subject s ON s.subject = found.class UNION ALL "
        "SELECT s.id FROM found JOIN registry_subject s ON s.class = found.class AND s.class <> s.subject) "
        "SELECT s.id, r.columns, r.key1, typeof(r.key1), r.key2, typeof(r.key2), r.key3, typeof(r.key3), r.class "
        "FROM named JOIN registry_row r ON r.projector = ?4 AND r.key1 = lower(hex(named.id)) "
        "JOIN registry_subject s ON s.subject = r.class ORDER BY r.key2, r.key3, r.class LIMIT ?5"},
    Sql{Query::class_rows,
        "WITH named AS (SELECT id FROM registry_subject WHERE subject = ?1 UNION "
        "SELECT id FROM registry_subject WHERE class = ?1) "
        "SELECT s.id, r.columns, r.key1, typeof(r.key1), r.key2, typeof(r.key2), r.key3, typeof(r.key3), r.class "
        "FROM named JOIN registry_row r ON r.projector = ?2 AND r.key1 = lower(hex(named.id)) "
        "JOIN registry_subject s ON s.subject = r.class ORDER BY r.key2, r.key3, r.class LIMIT ?3"},
    Sql{Query::entities, "SELECT s.id FROM registry_entity e JOIN registry_subject s ON s.subject = e.class "
                         "WHERE e.dataset = (SELECT name FROM registry_name WHERE text = ?1) AND e.class > ?2 "
                         "ORDER BY e.class LIMIT ?3"},
    Sql{Query::conflicts,
        "SELECT s.id, n.text, c.property FROM registry_conflict c JOIN registry_subject s ON s.subject = c.class "
        "JOIN registry_entity e ON e.class = c.class JOIN registry_name n ON n.name = e.dataset "
        "ORDER BY c.class, c.property LIMIT ?1"},
    Sql{Query::count_entities, "SELECT count(*) FROM registry_entity"},
    Sql{Query::count_conflicts, "SELECT count(*) FROM registry_conflict"},
    Sql{Query::version, "PRAGMA data_version"},
};

// Of the columns from this one on.
RowPosition position_from(const Cursor& row, int column) {
    return {{key_from(row, column, column + 1), key_from(row, column + 2, column + 3),
             key_from(row, column + 4, column + 5)},
            row.integer(column + 6)};
}

Result<std::vector<ListRow>> list_rows(Cursor cursor) {
    std::vector<ListRow> rows;
    while (TRY(cursor.next())) {
        ListRow row;
        row.entity = TRY(cursor.as<EntityId>(0));
        row.columns = TRY(decode_columns(cursor.blob(1)));
        row.position = position_from(cursor, 2);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

struct RegistryReader::Statements {
    Prepared<Query, kQueries.size()> prepared;
    bool is_held = false;
};

RegistryReader::RegistryReader(vault::Database& database, const SchemaSet& schemas, std::unique_ptr<VaultStore> store,
                               SearchIndex index, std::unique_ptr<Statements> statements)
    : m_database{&database}, m_schemas{&schemas}, m_store{std::move(store)}, m_index{std::move(index)},
      m_statements{std::move(statements)} {}
RegistryReader::~RegistryReader() = default;
RegistryReader::RegistryReader(RegistryReader&&) noexcept = default;
RegistryReader& RegistryReader::operator=(RegistryReader&&) noexcept = default;

Result<RegistryReader> RegistryReader::open(vault::Database& db, const SchemaSet& schemas) {
    if (TRY(vault::schema_version(db, table_schema().room)) == 0) {
        return fail(ErrorCode::not_found, "no registers in this store yet: opening the app makes them");
    }
    std::unique_ptr<VaultStore> store = TRY(VaultStore::open(db));
    SearchIndex index = TRY(SearchIndex::open(db));
    auto prepared = TRY((Prepared<Query, kQueries.size()>::open(db, kQueries)));
    auto statements = std::make_unique<Statements>(std::move(prepared));
    return RegistryReader{db, schemas, std::move(store), std::move(index), std::move(statements)};
}

Result<HeldState> RegistryReader::hold() {
    if (m_statements->is_held) {
        return HeldState{std::nullopt, nullptr};
    }
    auto transaction = TRY(one_state());
    m_statements->is_held = true;
    return HeldState{std::move(transaction), &m_statements->is_held};
}

Result<std::int64_t> RegistryReader::version() {
    Cursor row = m_statements->prepared[Query::version].query();
    TRY(row.next());
    return row.integer(0);
}

Result<std::optional<Transaction>> RegistryReader::one_state() {
    std::optional<Transaction> transaction;
    if (m_statements->is_held) {
        return transaction;
    }
    m_store->forget_rows();
    if (!m_database->in_transaction()) {
        transaction.emplace(TRY(Transaction::begin_reading(*m_database)));
    }
    return transaction;
}

Result<std::optional<Contents>> RegistryReader::contents_of(EntityId subject) {
    const std::optional<SubjectRef> ref = TRY(m_store->find_ref(subject));
    if (!ref) {
        return std::optional<Contents>{};
    }
    return std::optional{TRY(load_class(*m_store, *ref))};
}

Result<std::optional<Entity>> RegistryReader::find(EntityId subject) {
    const auto state = TRY(one_state());
    const std::optional<Contents> contents = TRY(contents_of(subject));
    if (!contents) {
        return std::optional<Entity>{};
    }
    Entity entity = fold(*contents, *m_schemas);
    return entity.exists() ? std::optional{std::move(entity)} : std::nullopt;
}

Result<FactReader> RegistryReader::facts() { return FactReader{TRY(journal::JournalReader::open(*m_database))}; }

Result<std::map<std::string, Register, std::less<>>> RegistryReader::answers(EntityId subject,
                                                                             const entry::WriteId& record) {
    const auto state = TRY(one_state());
    const std::optional<Contents> contents = TRY(contents_of(subject));
    if (!contents) {
        return fail(ErrorCode::not_found, "subject");
    }
    FactReader reader = TRY(facts());
    return reader.answers(fold(*contents, *m_schemas), record, *contents);
}

Result<std::vector<HistoryItem>> RegistryReader::history(EntityId subject) {
    const auto state = TRY(one_state());
    const std::optional<Contents> contents = TRY(contents_of(subject));
    if (!contents) {
        return std::vector<HistoryItem>{};
    }
    FactReader reader = TRY(facts());
    return reader.history(fold(*contents, *m_schemas), *contents);
}

Result<std::int64_t> RegistryReader::projector_number(std::string_view name) {
    Cursor row = m_statements->prepared[Query::projector].query({name});
    if (!TRY(row.next())) {
        return fail(ErrorCode::not_found, "projector " + std::string{name});
    }
    return row.integer(0);
}

Result<std::vector<ListRow>> RegistryReader::list(const ListQuery& query) {
    const std::int64_t projector = TRY(projector_number(query.projector));
    const auto limit = static_cast<std::uint64_t>(query.limit);
    const auto open_cursor = [&]() -> Cursor {
        if (query.first_key && query.after) {
            return m_statements->prepared[Query::list_key_from].query(
                {projector, limit, parameter_of(*query.first_key), parameter_of(query.after->keys[1]),
                 parameter_of(query.after->keys[2]), query.after->row});
        }
        if (query.first_key) {
            return m_statements->prepared[Query::list_key].query({projector, limit, parameter_of(*query.first_key)});
        }
        if (query.after) {
            return m_statements->prepared[Query::list_from].query(
                {projector, limit, parameter_of(query.after->keys[0]), parameter_of(query.after->keys[1]),
                 parameter_of(query.after->keys[2]), query.after->row});
        }
        return m_statements->prepared[Query::list_all].query({projector, limit});
    };
    return list_rows(open_cursor());
}

Result<std::vector<RowPosition>> RegistryReader::list_keys(std::string_view projector,
                                                           const std::optional<RowPosition>& after, std::size_t limit) {
    const std::int64_t number = TRY(projector_number(projector));
    const auto most = static_cast<std::uint64_t>(limit);
    Cursor rows = after ? m_statements->prepared[Query::keys_from].query({number, most, parameter_of(after->keys[0]),
                                                                          parameter_of(after->keys[1]),
                                                                          parameter_of(after->keys[2]), after->row})
                        : m_statements->prepared[Query::keys_all].query({number, most});
    std::vector<RowPosition> positions;
    while (TRY(rows.next())) {
        positions.push_back(position_from(rows, 0));
    }
    return positions;
}

Result<std::vector<EntityId>> RegistryReader::entities(std::string_view dataset, std::optional<EntityId> after,
                                                       std::size_t limit) {
    const auto state = TRY(one_state());
    SubjectRef after_ref = 0;
    if (after) {
        const std::optional<SubjectRef> found = TRY(m_store->find_ref(*after));
        if (!found) {
            return fail(ErrorCode::not_found, "entity to continue after");
        }
        after_ref = *found;
    }
    std::vector<EntityId> ids;
    Cursor rows =
        m_statements->prepared[Query::entities].query({dataset, after_ref, static_cast<std::uint64_t>(limit)});
    while (TRY(rows.next())) {
        ids.push_back(TRY(rows.as<EntityId>(0)));
    }
    return ids;
}

Result<std::vector<EntityId>> RegistryReader::ids_of(std::span<const SubjectRef> classes) {
    std::vector<EntityId> ids;
    for (const SubjectRef class_ref : classes) {
        ids.push_back(TRY(m_store->id_of(class_ref)));
    }
    return ids;
}

Result<SearchResult> RegistryReader::search(const SearchQuery& query) {
    const auto state = TRY(one_state());
    const SearchIndex::Found found = TRY(m_index.find(query.typed, query.stream, query.limit));
    std::vector<SubjectRef> page{found.exact.begin(), found.exact.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                                found.exact.size(), query.limit))};
    const bool is_whole = query.match == SearchMatch::whole;
    for (auto other = found.all.begin(); !is_whole && other != found.all.end() && page.size() < query.limit; ++other) {
        if (!std::ranges::binary_search(found.exact, *other)) {
            page.push_back(*other);
        }
    }
    SearchResult result;
    result.first = TRY(ids_of(page));
    result.count = found.all.size();
    result.is_more = found.is_cut;
    return result;
}

Result<std::vector<ListRow>> RegistryReader::search_rows(const RowSearch& search) {
    const auto state = TRY(one_state());
    const std::int64_t projector = TRY(projector_number(search.projector));
    std::vector<ListRow> rows;
    for (const std::string& prefix : token_prefixes(search.typed)) {
        std::vector<ListRow> more = TRY(list_rows(m_statements->prepared[Query::found_rows].query(
            {prefix, end_of_prefix(prefix), static_cast<std::uint64_t>(kMaxCounted), projector,
             static_cast<std::uint64_t>(search.limit)})));
        std::ranges::move(more, std::back_inserter(rows));
    }
    for (const SubjectRef class_ref : TRY(m_index.beyond_tokens(search.typed))) {
        std::vector<ListRow> more = TRY(list_rows(m_statements->prepared[Query::class_rows].query(
            {class_ref, projector, static_cast<std::uint64_t>(search.limit)})));
        std::ranges::move(more, std::back_inserter(rows));
    }
    std::ranges::sort(rows, {}, [](const ListRow& row) {
        return std::tie(row.position.keys[1], row.position.keys[2], row.position.row);
    });
    const auto [twice, end] = std::ranges::unique(rows, {}, &ListRow::entity);
    rows.erase(twice, end);
    if (rows.size() > search.limit) {
        rows.resize(search.limit);
    }
    return rows;
}

Result<std::vector<ConflictItem>> RegistryReader::conflicts(std::size_t limit) {
    std::vector<ConflictItem> items;
    Cursor rows = m_statements->prepared[Query::conflicts].query({static_cast<std::uint64_t>(limit)});
    while (TRY(rows.next())) {
        items.push_back({TRY(rows.as<EntityId>(0)), std::string{rows.text(1)}, std::string{rows.text(2)}});
    }
    return items;
}

Result<RegistrySize> RegistryReader::size() {
    const auto state = TRY(one_state());
    RegistrySize size;
    {
        Cursor row = m_statements->prepared[Query::count_entities].query();
        TRY(row.next());
        size.entities = row.unsigned_integer(0);
    }
    Cursor row = m_statements->prepared[Query::count_conflicts].query();
    TRY(row.next());
    size.conflicts = row.unsigned_integer(0);
    return size;
}

Result<std::vector<StreamState>> RegistryReader::streams() { return m_store->streams(); }

}  // namespace daohu::registry
