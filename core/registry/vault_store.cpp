// SPDX-License-Identifier: Apache-2.0
#include "core/registry/vault_store.hpp"

#include "core/base/cbor.hpp"
#include "core/registry/vault_queries.hpp"

namespace daohu::registry {

namespace {

using vault::Cursor;

Bytes encode_value(const entry::Value& value) {
    CborWriter out;
    entry::encode(out, value);
    return out.take();
}

// Subjects and sources kept in memory before all of them are forgotten: in everyday work, and while rebuilding (some 50 MB).
constexpr std::size_t kMaxKept = 8192;
constexpr std::size_t kMaxKeptRebuilding = 150'000;

}  // namespace

VaultStore::VaultStore(FoldNumbers numbers, std::unique_ptr<Statements> statements)
    : m_numbers{std::move(numbers)}, m_statements{std::move(statements)} {}
VaultStore::~VaultStore() = default;

Result<std::unique_ptr<VaultStore>> VaultStore::open(vault::Database& db) {
    FoldNumbers numbers = TRY(FoldNumbers::open(db));
    auto prepared = TRY((Prepared<StoreQuery, kStoreQueries.size()>::open(db, kStoreQueries)));
    auto statements = std::make_unique<Statements>(std::move(prepared));
    return std::unique_ptr<VaultStore>{new VaultStore{std::move(numbers), std::move(statements)}};
}

void VaultStore::forget_rows() {
    m_subjects.clear();
    m_refs.clear();
    m_sources.clear();
    m_sums.clear();
    m_statements->last_subject.reset();
    m_has_blind.reset();
    m_has_unions.reset();
    m_has_unread.reset();
}

void VaultStore::start_empty() {
    m_has_blind = false;
    m_has_unions = false;
    m_has_unread = false;
    m_has_no_parts = true;
    m_is_collecting = true;
}

Result<void> VaultStore::stop_collecting() {
    TRY(write_collected());
    m_is_collecting = false;
    forget_rows();
    return {};
}

std::size_t VaultStore::max_kept() const { return m_is_collecting ? kMaxKeptRebuilding : kMaxKept; }

void VaultStore::forget_unsaved() {
    forget_rows();
    m_collected.clear();
    m_is_collecting = false;
    m_has_no_parts = false;
    m_numbers.forget();
}

Result<bool> VaultStore::add(const EntryFacts& facts) {
    const Provenance& by = facts.provenance;
    const std::int64_t chain = TRY(m_numbers.of_chain(by.entry));
    bool is_fork = false;
    {
        Cursor same_id = m_statements->at(StoreQuery::find_entry).query({chain, by.entry.sequence});
        while (TRY(same_id.next())) {
            if (TRY(same_id.as<Hash256>(0)) == by.entry_hash) {
                return false;
            }
            is_fork = true;
        }
    }
    const std::int64_t stream = TRY(m_numbers.of_stream(by.stream));
    EntryPlace place{static_cast<std::int64_t>(facts.ordinal), chain, by.entry.sequence};
    if (facts.ordinal == 0) {
        place.entry = TRY(m_statements->last_number(StoreQuery::last_entry)) + 1;
    }
    TRY(m_statements->at(StoreQuery::add_entry)
            .run({place.entry, chain, by.entry.sequence, by.entry_hash, by.author_key, by.hlc.bits(), stream}));
    if (is_fork) {
        m_sources.clear();  // they do not know yet that they are branches of it
    } else {
        keep_source(place.entry, {by, false});
    }
    for (const SubjectFacts& subject : facts.subjects) {
        TRY(add_subject_facts(place, subject));
    }
    for (const BlindEdge& edge : facts.blind_edges) {
        TRY(add_blind_edge(place.entry, edge));
    }
    Sums* const sums = TRY(sums_of(stream));
    ++sums->added;
    sums->entries.add(by.entry_hash);
    return true;
}

Result<void> VaultStore::add_subject_facts(const EntryPlace& place, const SubjectFacts& facts) {
    const SubjectRef subject = TRY(ref_of(facts.subject));
    for (const Write& write : facts.writes) {
        TRY(add_write(place, subject, write));
        if (const std::optional<EntityId> other = same_as_target(facts, write)) {
            const SubjectRef other_ref = TRY(ref_of(*other));
            TRY(m_statements->at(StoreQuery::add_union)
                    .run({place.chain, place.sequence, write.index, place.entry, subject, other_ref}));
            m_has_unions = true;
        }
    }
    for (const Edge& edge : facts.edges) {
        const std::int64_t chain = TRY(m_numbers.of_chain(edge.replaced.entry));
        TRY(add_edge({.subject = subject,
                      .entry = place.entry,
                      .number = edge.by,
                      .replaced = edge.replaced.index,
                      .chain = chain,
                      .sequence = edge.replaced.entry.sequence,
                      .is_whole = edge.of_operation}));
    }
    return add_unread(place, subject, facts);
}

// An edge that may end a same_as is asked for before everything is folded, so it does not wait.
Result<void> VaultStore::add_edge(const EdgeRow& edge) {
    if (m_is_collecting && !edge.is_whole) {
        m_collected.add(edge);
        return m_collected.is_full() ? write_collected() : Result<void>{};
    }
    return put_edge(edge);
}

Result<void> VaultStore::put_edge(const EdgeRow& row) {
    return m_statements->at(StoreQuery::add_edge)
        .run({row.subject, row.entry, row.number, row.chain, row.sequence, row.replaced, row.is_whole});
}

Result<void> VaultStore::put_write(const WriteRow& row, ByteView value) {
    return m_statements->at(StoreQuery::add_write)
        .run({row.subject, row.entry, row.number, std::uint32_t{static_cast<std::uint8_t>(row.operation)},
              row.operation_number, row.dataset, row.property, value});
}

Result<void> VaultStore::write_collected() {
    return m_collected.take([this](const WriteRow& row, ByteView value) { return put_write(row, value); },
                            [this](const EdgeRow& row) { return put_edge(row); });
}

Result<void> VaultStore::add_unread(const EntryPlace& place, SubjectRef subject, const SubjectFacts& facts) {
    if (facts.from_the_future || facts.has_absent_section || facts.has_malformed_section) {
        m_has_unread = true;
        TRY(m_statements->at(StoreQuery::add_unread)
                .run({subject, place.entry, facts.from_the_future, facts.has_absent_section,
                      facts.has_malformed_section}));
    }
    return {};
}

// Answers of facts stay in the journal.
Result<void> VaultStore::add_write(const EntryPlace& place, SubjectRef subject, const Write& write) {
    if (!is_state(write)) {
        return {};
    }
    WriteRow row{.subject = subject,
                 .entry = place.entry,
                 .number = write.index,
                 .operation_number = write.operation_index,
                 .operation = write.operation};
    row.dataset = TRY(m_numbers.of_name(write.dataset));
    if (!write.is_operation()) {
        row.property = TRY(m_numbers.of_name(write.property));
    }
    const Bytes value = encode_value(write.value);
    if (!m_is_collecting) {
        return put_write(row, value);
    }
    m_collected.add(row, value);
    return m_collected.is_full() ? write_collected() : Result<void>{};
}

// Whether a table that mostly is empty holds anything, asked once.
Result<bool> VaultStore::has_rows(std::optional<bool>& known, vault::Statement& any) {
    if (!known) {
        known = TRY(number_from(any.query())) == 1;
    }
    return *known;
}

Result<VaultStore::Sums*> VaultStore::sums_of(std::int64_t stream) {
    if (const auto known = m_sums.find(stream); known != m_sums.end()) {
        return &known->second;
    }
    Cursor row = m_statements->at(StoreQuery::load_sums).query({stream});
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_damaged, "stream number");
    }
    Sums sums;
    sums.entries = TRY(HashSum::from_bytes(row.blob(0)));
    sums.parts = TRY(HashSum::from_bytes(row.blob(1)));
    return &m_sums.emplace(stream, sums).first->second;
}

Result<void> VaultStore::settle() {
    for (const auto& [stream, sums] : m_sums) {
        TRY(m_statements->at(StoreQuery::add_entries)
                .run({stream, sums.added, sums.entries.bytes(), sums.parts.bytes()}));
    }
    m_sums.clear();
    m_has_no_parts = false;
    return {};
}

void VaultStore::keep(SubjectRef ref, const KnownSubject& subject) {
    if (m_subjects.size() >= max_kept()) {
        m_subjects.clear();
        m_refs.clear();
    }
    m_subjects.insert_or_assign(ref, subject);
    m_refs.insert_or_assign(subject.id, ref);
}

void VaultStore::keep_source(std::int64_t entry, const Source& source) {
    if (m_sources.size() >= max_kept()) {
        m_sources.clear();
    }
    m_sources.insert_or_assign(entry, source);
}

Result<SubjectRef> VaultStore::ref_of(EntityId id) {
    if (const std::optional<SubjectRef> found = TRY(find_ref(id))) {
        return *found;
    }
    if (!m_statements->last_subject) {
        m_statements->last_subject = TRY(m_statements->last_number(StoreQuery::last_subject));
    }
    const SubjectRef ref = *m_statements->last_subject + 1;
    TRY(m_statements->at(StoreQuery::add_subject).run({ref, id}));
    m_statements->last_subject = ref;
    keep(ref, {id, ref});
    return ref;
}

Result<std::optional<SubjectRef>> VaultStore::find_ref(EntityId id) {
    if (const auto known = m_refs.find(id); known != m_refs.end()) {
        return std::optional{known->second};
    }
    Cursor row = m_statements->at(StoreQuery::find_subject).query({id});
    if (!TRY(row.next())) {
        return std::optional<SubjectRef>{};
    }
    keep(row.integer(0), {id, row.integer(1)});
    return std::optional{row.integer(0)};
}

Result<VaultStore::KnownSubject> VaultStore::subject(SubjectRef ref) {
    if (const auto known = m_subjects.find(ref); known != m_subjects.end()) {
        return known->second;
    }
    Cursor row = m_statements->at(StoreQuery::subject).query({ref});
    if (!TRY(row.next())) {
        return fail(ErrorCode::not_found, "subject number");
    }
    const KnownSubject subject{TRY(row.as<EntityId>(0)), row.integer(1)};
    keep(ref, subject);
    return subject;
}

Result<EntityId> VaultStore::id_of(SubjectRef ref) { return TRY(subject(ref)).id; }

Result<SubjectRef> VaultStore::class_of(SubjectRef ref) { return TRY(subject(ref)).class_ref; }

Result<std::vector<SubjectRef>> VaultStore::members_of(SubjectRef class_ref) {
    std::vector<SubjectRef> members;
    if (TRY(class_of(class_ref)) == class_ref) {
        members.push_back(class_ref);
    }
    if (!TRY(has_rows(m_has_unions, m_statements->at(StoreQuery::any_union)))) {
        return members;
    }
    Cursor rows = m_statements->at(StoreQuery::merged_into).query({class_ref});
    while (TRY(rows.next())) {
        members.push_back(rows.integer(0));
    }
    return members;
}

Result<void> VaultStore::set_class(SubjectRef ref, SubjectRef class_ref) {
    const KnownSubject known = TRY(subject(ref));
    keep(ref, {known.id, class_ref});
    return m_statements->at(StoreQuery::set_class).run({ref, class_ref});
}

}  // namespace daohu::registry
