// SPDX-License-Identifier: Apache-2.0
#pragma once

// A replica in memory: feed it entries, ask it for entities.

#include "core/registry/folder.hpp"
#include "core/registry/memory_store.hpp"
#include "tests/registry/entry_builder.hpp"

namespace daohu::test {

// The last entity of every class, by its id.
class RememberingSink final : public registry::FoldSink {
public:
    Result<void> entity_changed(registry::SubjectRef ref, const registry::Entity& entity) override {
        m_entities.insert_or_assign(ref, entity);
        return {};
    }
    Result<void> entity_merged_away(registry::SubjectRef ref) override {
        m_entities.erase(ref);
        return {};
    }
    [[nodiscard]] const std::map<registry::SubjectRef, registry::Entity>& entities() const { return m_entities; }

private:
    std::map<registry::SubjectRef, registry::Entity> m_entities;
};

inline const registry::SchemaSet& asset_schemas() {
    static const Result<registry::SchemaSet> schemas =
        registry::SchemaSet::load(std::string{DAOHU_SOURCE_DIR} + "/assets");
    REQUIRE(schemas);
    return *schemas;
}

class MemoryFold {
public:
    explicit MemoryFold(registry::FoldOptions options = {})
        : m_folder{m_store, asset_schemas(), m_sink, std::move(options)} {}

    registry::Applied apply(const entry::SignedEntry& entry) {
        const Result<registry::Applied> applied = m_folder.apply(entry);
        INFO((applied ? std::string{} : applied.error().describe()));
        REQUIRE(applied);
        REQUIRE(m_folder.flush());
        return *applied;
    }
    void apply_all(const std::vector<entry::SignedEntry>& entries) {
        for (const entry::SignedEntry& entry : entries) {
            apply(entry);
        }
    }
    void reapply(const entry::SignedEntry& entry) {
        REQUIRE(m_folder.reapply(entry));
        REQUIRE(m_folder.flush());
    }

    // The entity of a subject's class, loaded anew; the sink's must say the same.
    registry::Entity entity(EntityId subject) {
        const Result<std::optional<registry::SubjectRef>> ref = m_store.find_ref(subject);
        REQUIRE(ref);
        REQUIRE(ref->has_value());
        Result<registry::Entity> loaded = registry::load_entity(m_store, asset_schemas(), **ref);
        REQUIRE(loaded);
        return *loaded;
    }
    registry::Register property(EntityId subject, std::string_view name) {
        const registry::Entity found = entity(subject);
        REQUIRE(found.find(name) != nullptr);
        return *found.find(name);
    }
    Hash256 stream_hash(StreamId stream) {
        const Result<std::vector<registry::StreamState>> streams = m_store.streams();
        REQUIRE(streams);
        for (const registry::StreamState& state : *streams) {
            if (state.stream == stream) {
                return state.hash();
            }
        }
        return {};
    }
    registry::FoldStore& store() { return m_store; }
    [[nodiscard]] const RememberingSink& sink() const { return m_sink; }

private:
    registry::MemoryStore m_store;
    RememberingSink m_sink;
    registry::Folder m_folder;
};

}  // namespace daohu::test
