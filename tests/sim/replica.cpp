// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/replica.hpp"

#include "core/registry/memory_store.hpp"
#include "core/registry/tables.hpp"
#include "core/registry/vault_store.hpp"
#include "core/vault/transaction.hpp"

namespace daohu::sim {

namespace {

// A store that never hears of edges: every write stands for ever.
class EdgelessStore final : public registry::FoldStore {
public:
    explicit EdgelessStore(std::unique_ptr<FoldStore> inner) : m_inner{std::move(inner)} {}

    Result<bool> add(const registry::EntryFacts& facts) override { return m_inner->add(without_edges(facts)); }
    Result<std::optional<std::vector<registry::SubjectRef>>> replace(const registry::EntryFacts& facts) override {
        return m_inner->replace(without_edges(facts));
    }
    Result<registry::SubjectRef> ref_of(EntityId subject) override { return m_inner->ref_of(subject); }
    Result<std::optional<registry::SubjectRef>> find_ref(EntityId subject) override {
        return m_inner->find_ref(subject);
    }
    Result<EntityId> id_of(registry::SubjectRef subject) override { return m_inner->id_of(subject); }
    Result<std::vector<registry::Union>> unions_of(registry::SubjectRef subject) override {
        return m_inner->unions_of(subject);
    }
    Result<std::vector<registry::SubjectRef>> unions_touched_by(const registry::EntryFacts& facts) override {
        return m_inner->unions_touched_by(facts);
    }
    Result<registry::SubjectRef> class_of(registry::SubjectRef subject) override { return m_inner->class_of(subject); }
    Result<std::vector<registry::SubjectRef>> members_of(registry::SubjectRef class_ref) override {
        return m_inner->members_of(class_ref);
    }
    Result<void> set_class(registry::SubjectRef subject, registry::SubjectRef class_ref) override {
        return m_inner->set_class(subject, class_ref);
    }
    Result<void> load(registry::SubjectRef subject, registry::Contents& contents) override {
        return m_inner->load(subject, contents);
    }
    Result<void> set_stream_parts(registry::SubjectRef subject, const registry::StreamParts& parts) override {
        return m_inner->set_stream_parts(subject, parts);
    }
    Result<void> settle() override { return m_inner->settle(); }
    Result<std::vector<registry::StreamState>> streams() override { return m_inner->streams(); }

private:
    static registry::EntryFacts without_edges(registry::EntryFacts facts) {
        for (registry::SubjectFacts& subject : facts.subjects) {
            subject.edges.clear();
        }
        return facts;
    }

    std::unique_ptr<FoldStore> m_inner;
};

Result<vault::Database> open_database(const std::filesystem::path& file) {
    SeededEntropy entropy{1};
    const SecretBytes key = TRY(SecretBytes::random(32, entropy));
    vault::DatabaseOptions options;
    options.flushing = vault::Flushing::normal;  // nothing here survives the run
    vault::Database database = TRY(vault::Database::open(file, key, options));
    TRY(vault::migrate(database, registry::table_schema()));
    return database;
}

}  // namespace

Replica::Replica(const registry::SchemaSet& schemas, std::optional<vault::Database> database)
    : m_schemas{schemas}, m_database{std::move(database)} {}
Replica::~Replica() = default;

Result<std::unique_ptr<Replica>> Replica::make(const registry::SchemaSet& schemas, const ConvergeOptions& options,
                                               const std::filesystem::path& file) {
    std::unique_ptr<Replica> replica;
    if (options.store == ReplicaStore::vault) {
        replica.reset(new Replica{schemas, TRY(open_database(file))});
        replica->m_store = TRY(registry::VaultStore::open(*replica->m_database));
    } else {
        replica.reset(new Replica{schemas, std::nullopt});
        replica->m_store = std::make_unique<registry::MemoryStore>();
    }
    if (options.edges == Edges::ignored) {
        replica->m_store = std::make_unique<EdgelessStore>(std::move(replica->m_store));
    }
    replica->m_absences = options.absences;
    replica->m_folder.emplace(*replica->m_store, schemas, replica->m_sink);
    return replica;
}

Result<void> Replica::deliver(std::span<const int> numbers, const std::vector<entry::SignedEntry>& all) {
    std::optional<vault::Transaction> transaction;
    if (m_database) {
        transaction.emplace(TRY(vault::Transaction::begin(*m_database)));
    }
    for (const int number : numbers) {
        TRY(m_folder->apply(all[static_cast<std::size_t>(number)]));
        m_held.insert(number);
    }
    TRY(m_folder->flush());
    return transaction ? transaction->commit() : Result<void>{};
}

Result<void> Replica::show(int number, const entry::SignedEntry& entry, Presence presence) {
    std::optional<vault::Transaction> transaction;
    if (m_database) {
        transaction.emplace(TRY(vault::Transaction::begin(*m_database)));
    }
    if (m_absences == Absences::shown) {
        TRY(m_folder->reapply(entry));
        TRY(m_folder->flush());
    }
    if (presence == Presence::whole) {
        m_absent.erase(number);
    } else {
        m_absent.insert(number);
    }
    return transaction ? transaction->commit() : Result<void>{};
}

Result<registry::Entity> Replica::view(EntityId subject) {
    const std::optional<registry::SubjectRef> ref = TRY(m_store->find_ref(subject));
    if (!ref) {
        return fail(ErrorCode::not_found);
    }
    return registry::load_entity(*m_store, m_schemas, *ref);
}

}  // namespace daohu::sim
