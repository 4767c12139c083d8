// SPDX-License-Identifier: Apache-2.0
#pragma once

// Writes folded entities into the tables that lists, search and the conflict screen read. On the writing connection's
// thread, in its transaction. Private to core/registry.

#include "core/registry/folder.hpp"
#include "core/registry/projector.hpp"
#include "core/registry/search_tokens.hpp"
#include "core/registry/vault_store.hpp"

namespace daohu::registry {

class EntityTables final : public FoldSink {
public:
    // All must outlive the tables.
    [[nodiscard]] static Result<std::unique_ptr<EntityTables>> open(vault::Database& database, VaultStore& store,
                                                                    const SchemaSet& schemas, Projectors projectors);
    ~EntityTables() override;

    [[nodiscard]] Result<void> entity_changed(SubjectRef class_ref, const Entity& entity) override;
    [[nodiscard]] Result<void> entity_merged_away(SubjectRef subject) override;
    [[nodiscard]] Result<void> settle() override;

    // The tables hold nothing, and each entity is told once until the next settle(): nothing has to be taken back, and
    // tokens go in by thousands, in their order.
    void start_empty() { m_contents = TableContents::none; }

private:
    struct Statements;
    enum class TableContents : std::uint8_t { some, none };
    struct Token {
        std::string text;
        std::int64_t area = 0;
        SubjectRef class_ref = 0;

        friend auto operator<=>(const Token&, const Token&) = default;
    };

    EntityTables(std::unique_ptr<Statements> statements, vault::Database& database, VaultStore& store,
                 const SchemaSet& schemas, Projectors projectors);

    // A row of registry_entity.
    struct EntityRow {
        std::int64_t dataset = 0;
        bool is_closed = false;
        std::int64_t conflicts = 0;
        bool is_read_only = false;
        std::uint64_t rows = 0;  // a bit for each projector that has a row
        std::int64_t area = 0;
        std::set<SearchText> texts;

        friend bool operator==(const EntityRow&, const EntityRow&) = default;
    };

    [[nodiscard]] Result<std::optional<EntityRow>> load(SubjectRef class_ref);
    [[nodiscard]] Result<void> write(SubjectRef class_ref, const std::optional<EntityRow>& before,
                                     const EntityRow& after);
    [[nodiscard]] Result<void> write_conflicts(SubjectRef class_ref, const Entity& entity, std::int64_t before);
    // Returns the bits of the projectors that have a row now.
    [[nodiscard]] Result<std::uint64_t> write_rows(SubjectRef class_ref, const Entity& entity, std::uint64_t before);
    [[nodiscard]] Result<void> write_row(std::int64_t projector, SubjectRef class_ref, const ProjectedRow& row,
                                         bool is_known);
    [[nodiscard]] Result<void> drop_rows(SubjectRef class_ref, std::uint64_t rows);
    [[nodiscard]] Result<void> write_tokens(SubjectRef class_ref, const EntityRow& before, const EntityRow& after);
    [[nodiscard]] Result<void> collect_tokens(SubjectRef class_ref, const EntityRow& row);
    [[nodiscard]] Result<void> write_collected();
    [[nodiscard]] std::set<SearchText> texts_of(const Entity& entity) const;

    std::unique_ptr<Statements> m_statements;
    vault::Database& m_database;
    VaultStore& m_store;
    const SchemaSet& m_schemas;
    Projectors m_projectors;
    TableContents m_contents = TableContents::some;
    std::vector<Token> m_collected;
};

// Registers the projectors and tells which of them have another version than their rows.
[[nodiscard]] Result<std::vector<std::int64_t>> projector_numbers(vault::Database& database, Projectors projectors);

}  // namespace daohu::registry
