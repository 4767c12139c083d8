// SPDX-License-Identifier: Apache-2.0
//
// What VaultStore knows about same_as and about edges that do not count, and how it takes back what an entry said.
#include "core/registry/vault_queries.hpp"

namespace daohu::registry {

namespace {

using vault::Cursor;

// Every subject in the rows; NULL is none.
Result<void> append_rows(Cursor rows, std::vector<SubjectRef>& subjects, int columns) {
    while (TRY(rows.next())) {
        for (int column = 0; column < columns; ++column) {
            if (!rows.is_null(column)) {
                subjects.push_back(rows.integer(column));
            }
        }
    }
    return {};
}

}  // namespace

Result<std::optional<std::vector<SubjectRef>>> VaultStore::replace(const EntryFacts& facts) {
    const std::int64_t chain = TRY(m_numbers.of_chain(facts.provenance.entry));
    const std::optional<std::int64_t> entry =
        TRY(number_from(m_statements->at(StoreQuery::entry_number)
                            .query({chain, facts.provenance.entry.sequence, facts.provenance.entry_hash})));
    if (!entry) {
        return std::optional<std::vector<SubjectRef>>{};
    }
    const EntryPlace place{*entry, chain, facts.provenance.entry.sequence};
    std::vector<SubjectRef> touched;
    TRY(forget(place, facts, touched));
    for (const SubjectFacts& subject : facts.subjects) {
        TRY(add_subject_facts(place, subject));
    }
    for (const BlindEdge& edge : facts.blind_edges) {
        TRY(add_blind_edge(place.entry, edge));
    }
    for (const SubjectRef end : TRY(unions_touched_by(facts))) {
        touched.push_back(end);
    }
    return std::optional{std::move(touched)};
}

// The same edges come again, but whether one is of an operation depends on what can be read.
Result<void> VaultStore::forget(const EntryPlace& place, const EntryFacts& facts, std::vector<SubjectRef>& touched) {
    for (const SubjectFacts& subject : facts.subjects) {
        const SubjectRef ref = TRY(ref_of(subject.subject));
        TRY(m_statements->at(StoreQuery::drop_writes_of).run({ref, place.entry}));
        TRY(m_statements->at(StoreQuery::drop_edges_of).run({ref, place.entry}));
        TRY(m_statements->at(StoreQuery::drop_unread).run({ref, place.entry}));
        for (const Edge& edge : subject.edges) {
            TRY(append_union_ends(edge.replaced, touched));
        }
    }
    TRY(append_rows(m_statements->at(StoreQuery::unions_made_by).query({place.chain, place.sequence, place.entry}),
                    touched, 2));
    TRY(m_statements->at(StoreQuery::drop_unions_of).run({place.chain, place.sequence, place.entry}));
    TRY(append_rows(m_statements->at(StoreQuery::blind_of).query({place.entry}), touched, 3));
    return m_statements->at(StoreQuery::drop_blind_of).run({place.entry});
}

Result<void> VaultStore::add_blind_edge(std::int64_t entry, const BlindEdge& edge) {
    const std::int64_t chain = TRY(m_numbers.of_chain(edge.by.entry));
    const std::int64_t target = TRY(m_numbers.of_chain(edge.replaced.entry));
    const SubjectRef subject = TRY(ref_of(edge.subject));
    m_has_blind = true;
    return m_statements->at(StoreQuery::add_blind)
        .run({chain, edge.by.entry.sequence, edge.by.index, target, edge.replaced.entry.sequence, edge.replaced.index,
              entry, subject});
}

Result<bool> VaultStore::is_blind(const entry::WriteId& by, const entry::WriteId& replaced) {
    if (!TRY(has_rows(m_has_blind, m_statements->at(StoreQuery::any_blind)))) {
        return false;
    }
    const std::int64_t chain = TRY(m_numbers.of_chain(by.entry));
    const std::int64_t target = TRY(m_numbers.of_chain(replaced.entry));
    const auto found = TRY(
        number_from(m_statements->at(StoreQuery::is_blind)
                        .query({chain, by.entry.sequence, by.index, target, replaced.entry.sequence, replaced.index})));
    return found.has_value();
}

Result<bool> VaultStore::is_retracted(std::int64_t chain, std::uint64_t sequence, std::uint32_t number) {
    const FoldNumbers::Chain target = TRY(m_numbers.chain(chain));
    const entry::WriteId same{{target.device, target.incarnation, sequence}, number};
    Cursor rows = m_statements->at(StoreQuery::retractions).query({chain, sequence, number});
    while (TRY(rows.next())) {
        const Source by = TRY(source(rows.integer(0)));
        if (!TRY(is_blind({by.provenance.entry, static_cast<std::uint32_t>(rows.integer(1))}, same))) {
            return true;
        }
    }
    return false;
}

Result<std::vector<Union>> VaultStore::unions_of(SubjectRef subject) {
    std::vector<Union> unions;
    Cursor rows = m_statements->at(StoreQuery::unions_of).query({subject});
    while (TRY(rows.next())) {
        const bool retracted =
            TRY(is_retracted(rows.integer(0), rows.unsigned_integer(1), static_cast<std::uint32_t>(rows.integer(2))));
        if (!retracted) {
            unions.push_back({rows.integer(3), rows.integer(4)});
        }
    }
    return unions;
}

Result<void> VaultStore::append_union_ends(const entry::WriteId& write, std::vector<SubjectRef>& ends) {
    const std::int64_t chain = TRY(m_numbers.of_chain(write.entry));
    return append_rows(m_statements->at(StoreQuery::union_ends).query({chain, write.entry.sequence, write.index}), ends,
                       2);
}

Result<std::vector<SubjectRef>> VaultStore::unions_touched_by(const EntryFacts& facts) {
    std::vector<SubjectRef> ends;
    if (!TRY(has_rows(m_has_unions, m_statements->at(StoreQuery::any_union)))) {
        return ends;
    }
    for (const SubjectFacts& subject : facts.subjects) {
        for (const Write& write : subject.writes) {
            if (write.operation == entry::OperationCode::same_as && write.is_operation()) {
                TRY(append_union_ends({facts.provenance.entry, write.index}, ends));
            }
        }
        for (const Edge& edge : subject.edges) {
            if (edge.of_operation) {
                TRY(append_union_ends(edge.replaced, ends));
            }
        }
    }
    for (const BlindEdge& edge : facts.blind_edges) {
        TRY(append_union_ends(edge.replaced, ends));
    }
    return ends;
}

}  // namespace daohu::registry
