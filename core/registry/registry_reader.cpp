// SPDX-License-Identifier: Apache-2.0
#include "core/registry/registry_reader.hpp"

#include "core/registry/folder.hpp"
#include "core/registry/prepared.hpp"
#include "core/registry/row_format.hpp"
#include "core/registry/search_tokens.hpp"
#include "core/vault/transaction.hpp"

#include <algorithm>
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

// The end of the range of texts that begin with `prefix`: no UTF-8 text holds the byte 0xFF.
std::string end_of_prefix(const std::string& prefix) { return prefix + '\xFF'; }

enum class Query : std::uint8_t {
    projector,
    list_all,
    list_from,
    list_key,
    list_key_from,
    entities,
    find_tokens,
    find_tokens_in,
    exact_token,
    find_stream,
    conflicts,
    count_entities,
    count_conflicts,
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
    Sql{Query::entities, "SELECT s.id FROM registry_entity e JOIN registry_subject s ON s.subject = e.class "
                         "WHERE e.dataset = (SELECT name FROM registry_name WHERE text = ?1) AND e.class > ?2 "
                         "ORDER BY e.class LIMIT ?3"},
    Sql{Query::find_tokens, "SELECT class FROM registry_token WHERE token >= ?1 AND token < ?2 LIMIT ?3"},
    Sql{Query::find_tokens_in,
        "SELECT class FROM registry_token WHERE token >= ?1 AND token < ?2 AND area = ?4 LIMIT ?3"},
    Sql{Query::exact_token, "SELECT class, area FROM registry_token WHERE token = ?1 LIMIT ?2"},
    Sql{Query::find_stream, "SELECT stream FROM registry_stream WHERE id = ?1"},
    Sql{Query::conflicts,
        "SELECT s.id, n.text, c.property FROM registry_conflict c JOIN registry_subject s ON s.subject = c.class "
        "JOIN registry_entity e ON e.class = c.class JOIN registry_name n ON n.name = e.dataset "
        "ORDER BY c.class, c.property LIMIT ?1"},
    Sql{Query::count_entities, "SELECT count(*) FROM registry_entity"},
    Sql{Query::count_conflicts, "SELECT count(*) FROM registry_conflict"},
};

}  // namespace

struct RegistryReader::Statements {
    Prepared<Query, kQueries.size()> prepared;
};

RegistryReader::RegistryReader(vault::Database& database, const SchemaSet& schemas, std::unique_ptr<VaultStore> store,
                               std::unique_ptr<Statements> statements)
    : m_database{&database}, m_schemas{&schemas}, m_store{std::move(store)}, m_statements{std::move(statements)} {}
RegistryReader::~RegistryReader() = default;
RegistryReader::RegistryReader(RegistryReader&&) noexcept = default;
RegistryReader& RegistryReader::operator=(RegistryReader&&) noexcept = default;

Result<RegistryReader> RegistryReader::open(vault::Database& db, const SchemaSet& schemas) {
    std::unique_ptr<VaultStore> store = TRY(VaultStore::open(db));
    auto prepared = TRY((Prepared<Query, kQueries.size()>::open(db, kQueries)));
    auto statements = std::make_unique<Statements>(std::move(prepared));
    return RegistryReader{db, schemas, std::move(store), std::move(statements)};
}

Result<std::optional<Entity>> RegistryReader::find(EntityId subject) {
    std::optional<Transaction> one_state;
    if (!m_database->in_transaction()) {
        one_state.emplace(TRY(Transaction::begin_reading(*m_database)));
    }
    const std::optional<SubjectRef> ref = TRY(m_store->find_ref(subject));
    if (!ref) {
        return std::optional<Entity>{};
    }
    Entity entity = TRY(load_entity(*m_store, *m_schemas, *ref));
    return entity.exists() ? std::optional{std::move(entity)} : std::nullopt;
}

Result<std::map<std::string, Register, std::less<>>> RegistryReader::answers(EntityId subject,
                                                                             const entry::WriteId& record) {
    const std::optional<Entity> entity = TRY(find(subject));
    if (!entity) {
        return fail(ErrorCode::not_found, "subject");
    }
    // The record and every correction of it.
    std::set<entry::WriteId> versions{record};
    for (bool grew = true; grew;) {
        grew = false;
        for (const Record& candidate : entity->records) {
            if (candidate.corrects && versions.contains(*candidate.corrects)) {
                grew |= versions.insert(candidate.write).second;
            }
        }
    }
    Contents contents;
    for (const EntityId member : entity->members) {
        if (const std::optional<SubjectRef> ref = TRY(m_store->find_ref(member))) {
            Contents of_member;
            TRY(m_store->load_answers(*ref, of_member));
            contents.append(std::move(of_member));
        }
    }
    std::erase_if(contents.writes, [&](const Contents::SourcedWrite& write) {
        return !versions.contains({contents.sources[write.source].entry, write.write.operation_index});
    });
    return fold_answers(contents);
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
    std::vector<ListRow> rows;
    Cursor cursor = open_cursor();
    while (TRY(cursor.next())) {
        ListRow row;
        row.entity = TRY(cursor.as<EntityId>(0));
        row.columns = TRY(decode_columns(cursor.blob(1)));
        row.position = {{key_from(cursor, 2, 3), key_from(cursor, 4, 5), key_from(cursor, 6, 7)}, cursor.integer(8)};
        rows.push_back(std::move(row));
    }
    return rows;
}

Result<std::vector<EntityId>> RegistryReader::entities(std::string_view dataset, std::optional<EntityId> after,
                                                       std::size_t limit) {
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

Result<std::vector<EntityId>> RegistryReader::ids_of(std::span<const std::int64_t> classes) {
    std::vector<EntityId> ids;
    for (const std::int64_t class_ref : classes) {
        ids.push_back(TRY(m_store->id_of(class_ref)));
    }
    return ids;
}

Result<SearchResult> RegistryReader::search(const SearchQuery& query) {
    std::optional<std::int64_t> area;
    if (query.stream) {
        Cursor row = m_statements->prepared[Query::find_stream].query({*query.stream});
        if (!TRY(row.next())) {
            return SearchResult{};
        }
        area = row.integer(0);
    }
    // A little more than is counted, since one class may stand under several tokens of one beginning.
    constexpr std::uint64_t kMaxRows = kMaxCounted + kMaxCounted / 4;
    std::vector<std::int64_t> found;
    std::vector<std::int64_t> exact;
    bool is_cut = false;
    for (const std::string& prefix : token_prefixes(query.typed)) {
        const std::size_t before = found.size();
        const std::string end = end_of_prefix(prefix);
        Cursor rows = area ? m_statements->prepared[Query::find_tokens_in].query({prefix, end, kMaxRows, *area})
                           : m_statements->prepared[Query::find_tokens].query({prefix, end, kMaxRows});
        while (TRY(rows.next())) {
            found.push_back(rows.integer(0));
        }
        is_cut |= found.size() - before == kMaxRows;
        Cursor same =
            m_statements->prepared[Query::exact_token].query({prefix, static_cast<std::uint64_t>(query.limit)});
        while (TRY(same.next())) {
            if (!area || same.integer(1) == *area) {
                exact.push_back(same.integer(0));
            }
        }
    }
    std::ranges::sort(found);
    const auto [first_twice, end] = std::ranges::unique(found);
    found.erase(first_twice, end);

    SearchResult result;
    result.count = std::min(found.size(), kMaxCounted);
    result.is_more = is_cut || found.size() > kMaxCounted;
    std::vector<std::int64_t> page;
    std::ranges::sort(exact);
    for (const std::vector<std::int64_t>* source : {&std::as_const(exact), &std::as_const(found)}) {
        for (const std::int64_t class_ref : *source) {
            if (page.size() < query.limit && std::ranges::find(page, class_ref) == page.end()) {
                page.push_back(class_ref);
            }
        }
    }
    result.first = TRY(ids_of(page));
    return result;
}

Result<std::vector<HistoryItem>> RegistryReader::history(EntityId subject) {
    std::vector<HistoryItem> items;
    const std::optional<Entity> entity = TRY(find(subject));
    if (!entity) {
        return items;
    }
    std::set<entry::WriteId> replaced;
    for (const EntityId member : entity->members) {
        const std::optional<SubjectRef> ref = TRY(m_store->find_ref(member));
        if (!ref) {
            continue;
        }
        Contents contents;
        TRY(m_store->load(*ref, contents));
        Contents answers;
        TRY(m_store->load_answers(*ref, answers));
        answers.edges.clear();  // the same as those of the state
        contents.append(std::move(answers));
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<entry::WriteId>> replaces;
        for (const Contents::SourcedEdge& edge : contents.edges) {
            if (!edge.is_blind) {
                replaces[{edge.source, edge.edge.by}].push_back(edge.edge.replaced);
                replaced.insert(edge.edge.replaced);
            }
        }
        for (const Contents::SourcedWrite& write : contents.writes) {
            items.push_back({member, contents.id_of(write), contents.sources[write.source], write.write.operation,
                             write.write.dataset, write.write.property, write.write.value,
                             replaces[{write.source, write.write.index}], false});
        }
    }
    std::ranges::sort(items, [](const HistoryItem& a, const HistoryItem& b) {
        if (displayed_before(a.by, b.by) || displayed_before(b.by, a.by)) {
            return displayed_before(a.by, b.by);
        }
        return a.write.index < b.write.index;
    });
    for (HistoryItem& item : items) {
        item.is_replaced = replaced.contains(item.write);
    }
    return items;
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
