// SPDX-License-Identifier: Apache-2.0
#include "core/registry/vault_store.hpp"

#include "core/base/cbor.hpp"
#include "core/registry/vault_queries.hpp"

#include <optional>

namespace daohu::registry {

namespace {

using vault::Cursor;

Bytes encode_value(const entry::Value& value) {
    CborWriter out;
    entry::encode(out, value);
    return out.take();
}

Result<entry::Value> decode_value(ByteView bytes) {
    CborReader in{bytes};
    entry::Value value = TRY(entry::decode_value(in));
    TRY(in.finish());
    return value;
}

// Subjects and sources kept in memory before the oldest knowledge is thrown away.
constexpr std::size_t kMaxKept = 8192;

}  // namespace

struct VaultStore::Statements {
    Prepared<StoreQuery, kStoreQueries.size()> prepared;

    std::optional<SubjectRef> last_subject;  // the highest number given out, once it was looked up

    [[nodiscard]] vault::Statement& at(StoreQuery query) { return prepared[query]; }
    [[nodiscard]] Result<std::int64_t> last_number(StoreQuery query) {
        Cursor row = prepared[query].query();
        TRY(row.next());
        return row.integer(0);
    }
};

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
}

void VaultStore::forget_unsaved() {
    forget_rows();
    m_numbers.forget();
}

Result<bool> VaultStore::add(const EntryFacts& facts) {
    const Provenance& by = facts.provenance;
    const std::int64_t chain = TRY(m_numbers.of_chain(by.entry));
    {
        Cursor same_id = m_statements->at(StoreQuery::find_entry).query({chain, by.entry.sequence});
        while (TRY(same_id.next())) {
            if (TRY(same_id.as<Hash256>(0)) == by.entry_hash) {
                return false;
            }
            m_sources.clear();  // they do not know yet that they are branches of a fork
        }
    }
    const std::int64_t stream = TRY(m_numbers.of_stream(by.stream));
    EntryPlace place{static_cast<std::int64_t>(facts.ordinal), chain, by.entry.sequence};
    if (facts.ordinal == 0) {
        place.entry = TRY(m_statements->last_number(StoreQuery::last_entry)) + 1;
    }
    TRY(m_statements->at(StoreQuery::add_entry)
            .run({place.entry, chain, by.entry.sequence, by.entry_hash, by.author_key, by.hlc.bits(), stream}));
    for (const SubjectFacts& subject : facts.subjects) {
        TRY(add_subject_facts(place, subject));
    }
    for (const BlindEdge& edge : facts.blind_edges) {
        TRY(add_blind_edge(edge));
    }
    Sums* const sums = TRY(sums_of(stream));
    ++sums->added;
    sums->entries.add(by.entry_hash);
    return true;
}

Result<bool> VaultStore::replace(const EntryFacts& facts) {
    const std::int64_t chain = TRY(m_numbers.of_chain(facts.provenance.entry));
    const std::optional<std::int64_t> entry =
        TRY(number_from(m_statements->at(StoreQuery::entry_number)
                            .query({chain, facts.provenance.entry.sequence, facts.provenance.entry_hash})));
    if (!entry) {
        return false;
    }
    const EntryPlace place{*entry, chain, facts.provenance.entry.sequence};
    for (const SubjectFacts& subject : facts.subjects) {
        const SubjectRef ref = TRY(ref_of(subject.subject));
        TRY(m_statements->at(StoreQuery::drop_writes_of).run({ref, place.entry}));
        TRY(m_statements->at(StoreQuery::drop_unread).run({ref, place.entry}));
        for (const Write& write : subject.writes) {
            TRY(add_write(place, ref, write));
        }
        TRY(add_unread(place, ref, subject));
    }
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
        TRY(m_statements->at(StoreQuery::add_edge)
                .run({subject, place.entry, edge.by, chain, edge.replaced.entry.sequence, edge.replaced.index,
                      edge.of_operation}));
    }
    return add_unread(place, subject, facts);
}

Result<void> VaultStore::add_unread(const EntryPlace& place, SubjectRef subject, const SubjectFacts& facts) {
    if (facts.from_the_future || facts.has_absent_section || facts.has_malformed_section) {
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
    const std::int64_t dataset = TRY(m_numbers.of_name(write.dataset));
    std::optional<std::int64_t> property;
    if (!write.is_operation()) {
        property = TRY(m_numbers.of_name(write.property));
    }
    return m_statements->at(StoreQuery::add_write)
        .run({subject, place.entry, write.index, std::uint32_t{static_cast<std::uint8_t>(write.operation)},
              write.operation_index, dataset, property, encode_value(write.value)});
}

Result<void> VaultStore::add_blind_edge(const BlindEdge& edge) {
    const std::int64_t chain = TRY(m_numbers.of_chain(edge.by.entry));
    const std::int64_t target = TRY(m_numbers.of_chain(edge.replaced.entry));
    m_has_blind = true;
    return m_statements->at(StoreQuery::add_blind)
        .run({chain, edge.by.entry.sequence, edge.by.index, target, edge.replaced.entry.sequence, edge.replaced.index});
}

Result<bool> VaultStore::is_blind(const entry::WriteId& by, const entry::WriteId& replaced) {
    if (!m_has_blind) {
        m_has_blind = TRY(number_from(m_statements->at(StoreQuery::any_blind).query())) == 1;
    }
    if (!*m_has_blind) {
        return false;
    }
    const std::int64_t chain = TRY(m_numbers.of_chain(by.entry));
    const std::int64_t target = TRY(m_numbers.of_chain(replaced.entry));
    const auto found = TRY(
        number_from(m_statements->at(StoreQuery::is_blind)
                        .query({chain, by.entry.sequence, by.index, target, replaced.entry.sequence, replaced.index})));
    return found.has_value();
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
    return {};
}

void VaultStore::keep(SubjectRef ref, const KnownSubject& subject) {
    if (m_subjects.size() >= kMaxKept) {
        m_subjects.clear();
        m_refs.clear();
    }
    m_subjects.insert_or_assign(ref, subject);
    m_refs.insert_or_assign(subject.id, ref);
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
    Cursor rows = m_statements->at(StoreQuery::union_ends).query({chain, write.entry.sequence, write.index});
    while (TRY(rows.next())) {
        ends.push_back(rows.integer(0));
        ends.push_back(rows.integer(1));
    }
    return {};
}

Result<std::vector<SubjectRef>> VaultStore::unions_touched_by(const EntryFacts& facts) {
    std::vector<SubjectRef> ends;
    if (!m_has_unions) {
        m_has_unions = TRY(number_from(m_statements->at(StoreQuery::any_union).query())) == 1;
    }
    if (!*m_has_unions) {
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

Result<SubjectRef> VaultStore::class_of(SubjectRef ref) { return TRY(subject(ref)).class_ref; }

Result<std::vector<SubjectRef>> VaultStore::members_of(SubjectRef class_ref) {
    std::vector<SubjectRef> members;
    if (TRY(class_of(class_ref)) == class_ref) {
        members.push_back(class_ref);
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

Result<VaultStore::Source> VaultStore::source(std::int64_t entry) {
    if (const auto known = m_sources.find(entry); known != m_sources.end()) {
        return known->second;
    }
    Cursor row = m_statements->at(StoreQuery::load_entry).query({entry});
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_damaged, "a write without its entry");
    }
    const FoldNumbers::Chain chain = TRY(m_numbers.chain(row.integer(0)));
    Source source;
    source.provenance.entry = {chain.device, chain.incarnation, row.unsigned_integer(1)};
    source.provenance.entry_hash = TRY(row.as<Hash256>(2));
    source.provenance.author_key = TRY(row.as<PublicKey>(3));
    source.provenance.hlc = Hlc::from_bits(row.unsigned_integer(4));
    source.provenance.stream = TRY(m_numbers.stream(row.integer(5)));
    source.is_forked = row.integer(6) != 0;
    if (m_sources.size() >= kMaxKept) {
        m_sources.clear();
    }
    m_sources.emplace(entry, source);
    return source;
}

// The place of an entry among the sources of `contents`, put there on first use.
class VaultStore::SourceList {
public:
    SourceList(VaultStore& store, Contents& contents) : m_store{store}, m_contents{contents} {}

    [[nodiscard]] Result<std::uint32_t> place_of(std::int64_t entry) {
        if (const auto known = m_places.find(entry); known != m_places.end()) {
            return known->second;
        }
        const Source source = TRY(m_store.source(entry));
        const auto place = static_cast<std::uint32_t>(m_contents.sources.size());
        m_contents.sources.push_back(source.provenance);
        m_contents.is_forked |= source.is_forked;
        m_places.emplace(entry, place);
        return place;
    }

private:
    VaultStore& m_store;
    Contents& m_contents;
    std::unordered_map<std::int64_t, std::uint32_t> m_places;
};

Result<void> VaultStore::load(SubjectRef subject, Contents& contents) {
    SourceList sources{*this, contents};
    Cursor writes = m_statements->at(StoreQuery::load_writes).query({subject});
    while (TRY(writes.next())) {
        Write write;
        write.index = static_cast<std::uint32_t>(writes.integer(1));
        write.operation = static_cast<entry::OperationCode>(writes.integer(2));
        write.operation_index = static_cast<std::uint32_t>(writes.integer(3));
        write.dataset = TRY(m_numbers.name(writes.integer(4)));
        if (!writes.is_null(5)) {
            write.property = TRY(m_numbers.name(writes.integer(5)));
        }
        write.value = TRY(decode_value(writes.blob(6)));
        const std::uint32_t source = TRY(sources.place_of(writes.integer(0)));
        contents.writes.push_back({source, std::move(write)});
    }
    TRY(load_edges(subject, contents, sources));
    Cursor unread = m_statements->at(StoreQuery::unread_of).query({subject});
    if (TRY(unread.next())) {
        contents.from_the_future |= unread.integer(0) != 0;
        contents.has_absent_section |= unread.integer(1) != 0;
        contents.has_malformed_section |= unread.integer(2) != 0;
    }
    return {};
}

Result<void> VaultStore::load_edges(SubjectRef subject, Contents& contents, SourceList& sources) {
    Cursor edges = m_statements->at(StoreQuery::edges_of).query({subject});
    while (TRY(edges.next())) {
        const FoldNumbers::Chain chain = TRY(m_numbers.chain(edges.integer(2)));
        Edge edge;
        edge.by = static_cast<std::uint32_t>(edges.integer(1));
        edge.replaced = {{chain.device, chain.incarnation, edges.unsigned_integer(3)},
                         static_cast<std::uint32_t>(edges.integer(4))};
        edge.of_operation = edges.integer(5) != 0;
        const std::uint32_t source = TRY(sources.place_of(edges.integer(0)));
        const bool blind = TRY(is_blind({contents.sources[source].entry, edge.by}, edge.replaced));
        contents.edges.push_back({source, edge, blind});
    }
    return {};
}

Result<void> VaultStore::set_stream_parts(SubjectRef subject, const StreamParts& parts) {
    std::map<std::int64_t, std::pair<std::optional<Hash256>, std::optional<Hash256>>> changes;  // stream: before, after
    {
        Cursor rows = m_statements->at(StoreQuery::parts_of).query({subject});
        while (TRY(rows.next())) {
            changes[rows.integer(0)].first = TRY(rows.as<Hash256>(1));
        }
    }
    for (const auto& [stream, hash] : parts) {
        changes[TRY(m_numbers.of_stream(stream))].second = hash;
    }
    for (const auto& [stream, change] : changes) {
        const auto& [before, after] = change;
        if (before == after) {
            continue;
        }
        Sums* const sums = TRY(sums_of(stream));
        if (before) {
            sums->parts.subtract(*before);
        }
        if (after) {
            sums->parts.add(*after);
            TRY(m_statements->at(StoreQuery::put_part).run({subject, stream, *after}));
        } else {
            TRY(m_statements->at(StoreQuery::drop_part).run({subject, stream}));
        }
    }
    return {};
}

Result<std::vector<StreamState>> VaultStore::streams() {
    std::vector<StreamState> states;
    Cursor rows = m_statements->at(StoreQuery::all_streams).query();
    while (TRY(rows.next())) {
        states.push_back({TRY(rows.as<StreamId>(0)), rows.unsigned_integer(1), TRY(HashSum::from_bytes(rows.blob(2))),
                          TRY(HashSum::from_bytes(rows.blob(3)))});
    }
    return states;
}

}  // namespace daohu::registry
