// SPDX-License-Identifier: Apache-2.0
#pragma once

// A FoldStore in memory: for simulations, for tests and for a fold that is needed once. One thread.

#include "core/registry/fold_store.hpp"

#include <unordered_map>

namespace daohu::registry {

class MemoryStore final : public FoldStore {
public:
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
    [[nodiscard]] Result<void> settle() override { return {}; }
    [[nodiscard]] Result<std::vector<StreamState>> streams() override;

private:
    using EntryRef = std::size_t;

    struct StoredEdge {
        EntryRef entry = 0;
        Edge edge;
    };
    struct StoredUnion {
        EntryRef entry = 0;
        entry::WriteId write;
        Union subjects;
    };
    // What of an entry about a subject cannot be read here.
    struct Unread {
        bool from_the_future = false;
        bool absent = false;
        bool malformed = false;
    };
    struct Subject {
        EntityId id;
        SubjectRef class_ref = 0;
        std::set<SubjectRef> others;  // of the class, where this is the smallest
        std::vector<std::pair<EntryRef, Write>> writes;
        std::vector<StoredEdge> edges;
        std::vector<std::size_t> unions;
        std::map<EntryRef, Unread> unread;
        StreamParts parts;
    };

    void add_subject_facts(EntryRef entry, const SubjectFacts& facts);
    void add_blind_edges(EntryRef entry, const EntryFacts& facts);
    void append_ends(const entry::WriteId& same_as, std::vector<SubjectRef>& ends) const;
    void forget(EntryRef entry, const SubjectFacts& facts, std::vector<SubjectRef>& touched);
    void forget_blind_edges(EntryRef entry, std::vector<SubjectRef>& touched);
    static void note_unread(Subject& known, EntryRef entry, const SubjectFacts& facts);
    [[nodiscard]] bool is_blind(const StoredEdge& edge) const;
    [[nodiscard]] bool is_retracted(const StoredUnion& same) const;
    Subject& subject(SubjectRef ref) { return m_subjects[static_cast<std::size_t>(ref)]; }
    SubjectRef number(EntityId id);

    std::vector<Provenance> m_entries;
    std::unordered_map<Hash256, EntryRef> m_by_hash;
    std::unordered_map<entry::EntryId, std::size_t> m_branches;  // how many entries share an id
    std::vector<Subject> m_subjects;
    std::unordered_map<EntityId, SubjectRef> m_refs;
    std::vector<StoredUnion> m_unions;
    std::unordered_map<entry::WriteId, std::vector<std::size_t>> m_unions_by_write;
    std::unordered_map<entry::WriteId, std::vector<StoredEdge>> m_edges_to;  // those of operations
    // By and replaced; which entries say so, and of which subject.
    std::map<std::pair<entry::WriteId, entry::WriteId>, std::map<EntryRef, SubjectRef>> m_blind;
    std::map<StreamId, StreamState> m_streams;
};

}  // namespace daohu::registry
