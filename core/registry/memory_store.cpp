// SPDX-License-Identifier: Apache-2.0
#include "core/registry/memory_store.hpp"

#include <algorithm>

namespace daohu::registry {

SubjectRef MemoryStore::number(EntityId id) {
    const auto [found, is_new] = m_refs.try_emplace(id, static_cast<SubjectRef>(m_subjects.size()));
    if (is_new) {
        m_subjects.emplace_back();
        m_subjects.back().id = id;
        m_subjects.back().class_ref = found->second;
    }
    return found->second;
}

Result<bool> MemoryStore::add(const EntryFacts& facts) {
    const auto [found, is_new] = m_by_hash.try_emplace(facts.provenance.entry_hash, m_entries.size());
    if (!is_new) {
        return false;
    }
    m_entries.push_back(facts.provenance);
    ++m_branches[facts.provenance.entry];
    for (const SubjectFacts& subject_facts : facts.subjects) {
        add_subject_facts(found->second, subject_facts);
    }
    add_blind_edges(found->second, facts);
    StreamState& stream = m_streams[facts.provenance.stream];
    stream.stream = facts.provenance.stream;
    stream.entry_sum.add(facts.provenance.entry_hash);
    ++stream.entries;
    return true;
}

Result<std::optional<std::vector<SubjectRef>>> MemoryStore::replace(const EntryFacts& facts) {
    const auto found = m_by_hash.find(facts.provenance.entry_hash);
    if (found == m_by_hash.end()) {
        return std::optional<std::vector<SubjectRef>>{};
    }
    std::vector<SubjectRef> touched;
    for (const SubjectFacts& subject_facts : facts.subjects) {
        forget(found->second, subject_facts, touched);
        add_subject_facts(found->second, subject_facts);
    }
    forget_blind_edges(found->second, touched);
    add_blind_edges(found->second, facts);
    for (const SubjectRef end : TRY(unions_touched_by(facts))) {
        touched.push_back(end);
    }
    return std::optional{std::move(touched)};
}

// The same edges come again, but whether one is of an operation depends on what can be read.
void MemoryStore::forget(EntryRef entry, const SubjectFacts& facts, std::vector<SubjectRef>& touched) {
    const auto is_of_entry = [&](const StoredEdge& edge) { return edge.entry == entry; };
    Subject& known = subject(number(facts.subject));
    std::erase_if(known.writes, [&](const auto& write) { return write.first == entry; });
    std::erase_if(known.edges, is_of_entry);
    for (const Edge& edge : facts.edges) {
        append_ends(edge.replaced, touched);
        if (const auto to = m_edges_to.find(edge.replaced); to != m_edges_to.end()) {
            std::erase_if(to->second, is_of_entry);
        }
    }
    const std::vector<std::size_t> before = known.unions;
    for (const std::size_t index : before) {
        const StoredUnion& same = m_unions[index];
        if (same.entry != entry) {
            continue;
        }
        for (const SubjectRef end : {same.subjects.first, same.subjects.second}) {
            std::erase(subject(end).unions, index);
            touched.push_back(end);
        }
        std::erase(m_unions_by_write[same.write], index);
    }
}

void MemoryStore::add_blind_edges(EntryRef entry, const EntryFacts& facts) {
    for (const BlindEdge& edge : facts.blind_edges) {
        m_blind[{edge.by, edge.replaced}].insert_or_assign(entry, number(edge.subject));
    }
}

void MemoryStore::forget_blind_edges(EntryRef entry, std::vector<SubjectRef>& touched) {
    for (auto& [edge, verdicts] : m_blind) {
        if (const auto verdict = verdicts.find(entry); verdict != verdicts.end()) {
            touched.push_back(verdict->second);
            append_ends(edge.second, touched);
            verdicts.erase(verdict);
        }
    }
    std::erase_if(m_blind, [](const auto& verdicts) { return verdicts.second.empty(); });
}

void MemoryStore::append_ends(const entry::WriteId& same_as, std::vector<SubjectRef>& ends) const {
    if (const auto found = m_unions_by_write.find(same_as); found != m_unions_by_write.end()) {
        for (const std::size_t index : found->second) {
            ends.push_back(m_unions[index].subjects.first);
            ends.push_back(m_unions[index].subjects.second);
        }
    }
}

void MemoryStore::note_unread(Subject& known, EntryRef entry, const SubjectFacts& facts) {
    known.unread.insert_or_assign(entry,
                                  Unread{facts.from_the_future, facts.has_absent_section, facts.has_malformed_section});
}

void MemoryStore::add_subject_facts(EntryRef entry, const SubjectFacts& facts) {
    const SubjectRef ref = number(facts.subject);
    for (const Write& write : facts.writes) {
        if (const std::optional<EntityId> other = same_as_target(facts, write)) {
            const SubjectRef other_ref = number(*other);
            const entry::WriteId id{m_entries[entry].entry, write.index};
            m_unions_by_write[id].push_back(m_unions.size());
            subject(ref).unions.push_back(m_unions.size());
            subject(other_ref).unions.push_back(m_unions.size());
            m_unions.push_back({entry, id, {ref, other_ref}});
        }
        if (is_state(write)) {
            subject(ref).writes.emplace_back(entry, write);
        }
    }
    for (const Edge& edge : facts.edges) {
        subject(ref).edges.push_back({entry, edge});
        if (edge.of_operation) {
            m_edges_to[edge.replaced].push_back({entry, edge});
        }
    }
    note_unread(subject(ref), entry, facts);
}

Result<SubjectRef> MemoryStore::ref_of(EntityId id) { return number(id); }

Result<std::optional<SubjectRef>> MemoryStore::find_ref(EntityId id) {
    const auto found = m_refs.find(id);
    return found != m_refs.end() ? std::optional{found->second} : std::nullopt;
}

Result<EntityId> MemoryStore::id_of(SubjectRef ref) { return subject(ref).id; }

bool MemoryStore::is_blind(const StoredEdge& edge) const {
    return m_blind.contains({entry::WriteId{m_entries[edge.entry].entry, edge.edge.by}, edge.edge.replaced});
}

bool MemoryStore::is_retracted(const StoredUnion& same) const {
    const auto found = m_edges_to.find(same.write);
    return found != m_edges_to.end() &&
           std::ranges::any_of(found->second, [&](const StoredEdge& edge) { return !is_blind(edge); });
}

Result<std::vector<Union>> MemoryStore::unions_of(SubjectRef ref) {
    std::vector<Union> unions;
    for (const std::size_t index : subject(ref).unions) {
        if (!is_retracted(m_unions[index])) {
            unions.push_back(m_unions[index].subjects);
        }
    }
    return unions;
}

Result<std::vector<SubjectRef>> MemoryStore::unions_touched_by(const EntryFacts& facts) {
    std::vector<SubjectRef> touched;
    for (const SubjectFacts& subject_facts : facts.subjects) {
        for (const Write& write : subject_facts.writes) {
            append_ends({facts.provenance.entry, write.index}, touched);
        }
        for (const Edge& edge : subject_facts.edges) {
            if (edge.of_operation) {
                append_ends(edge.replaced, touched);
            }
        }
    }
    for (const BlindEdge& edge : facts.blind_edges) {
        append_ends(edge.replaced, touched);
    }
    return touched;
}

Result<SubjectRef> MemoryStore::class_of(SubjectRef ref) { return subject(ref).class_ref; }

Result<std::vector<SubjectRef>> MemoryStore::members_of(SubjectRef ref) {
    std::vector<SubjectRef> members(subject(ref).others.begin(), subject(ref).others.end());
    if (subject(ref).class_ref == ref) {
        members.push_back(ref);
    }
    return members;
}

Result<void> MemoryStore::set_class(SubjectRef ref, SubjectRef class_ref) {
    subject(subject(ref).class_ref).others.erase(ref);
    if (class_ref != ref) {
        subject(class_ref).others.insert(ref);
    }
    subject(ref).class_ref = class_ref;
    return {};
}

Result<void> MemoryStore::load(SubjectRef ref, Contents& contents) {
    const Subject& known = subject(ref);
    std::unordered_map<EntryRef, std::uint32_t> sources;
    const auto source_of = [&](EntryRef entry) {
        const auto [found, is_new] = sources.try_emplace(entry, static_cast<std::uint32_t>(contents.sources.size()));
        if (is_new) {
            contents.sources.push_back(m_entries[entry]);
            contents.is_forked |= m_branches.at(m_entries[entry].entry) > 1;
        }
        return found->second;
    };
    for (const auto& [entry, write] : known.writes) {
        contents.writes.push_back({source_of(entry), write});
    }
    for (const StoredEdge& edge : known.edges) {
        contents.edges.push_back({source_of(edge.entry), edge.edge, is_blind(edge)});
    }
    for (const auto& [entry, unread] : known.unread) {
        contents.from_the_future |= unread.from_the_future;
        contents.has_absent_section |= unread.absent;
        contents.has_malformed_section |= unread.malformed;
    }
    return {};
}

Result<void> MemoryStore::set_stream_parts(SubjectRef ref, const StreamParts& parts) {
    Subject& known = subject(ref);
    for (const auto& [stream, hash] : known.parts) {
        m_streams[stream].part_sum.subtract(hash);
    }
    for (const auto& [stream, hash] : parts) {
        m_streams[stream].part_sum.add(hash);
    }
    known.parts = parts;
    return {};
}

Result<std::vector<StreamState>> MemoryStore::streams() {
    std::vector<StreamState> states;
    for (const auto& [stream, state] : m_streams) {
        states.push_back(state);
    }
    return states;
}

}  // namespace daohu::registry
