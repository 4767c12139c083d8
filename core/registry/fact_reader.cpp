// SPDX-License-Identifier: Apache-2.0
#include "core/registry/fact_reader.hpp"

#include <algorithm>

namespace daohu::registry {

namespace {

// The record and every correction of it.
std::set<entry::WriteId> versions_of(const Entity& entity, const entry::WriteId& record) {
    std::set<entry::WriteId> versions{record};
    for (bool grew = true; grew;) {
        grew = false;
        for (const Record& candidate : entity.records) {
            if (candidate.corrects && versions.contains(*candidate.corrects)) {
                grew |= versions.insert(candidate.write).second;
            }
        }
    }
    return versions;
}

bool is_member(const Entity& entity, EntityId subject) { return std::ranges::binary_search(entity.members, subject); }

// Each entry once, although it wrote about several members; without writes.
Contents by_entry(const Contents& known) {
    Contents contents;
    std::map<Hash256, std::uint32_t> places;
    std::vector<std::uint32_t> moved;
    for (const Provenance& source : known.sources) {
        const auto place = static_cast<std::uint32_t>(contents.sources.size());
        const auto [found, is_new] = places.try_emplace(source.entry_hash, place);
        if (is_new) {
            contents.sources.push_back(source);
        }
        moved.push_back(found->second);
    }
    for (const Contents::SourcedEdge& edge : known.edges) {
        contents.edges.push_back({moved[edge.source], edge.edge, edge.is_blind});
    }
    return contents;
}

}  // namespace

Result<EntryFacts> FactReader::facts_from(const Provenance& source) {
    for (const journal::StoredEntry& stored : TRY(m_journal.find(source.entry))) {
        if (stored.entry.hash() == source.entry_hash) {
            return facts_of(stored.entry);
        }
    }
    return fail(ErrorCode::database_damaged, "the journal lacks entry " + source.entry.to_string());
}

Result<std::map<std::string, Register, std::less<>>>
FactReader::answers(const Entity& entity, const entry::WriteId& record, const Contents& known) {
    const std::set<entry::WriteId> versions = versions_of(entity, record);
    const auto is_version = [&](const Provenance& source) {
        return std::ranges::any_of(versions, [&](const auto& version) { return version.entry == source.entry; });
    };
    Contents contents = by_entry(known);
    for (std::uint32_t source = 0; source < contents.sources.size(); ++source) {
        if (!is_version(contents.sources[source])) {
            continue;
        }
        const EntryFacts facts = TRY(facts_from(contents.sources[source]));
        for (const SubjectFacts& subject : facts.subjects) {
            for (const Write& write : subject.writes) {
                const bool is_answer = is_member(entity, subject.subject) && !is_state(write) &&
                                       versions.contains({facts.provenance.entry, write.operation_index});
                if (is_answer) {
                    contents.writes.push_back({source, write});
                }
            }
        }
    }
    return fold_answers(contents);
}

Result<std::vector<HistoryItem>> FactReader::history(const Entity& entity, const Contents& known) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<entry::WriteId>> replaces;
    std::set<entry::WriteId> replaced;
    const Contents contents = by_entry(known);
    for (const Contents::SourcedEdge& edge : contents.edges) {
        if (!edge.is_blind) {
            replaces[{edge.source, edge.edge.by}].push_back(edge.edge.replaced);
            replaced.insert(edge.edge.replaced);
        }
    }
    std::vector<HistoryItem> items;
    for (std::uint32_t source = 0; source < contents.sources.size(); ++source) {
        const EntryFacts facts = TRY(facts_from(contents.sources[source]));
        for (const SubjectFacts& subject : facts.subjects) {
            if (!is_member(entity, subject.subject)) {
                continue;
            }
            for (const Write& write : subject.writes) {
                if (write.is_operation() && !is_state(write)) {
                    continue;  // an update is its assignments
                }
                const entry::WriteId id{facts.provenance.entry, write.index};
                items.push_back({subject.subject, id, facts.provenance, write.operation, write.dataset, write.property,
                                 write.value, replaces[{source, write.index}], replaced.contains(id)});
            }
        }
    }
    std::ranges::sort(items, [](const HistoryItem& a, const HistoryItem& b) {
        if (displayed_before(a.by, b.by) || displayed_before(b.by, a.by)) {
            return displayed_before(a.by, b.by);
        }
        return a.write.index < b.write.index;
    });
    return items;
}

}  // namespace daohu::registry
