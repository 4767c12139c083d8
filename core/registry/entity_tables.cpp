// SPDX-License-Identifier: Apache-2.0
#include "core/registry/entity_tables.hpp"

#include "core/base/check.hpp"
#include "core/registry/prepared.hpp"
#include "core/registry/row_format.hpp"

#include <algorithm>
#include <iterator>

namespace daohu::registry {

namespace {

using vault::Cursor;
using vault::Statement;

vault::Parameter parameter_of(const RowKey& key) {
    if (const auto* number = std::get_if<std::int64_t>(&key)) {
        return *number;
    }
    return std::string_view{std::get<std::string>(key)};
}

// Who first wrote about an entity: its search area is the stream of that entry.
const Provenance* origin_of(const Entity& entity) {
    const Provenance* origin = nullptr;
    const auto consider = [&](const Register& property) {
        for (const Sibling& sibling : property.siblings) {
            if (origin == nullptr || displayed_before(sibling.by, *origin)) {
                origin = &sibling.by;
            }
        }
    };
    if (entity.status_register) {
        consider(*entity.status_register);
    }
    for (const auto& [name, property] : entity.registers) {
        consider(property);
    }
    return origin;
}

enum class Query : std::uint8_t {
    entity,
    add_entity,
    set_entity,
    drop_entity,
    drop_conflicts,
    add_conflict,
    add_row,
    put_row,
    set_columns,
    drop_row,
    add_token,
    drop_token,
};

constexpr std::array kQueries{
    Sql{Query::entity, "SELECT dataset, closed, conflicts, read_only, rows, area, texts FROM registry_entity "
                       "WHERE class = ?1"},
    Sql{Query::add_entity,
        "INSERT INTO registry_entity(class, dataset, closed, conflicts, read_only, rows, area, texts) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
    Sql{Query::set_entity, "UPDATE registry_entity SET closed = ?2, conflicts = ?3, read_only = ?4, rows = ?5, "
                           "area = ?6, texts = ?7 WHERE class = ?1"},
    Sql{Query::drop_entity, "DELETE FROM registry_entity WHERE class = ?1"},
    Sql{Query::drop_conflicts, "DELETE FROM registry_conflict WHERE class = ?1"},
    Sql{Query::add_conflict, "INSERT INTO registry_conflict(class, property) VALUES (?1, ?2)"},
    Sql{Query::add_row,
        "INSERT INTO registry_row(projector, class, key1, key2, key3, columns) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
    Sql{Query::put_row,
        "INSERT INTO registry_row(projector, class, key1, key2, key3, columns) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT(projector, class) DO UPDATE SET key1 = ?3, key2 = ?4, key3 = ?5, columns = ?6 "
        "WHERE (key1, key2, key3) <> (?3, ?4, ?5)"},
    Sql{Query::set_columns,
        "UPDATE registry_row SET columns = ?6 WHERE projector = ?1 AND class = ?2 AND columns <> ?6 "
        "AND (key1, key2, key3) = (?3, ?4, ?5)"},
    Sql{Query::drop_row, "DELETE FROM registry_row WHERE projector = ?1 AND class = ?2"},
    Sql{Query::add_token, "INSERT OR IGNORE INTO registry_token(token, area, class) VALUES (?1, ?2, ?3)"},
    Sql{Query::drop_token, "DELETE FROM registry_token WHERE token = ?1 AND area = ?2 AND class = ?3"},
};

constexpr std::size_t kMaxProjectors = 62;  // their bits are one number of SQLite

// Tokens that wait to be written in their order: some 30 MB.
constexpr std::size_t kMaxCollected = 400'000;

}  // namespace

struct EntityTables::Statements {
    Prepared<Query, kQueries.size()> prepared;
    std::vector<std::int64_t> projectors;
};

EntityTables::EntityTables(std::unique_ptr<Statements> statements, vault::Database& database, VaultStore& store,
                           const SchemaSet& schemas, Projectors projectors)
    : m_statements{std::move(statements)}, m_database{database}, m_store{store}, m_schemas{schemas},
      m_projectors{projectors} {}
EntityTables::~EntityTables() = default;

Result<std::unique_ptr<EntityTables>> EntityTables::open(vault::Database& db, VaultStore& store,
                                                         const SchemaSet& schemas, Projectors projectors) {
    DAOHU_CHECK(projectors.size() <= kMaxProjectors);
    auto prepared = TRY((Prepared<Query, kQueries.size()>::open(db, kQueries)));
    std::vector<std::int64_t> numbers = TRY(projector_numbers(db, projectors));
    auto statements = std::make_unique<Statements>(std::move(prepared), std::move(numbers));
    return std::unique_ptr<EntityTables>{new EntityTables{std::move(statements), db, store, schemas, projectors}};
}

Result<std::vector<std::int64_t>> projector_numbers(vault::Database& database, Projectors projectors) {
    Statement find = TRY(database.prepare("SELECT projector FROM registry_projector WHERE name = ?1"));
    std::vector<std::int64_t> numbers;
    for (const Projector* projector : projectors) {
        Cursor row = find.query({projector->name()});
        if (!TRY(row.next())) {
            return fail(ErrorCode::not_found, "projector " + std::string{projector->name()});
        }
        numbers.push_back(row.integer(0));
    }
    return numbers;
}

Result<void> EntityTables::entity_changed(SubjectRef class_ref, const Entity& entity) {
    if (!entity.exists()) {
        return entity_merged_away(class_ref);
    }
    std::optional<EntityRow> before;
    if (m_contents == TableContents::some) {
        before = TRY(load(class_ref));
    }
    EntityRow after;
    after.dataset = TRY(m_store.numbers().of_name(entity.dataset));
    after.is_closed = entity.status == EntityStatus::closed;
    after.conflicts = static_cast<std::int64_t>(entity.conflicts().size());
    after.is_read_only = entity.needs_newer_app;
    const Provenance* origin = origin_of(entity);
    after.area = origin != nullptr ? TRY(m_store.numbers().of_stream(origin->stream)) : 0;
    after.texts = texts_of(entity);
    TRY(write_conflicts(class_ref, entity, before ? before->conflicts : 0));
    after.rows = TRY(write_rows(class_ref, entity, before ? before->rows : 0));
    TRY(m_contents == TableContents::none ? collect_tokens(class_ref, after)
                                          : write_tokens(class_ref, before.value_or(EntityRow{}), after));
    return write(class_ref, before, after);
}

Result<void> EntityTables::settle() {
    TRY(write_collected());
    m_contents = TableContents::some;
    return {};
}

Result<void> EntityTables::entity_merged_away(SubjectRef subject) {
    if (m_contents == TableContents::none) {
        return {};
    }
    const std::optional<EntityRow> before = TRY(load(subject));
    if (!before) {
        return {};
    }
    TRY(m_statements->prepared[Query::drop_entity].run({subject}));
    TRY(m_statements->prepared[Query::drop_conflicts].run({subject}));
    TRY(drop_rows(subject, before->rows));
    return write_tokens(subject, *before, {});
}

Result<std::optional<EntityTables::EntityRow>> EntityTables::load(SubjectRef class_ref) {
    Cursor row = m_statements->prepared[Query::entity].query({class_ref});
    if (!TRY(row.next())) {
        return std::optional<EntityRow>{};
    }
    EntityRow found;
    found.dataset = row.integer(0);
    found.is_closed = row.integer(1) != 0;
    found.conflicts = row.integer(2);
    found.is_read_only = row.integer(3) != 0;
    found.rows = row.unsigned_integer(4);
    found.area = row.integer(5);
    found.texts = TRY(decode_texts(row.blob(6)));
    return std::optional{std::move(found)};
}

// A row that stays as it is is not written.
Result<void> EntityTables::write(SubjectRef class_ref, const std::optional<EntityRow>& before, const EntityRow& after) {
    if (before == after) {
        return {};
    }
    const Bytes texts = encode_texts(after.texts);
    if (before && before->dataset == after.dataset) {
        return m_statements->prepared[Query::set_entity].run(
            {class_ref, after.is_closed, after.conflicts, after.is_read_only, after.rows, after.area, texts});
    }
    if (before) {
        TRY(m_statements->prepared[Query::drop_entity].run({class_ref}));
    }
    return m_statements->prepared[Query::add_entity].run({class_ref, after.dataset, after.is_closed, after.conflicts,
                                                          after.is_read_only, after.rows, after.area, texts});
}

Result<void> EntityTables::write_conflicts(SubjectRef class_ref, const Entity& entity, std::int64_t before) {
    if (before > 0) {
        TRY(m_statements->prepared[Query::drop_conflicts].run({class_ref}));
    }
    for (const std::string& property : entity.conflicts()) {
        TRY(m_statements->prepared[Query::add_conflict].run({class_ref, property}));
    }
    return {};
}

Result<std::uint64_t> EntityTables::write_rows(SubjectRef class_ref, const Entity& entity, std::uint64_t before) {
    std::uint64_t rows = 0;
    for (std::size_t i = 0; i < m_projectors.size(); ++i) {
        const std::int64_t projector = m_statements->projectors[i];
        const std::uint64_t bit = std::uint64_t{1} << i;
        if (const std::optional<ProjectedRow> row = m_projectors[i]->project(entity)) {
            TRY(write_row(projector, class_ref, *row, (before & bit) != 0));
            rows |= bit;
        }
    }
    TRY(drop_rows(class_ref, before & ~rows));
    return rows;
}

Result<void> EntityTables::write_row(std::int64_t projector, SubjectRef class_ref, const ProjectedRow& row,
                                     bool is_known) {
    const Bytes columns = encode_columns(row.columns);
    const auto run = [&](Query query) {
        return m_statements->prepared[query].run({projector, class_ref, parameter_of(row.keys[0]),
                                                  parameter_of(row.keys[1]), parameter_of(row.keys[2]), columns});
    };
    if (!is_known) {
        return run(Query::add_row);
    }
    // Most often its place in the list stays, so that the index need not be touched.
    TRY(run(Query::set_columns));
    return m_database.changed_rows() == 0 ? run(Query::put_row) : Result<void>{};
}

Result<void> EntityTables::drop_rows(SubjectRef class_ref, std::uint64_t rows) {
    for (std::size_t i = 0; i < m_projectors.size(); ++i) {
        if ((rows & (std::uint64_t{1} << i)) != 0) {
            TRY(m_statements->prepared[Query::drop_row].run({m_statements->projectors[i], class_ref}));
        }
    }
    return {};
}

// Every sibling can be found, the displayed one or not.
std::set<SearchText> EntityTables::texts_of(const Entity& entity) const {
    std::set<SearchText> texts;
    const DatasetSchema* dataset = m_schemas.find_dataset(entity.dataset);
    if (dataset == nullptr) {
        return texts;
    }
    for (const PropertySchema& schema : dataset->properties) {
        const Register* property = schema.index != PropertyIndex::none ? entity.find(schema.name) : nullptr;
        if (property == nullptr) {
            continue;
        }
        for (const Sibling& sibling : property->siblings) {
            if (const auto* text = std::get_if<std::string>(&sibling.value)) {
                texts.insert({schema.index, *text});
            }
        }
    }
    return texts;
}

Result<void> EntityTables::collect_tokens(SubjectRef class_ref, const EntityRow& row) {
    for (const SearchText& text : row.texts) {
        for (const std::string& token : search_tokens(text)) {
            m_collected.push_back({token, row.area, class_ref});
        }
    }
    return m_collected.size() < kMaxCollected ? Result<void>{} : write_collected();
}

Result<void> EntityTables::write_collected() {
    std::ranges::sort(m_collected);
    for (const Token& token : m_collected) {
        TRY(m_statements->prepared[Query::add_token].run({token.text, token.area, token.class_ref}));
    }
    m_collected.clear();
    return {};
}

Result<void> EntityTables::write_tokens(SubjectRef class_ref, const EntityRow& before, const EntityRow& after) {
    if (before.texts == after.texts && (before.area == after.area || after.texts.empty())) {
        return {};
    }
    std::set<std::string> old_tokens;
    for (const SearchText& text : before.texts) {
        old_tokens.merge(search_tokens(text));
    }
    std::set<std::string> new_tokens;
    for (const SearchText& text : after.texts) {
        new_tokens.merge(search_tokens(text));
    }
    for (const std::string& token : old_tokens) {
        if (after.area != before.area || !new_tokens.contains(token)) {
            TRY(m_statements->prepared[Query::drop_token].run({token, before.area, class_ref}));
        }
    }
    for (const std::string& token : new_tokens) {
        if (after.area != before.area || !old_tokens.contains(token)) {
            TRY(m_statements->prepared[Query::add_token].run({token, after.area, class_ref}));
        }
    }
    return {};
}

}  // namespace daohu::registry
