// SPDX-License-Identifier: Apache-2.0
#pragma once

// One tablet's or server's fold in a simulation, in memory or in an encrypted file. One thread.

#include "core/registry/folder.hpp"
#include "core/vault/database.hpp"
#include "tests/sim/converge.hpp"

#include <memory>
#include <set>
#include <span>

namespace daohu::sim {

// Forgets the folded entities: the simulation loads what it wants to see.
class NoSink final : public registry::FoldSink {
public:
    Result<void> entity_changed(registry::SubjectRef, const registry::Entity&) override { return {}; }
    Result<void> entity_merged_away(registry::SubjectRef) override { return {}; }
};

class Replica {
public:
    // `file` is used where the store is the vault's; it must not exist yet. `schemas` must outlive the replica.
    [[nodiscard]] static Result<std::unique_ptr<Replica>>
    make(const registry::SchemaSet& schemas, const ConvergeOptions& options, const std::filesystem::path& file);
    ~Replica();

    // Entries of the simulation by number, in this order; a second delivery is fine. `all` has every entry ever written.
    [[nodiscard]] Result<void> deliver(std::span<const int> numbers, const std::vector<entry::SignedEntry>& all);
    // One that was delivered, with or without its sections from now on.
    enum class Presence : std::uint8_t { whole, absent };
    [[nodiscard]] Result<void> show(int number, const entry::SignedEntry& entry, Presence presence);
    [[nodiscard]] const std::set<int>& held() const { return m_held; }
    // Those of them whose sections are not here.
    [[nodiscard]] const std::set<int>& absent() const { return m_absent; }
    [[nodiscard]] registry::FoldStore& store() { return *m_store; }
    [[nodiscard]] Result<registry::Entity> view(EntityId subject);
    [[nodiscard]] Result<std::vector<registry::StreamState>> streams() { return m_store->streams(); }

private:
    Replica(const registry::SchemaSet& schemas, std::optional<vault::Database> database);

    const registry::SchemaSet& m_schemas;
    std::optional<vault::Database> m_database;
    std::unique_ptr<registry::FoldStore> m_store;
    NoSink m_sink;
    std::optional<registry::Folder> m_folder;
    Absences m_absences = Absences::shown;
    std::set<int> m_held;
    std::set<int> m_absent;
};

}  // namespace daohu::sim
