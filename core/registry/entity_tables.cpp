// SPDX-License-Identifier: Apache-2.0
#include "core/registry/entity_tables.hpp"

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
    put_entity,
    drop_entity,
    drop_conflicts,
    add_conflict,
    put_row,
    set_columns,
    drop_row,
    drop_rows,
    searched,
    put_searched,
    drop_searched,
    add_token,
    drop_token,
};

constexpr std::array kQueries{
    Sql{Query::put_entity,
        "INSERT INTO registry_entity(class, dataset, closed, conflicts, read_only) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT(class) DO UPDATE SET dataset = ?2, closed = ?3, conflicts = ?4, read_only = ?5 "
        "WHERE (dataset, closed, conflicts, read_only) <> (?2, ?3, ?4, ?5)"},
    Sql{Query::drop_entity, "DELETE FROM registry_entity WHERE class = ?1"},
    Sql{Query::drop_conflicts, "DELETE FROM registry_conflict WHERE class = ?1"},
    Sql{Query::add_conflict, "INSERT INTO registry_conflict(class, property) VALUES (?1, ?2)"},
    Sql{Query::put_row,
        "INSERT INTO registry_row(projector, class, key1, key2, key3, columns) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT(projector, class) DO UPDATE SET key1 = ?3, key2 = ?4, key3 = ?5, columns = ?6 "
        "WHERE (key1, key2, key3) <> (?3, ?4, ?5)"},
    Sql{Query::set_columns,
        "UPDATE registry_row SET columns = ?3 WHERE projector = ?1 AND class = ?2 AND columns <> ?3"},
    Sql{Query::drop_row, "DELETE FROM registry_row WHERE projector = ?1 AND class = ?2"},
    Sql{Query::drop_rows,
        "DELETE FROM registry_row WHERE class = ?1 AND projector IN (SELECT projector FROM registry_projector)"},
    Sql{Query::searched, "SELECT area, texts FROM registry_searched WHERE class = ?1"},
    Sql{Query::put_searched, "INSERT OR REPLACE INTO registry_searched(class, area, texts) VALUES (?1, ?2, ?3)"},
    Sql{Query::drop_searched, "DELETE FROM registry_searched WHERE class = ?1"},
    Sql{Query::add_token, "INSERT OR IGNORE INTO registry_token(token, area, class) VALUES (?1, ?2, ?3)"},
    Sql{Query::drop_token, "DELETE FROM registry_token WHERE token = ?1 AND area = ?2 AND class = ?3"},
};

// Tokens that wait to be written in their order: some 30 MB.
constexpr std::size_t kMaxCollected = 400'000;

}  // namespace

struct EntityTables::Statements {
    Prepared<Query, kQueries.size()> prepared;
    std::vector<std::int64_t> projectors;
};

EntityTables::EntityTables(std::unique_ptr<Statements> statements, VaultStore& store, const SchemaSet& schemas,
                           Projectors projectors)
    : m_statements{std::move(statements)}, m_store{store}, m_schemas{schemas}, m_projectors{projectors} {}
EntityTables::~EntityTables() = default;

Result<std::unique_ptr<EntityTables>> EntityTables::open(vault::Database& db, VaultStore& store,
                                                         const SchemaSet& schemas, Projectors projectors) {
    auto prepared = TRY((Prepared<Query, kQueries.size()>::open(db, kQueries)));
    std::vector<std::int64_t> numbers = TRY(projector_numbers(db, projectors));
    auto statements = std::make_unique<Statements>(std::move(prepared), std::move(numbers));
    return std::unique_ptr<EntityTables>{new EntityTables{std::move(statements), store, schemas, projectors}};
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
    const std::int64_t dataset = TRY(m_store.numbers().of_name(entity.dataset));
    const auto conflicts = static_cast<std::int64_t>(entity.conflicts().size());
    TRY(m_statements->prepared[Query::put_entity].run(
        {class_ref, dataset, entity.status == EntityStatus::closed, conflicts, entity.needs_newer_app}));
    TRY(write_conflicts(class_ref, entity));
    TRY(write_rows(class_ref, entity));
    const Provenance* origin = origin_of(entity);
    const std::int64_t area = origin != nullptr ? TRY(m_store.numbers().of_stream(origin->stream)) : 0;
    const std::set<SearchText> texts = texts_of(entity);
    return m_contents == TableContents::none ? collect_tokens(class_ref, area, texts)
                                             : write_tokens(class_ref, area, texts);
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
    TRY(m_statements->prepared[Query::drop_entity].run({subject}));
    TRY(m_statements->prepared[Query::drop_conflicts].run({subject}));
    TRY(m_statements->prepared[Query::drop_rows].run({subject}));
    return write_tokens(subject, 0, {});
}

Result<void> EntityTables::write_conflicts(SubjectRef class_ref, const Entity& entity) {
    if (m_contents == TableContents::some) {
        TRY(m_statements->prepared[Query::drop_conflicts].run({class_ref}));
    }
    for (const std::string& property : entity.conflicts()) {
        TRY(m_statements->prepared[Query::add_conflict].run({class_ref, property}));
    }
    return {};
}

Result<void> EntityTables::write_rows(SubjectRef class_ref, const Entity& entity) {
    for (std::size_t i = 0; i < m_projectors.size(); ++i) {
        const std::int64_t projector = m_statements->projectors[i];
        if (const std::optional<ProjectedRow> row = m_projectors[i]->project(entity)) {
            const Bytes columns = encode_columns(row->columns);
            TRY(m_statements->prepared[Query::put_row].run({projector, class_ref, parameter_of(row->keys[0]),
                                                            parameter_of(row->keys[1]), parameter_of(row->keys[2]),
                                                            columns}));
            if (m_contents == TableContents::some) {  // a row whose place in the list stays
                TRY(m_statements->prepared[Query::set_columns].run({projector, class_ref, columns}));
            }
        } else if (m_contents == TableContents::some) {
            TRY(m_statements->prepared[Query::drop_row].run({projector, class_ref}));
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

Result<void> EntityTables::collect_tokens(SubjectRef class_ref, std::int64_t area, const std::set<SearchText>& texts) {
    if (texts.empty()) {
        return {};
    }
    for (const SearchText& text : texts) {
        for (const std::string& token : search_tokens(text)) {
            m_collected.push_back({token, area, class_ref});
        }
    }
    TRY(m_statements->prepared[Query::put_searched].run({class_ref, area, encode_texts(texts)}));
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

Result<void> EntityTables::write_tokens(SubjectRef class_ref, std::int64_t area, const std::set<SearchText>& texts) {
    std::set<SearchText> before;
    std::int64_t area_before = area;
    bool was_searched = false;
    {
        Cursor row = m_statements->prepared[Query::searched].query({class_ref});
        if (TRY(row.next())) {
            was_searched = true;
            area_before = row.integer(0);
            before = TRY(decode_texts(row.blob(1)));
        }
    }
    if (before == texts && area == area_before) {
        return {};
    }
    std::set<std::string> old_tokens;
    for (const SearchText& text : before) {
        old_tokens.merge(search_tokens(text));
    }
    std::set<std::string> new_tokens;
    for (const SearchText& text : texts) {
        new_tokens.merge(search_tokens(text));
    }
    for (const std::string& token : old_tokens) {
        if (area != area_before || !new_tokens.contains(token)) {
            TRY(m_statements->prepared[Query::drop_token].run({token, area_before, class_ref}));
        }
    }
    for (const std::string& token : new_tokens) {
        if (area != area_before || !old_tokens.contains(token)) {
            TRY(m_statements->prepared[Query::add_token].run({token, area, class_ref}));
        }
    }
    if (!texts.empty()) {
        return m_statements->prepared[Query::put_searched].run({class_ref, area, encode_texts(texts)});
    }
    return was_searched ? m_statements->prepared[Query::drop_searched].run({class_ref}) : Result<void>{};
}

}  // namespace daohu::registry
