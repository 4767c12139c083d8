// SPDX-License-Identifier: Apache-2.0
#pragma once

// The FoldStore in the vault's database. On its database's thread; writing needs an open transaction.

#include "core/registry/collected_rows.hpp"
#include "core/registry/fold_numbers.hpp"
#include "core/registry/fold_store.hpp"

namespace daohu::registry {

class VaultStore final : public FoldStore {
public:
    // The tables must be there (tables.hpp). `database` must outlive the store.
    [[nodiscard]] static Result<std::unique_ptr<VaultStore>> open(vault::Database& database);
    ~VaultStore() override;

    [[nodiscard]] Result<bool> add(const EntryFacts& facts) override;
    [[nodiscard]] Result<std::optional<std::vector<SubjectRef>>> replace(const EntryFacts& facts) override;
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

    [[nodiscard]] Result<void> settle() override;

    [[nodiscard]] FoldNumbers& numbers() { return m_numbers; }

    // For a rebuild: the tables hold nothing, so nothing is looked for until the next settle(); rows of writes and edges
    // wait and are inserted in their order, until stop_collecting().
    void start_empty();
    [[nodiscard]] Result<void> stop_collecting();

    // What a reader remembers of the rows: to be called before each read, since somebody else may have written.
    void forget_rows();
    // To be called after a rollback.
    void forget_unsaved();

private:
    struct Statements;
    class SourceList;
    struct EntryPlace {
        std::int64_t entry = 0;
        std::int64_t chain = 0;
        std::uint64_t sequence = 0;
    };
    struct KnownSubject {
        EntityId id;
        SubjectRef class_ref = 0;
    };
    struct Source {
        Provenance provenance;
        bool is_forked = false;
    };
    // Of one stream, since the last settle().
    struct Sums {
        std::uint64_t added = 0;
        HashSum entries;
        HashSum parts;
    };

    VaultStore(FoldNumbers numbers, std::unique_ptr<Statements> statements);

    [[nodiscard]] Result<void> add_subject_facts(const EntryPlace& place, const SubjectFacts& facts);
    [[nodiscard]] Result<void> add_write(const EntryPlace& place, SubjectRef subject, const Write& write);
    [[nodiscard]] Result<void> add_edge(const EdgeRow& edge);
    [[nodiscard]] Result<void> put_write(const WriteRow& row, ByteView value);
    [[nodiscard]] Result<void> put_edge(const EdgeRow& row);
    [[nodiscard]] Result<void> write_collected();
    [[nodiscard]] Result<void> load_unread(SubjectRef subject, Contents& contents);
    [[nodiscard]] Result<bool> has_rows(std::optional<bool>& known, vault::Statement& any);
    [[nodiscard]] Result<void> add_blind_edge(std::int64_t entry, const BlindEdge& edge);
    [[nodiscard]] Result<void> forget(const EntryPlace& place, const EntryFacts& facts,
                                      std::vector<SubjectRef>& touched);
    [[nodiscard]] Result<void> add_unread(const EntryPlace& place, SubjectRef subject, const SubjectFacts& facts);
    [[nodiscard]] Result<void> append_union_ends(const entry::WriteId& write, std::vector<SubjectRef>& ends);
    [[nodiscard]] Result<bool> is_retracted(std::int64_t chain, std::uint64_t sequence, std::uint32_t number);
    [[nodiscard]] Result<bool> is_blind(const entry::WriteId& by, const entry::WriteId& replaced);
    [[nodiscard]] Result<void> load_edges(SubjectRef subject, Contents& contents, SourceList& sources);
    [[nodiscard]] Result<KnownSubject> subject(SubjectRef ref);
    [[nodiscard]] std::size_t max_kept() const;
    void keep(SubjectRef ref, const KnownSubject& subject);
    void keep_source(std::int64_t entry, const Source& source);
    [[nodiscard]] Result<Source> source(std::int64_t entry);
    [[nodiscard]] Result<Sums*> sums_of(std::int64_t stream);

    FoldNumbers m_numbers;
    std::unique_ptr<Statements> m_statements;
    // What the tables say, remembered.
    std::unordered_map<SubjectRef, KnownSubject> m_subjects;
    std::unordered_map<EntityId, SubjectRef> m_refs;
    std::unordered_map<std::int64_t, Source> m_sources;  // by entry
    std::optional<bool> m_has_blind;
    std::optional<bool> m_has_unions;
    std::optional<bool> m_has_unread;
    bool m_has_no_parts = false;
    // What the tables do not say yet.
    bool m_is_collecting = false;
    CollectedRows m_collected;
    std::map<std::int64_t, Sums> m_sums;
};

}  // namespace daohu::registry
