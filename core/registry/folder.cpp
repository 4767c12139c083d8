// SPDX-License-Identifier: Apache-2.0
#include "core/registry/folder.hpp"

#include <algorithm>
#include <iterator>

namespace daohu::registry {

namespace {

struct Member {
    EntityId id;
    SubjectRef ref = 0;

    friend auto operator<=>(const Member&, const Member&) = default;
};

Result<std::vector<Member>> load_members(FoldStore& store, SubjectRef class_ref) {
    std::vector<Member> members;
    for (const SubjectRef ref : TRY(store.members_of(class_ref))) {
        members.push_back({TRY(store.id_of(ref)), ref});
    }
    std::ranges::sort(members);
    return members;
}

// Every subject that a chain of same_as connects with `start`.
Result<std::set<Member>> connected_with(FoldStore& store, SubjectRef start) {
    std::set<SubjectRef> seen{start};
    std::set<Member> found;
    std::vector<SubjectRef> open{start};
    while (!open.empty()) {
        const SubjectRef next = open.back();
        open.pop_back();
        found.insert({TRY(store.id_of(next)), next});
        for (const Union& same : TRY(store.unions_of(next))) {
            for (const SubjectRef other : {same.first, same.second}) {
                if (seen.insert(other).second) {
                    open.push_back(other);
                }
            }
        }
    }
    return found;
}

}  // namespace

Folder::Folder(FoldStore& store, const SchemaSet& schemas, FoldSink& sink, FoldOptions options)
    : m_store{store}, m_schemas{schemas}, m_sink{sink}, m_options{std::move(options)} {}

EntryFacts Folder::read(const entry::SignedEntry& entry) const {
    EntryFacts facts = facts_of(entry, m_options.open_sealed);
    if (!facts.blind_edges.empty() && !journal::is_of_county(entry, m_options.county)) {
        facts.blind_edges.clear();
    }
    return facts;
}

Result<Applied> Folder::apply(const entry::SignedEntry& entry, std::uint64_t ordinal) {
    EntryFacts facts = read(entry);
    facts.ordinal = ordinal;
    if (!TRY(m_store.add(facts))) {
        return Applied::known_already;
    }
    TRY(mark(facts));
    return Applied::added;
}

Result<void> Folder::reapply(const entry::SignedEntry& entry) {
    const EntryFacts facts = read(entry);
    const std::optional<std::vector<SubjectRef>> touched = TRY(m_store.replace(facts));
    if (!touched) {
        return fail(ErrorCode::not_found, entry.id().to_string());
    }
    TRY(mark(facts));
    for (const SubjectRef subject : *touched) {
        TRY(relink(subject));
    }
    return {};
}

Result<void> Folder::mark(const EntryFacts& facts) {
    for (const SubjectFacts& subject : facts.subjects) {
        m_dirty.insert(TRY(m_store.ref_of(subject.subject)));
    }
    for (const BlindEdge& edge : facts.blind_edges) {
        m_dirty.insert(TRY(m_store.ref_of(edge.subject)));
    }
    for (const SubjectRef touched : TRY(m_store.unions_touched_by(facts))) {
        TRY(relink(touched));
    }
    return {};
}

// Gives a class to everything the subject is connected with now. Undoing a same_as calls this for both its ends, which
// between them reach all that the class had.
Result<void> Folder::relink(SubjectRef subject) {
    const std::set<Member> members = TRY(connected_with(m_store, subject));
    const SubjectRef smallest = members.begin()->ref;
    for (const Member& member : members) {
        const SubjectRef before = TRY(m_store.class_of(member.ref));
        m_dirty.insert(member.ref);
        m_dirty.insert(before);
        if (before != smallest) {
            TRY(m_store.set_class(member.ref, smallest));
        }
    }
    return {};
}

Result<void> Folder::flush() {
    std::set<SubjectRef> classes;
    for (const SubjectRef subject : m_dirty) {
        const SubjectRef class_ref = TRY(m_store.class_of(subject));
        classes.insert(class_ref);
        if (class_ref != subject) {
            TRY(m_sink.entity_merged_away(subject));
        }
    }
    for (const SubjectRef class_ref : classes) {
        TRY(refold(class_ref));
    }
    m_dirty.clear();
    TRY(m_sink.settle());
    return m_store.settle();
}

Result<void> Folder::refold(SubjectRef class_ref) {
    Contents all;
    for (const Member& member : TRY(load_members(m_store, class_ref))) {
        Contents contents;
        TRY(m_store.load(member.ref, contents));
        if (m_dirty.contains(member.ref)) {
            TRY(m_store.set_stream_parts(member.ref, stream_parts(member.id, contents)));
        }
        all.members.push_back(member.id);
        all.append(std::move(contents));
    }
    return m_sink.entity_changed(class_ref, fold(all, m_schemas));
}

Result<Contents> load_class(FoldStore& store, SubjectRef subject) {
    Contents all;
    for (const Member& member : TRY(load_members(store, TRY(store.class_of(subject))))) {
        Contents contents;
        TRY(store.load(member.ref, contents));
        all.members.push_back(member.id);
        all.append(std::move(contents));
    }
    return all;
}

Result<Entity> load_entity(FoldStore& store, const SchemaSet& schemas, SubjectRef subject) {
    return fold(TRY(load_class(store, subject)), schemas);
}

}  // namespace daohu::registry
