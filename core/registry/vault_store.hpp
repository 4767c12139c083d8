// SPDX-License-Identifier: Apache-2.0
#pragma once

// The FoldStore in the vault's database. On its database's thread; writing needs an open transaction.

#include "core/registry/fold_store.hpp"
#include "core/vault/database.hpp"

#include <memory>
#include <unordered_map>

namespace daohu::registry {

class VaultStore final : public FoldStore {
public:
    // The tables must be there (tables.hpp). `database` must outlive the store.
    [[nodiscard]] static Result<std::unique_ptr<VaultStore>> open(vault::Database& database);
    ~VaultStore() override;

    [[nodiscard]] Result<bool> add(const EntryFacts& facts) override;
    [[nodiscard]] Result<bool> replace(const EntryFacts& facts) override;
    [[nodiscard]] Result<SubjectRef> ref_of(EntityId subject) override;
    [[nodiscard]] Result<std::optional<SubjectRef>> find_ref(EntityId subject) override;
    [[nodiscard]] Result<EntityId> id_of(SubjectRef subject) override;
    [[nodiscard]] Result<std::vector<Union>> unions_of(SubjectRef subject) override;
    [[nodiscard]] Result<std::vector<SubjectRef>> unions_touched_by(const EntryFacts& facts) override;
    [[nodiscard]] Result<SubjectRef> class_of(SubjectRef subject) override;
    [[nodiscard]] Result<std::vector<SubjectRef>> members_of(SubjectRef class_ref) override;
    [[nodiscard]] Result<void> set_class(SubjectRef subject, SubjectRef class_ref) override;
    [[nodiscard]] Result<void> load(SubjectRef subject, Contents& contents) override;
    [[nodiscard]] Result<void> set_stream_parts(SubjectRef subject, const StreamParts& parts) override;
    [[nodiscard]] Result<std::vector<StreamState>> streams() override;

    // As load(), of the answers of facts.
    [[nodiscard]] Result<void> load_answers(SubjectRef subject, Contents& contents);
    // The number of a dataset's or property's name, given out on first use.
    [[nodiscard]] Result<std::int64_t> number_of_name(std::string_view text);
    [[nodiscard]] Result<std::int64_t> number_of_stream(StreamId stream);

    // To be called after a rollback: the numbers given out in it are not.
    void forget_numbers();

private:
    struct Statements;
    struct EntryPlace {
        std::int64_t entry = 0;
        std::int64_t chain = 0;
        std::uint64_t sequence = 0;
    };

    explicit VaultStore(std::unique_ptr<Statements> statements);

    [[nodiscard]] Result<std::int64_t> number_of_chain(const entry::EntryId& entry);
    [[nodiscard]] Result<std::string> name_of(std::int64_t number);
    [[nodiscard]] Result<std::optional<std::int64_t>> find_entry(std::int64_t chain, const Provenance& by);
    [[nodiscard]] Result<void> add_subject_facts(const EntryPlace& place, const SubjectFacts& facts);
    [[nodiscard]] Result<void> add_write(const EntryPlace& place, SubjectRef subject, const Write& write);
    [[nodiscard]] Result<void> add_edge(const EntryPlace& place, SubjectRef subject, const Edge& edge);
    [[nodiscard]] Result<void> add_blind_edge(const BlindEdge& edge);
    [[nodiscard]] Result<void> add_unread(const EntryPlace& place, SubjectRef subject, const SubjectFacts& facts);
    [[nodiscard]] Result<void> append_union_ends(const entry::WriteId& write, std::vector<SubjectRef>& ends);
    [[nodiscard]] Result<Provenance> provenance_of(std::int64_t entry, bool& is_forked);
    [[nodiscard]] Result<void> load_kind(SubjectRef subject, int kind, Contents& contents);
    [[nodiscard]] Result<void> add_to_stream(StreamId stream, const Hash256& entry);

    std::unique_ptr<Statements> m_statements;
    std::unordered_map<std::string, std::int64_t> m_names;
    std::unordered_map<std::int64_t, std::string> m_name_texts;
    std::map<std::pair<DeviceId, IncarnationId>, std::int64_t> m_chains;
    std::unordered_map<StreamId, std::int64_t> m_streams;
};

}  // namespace daohu::registry
