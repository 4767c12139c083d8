// SPDX-License-Identifier: Apache-2.0
#include "core/registry/vault_store.hpp"

#include "core/base/cbor.hpp"
#include "core/registry/prepared.hpp"

#include <optional>

namespace daohu::registry {

namespace {

using vault::Cursor;
using vault::Statement;

constexpr int kStateKind = 0;
constexpr int kAnswerKind = 1;

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

// Adds the entry's hash to the first sum or replaces a part in the second.
Result<HashSum> sum_of(const Cursor& row, int column) { return HashSum::from_bytes(row.blob(column)); }

enum class Query : std::uint8_t {
    find_chain,
    add_chain,
    find_stream,
    add_stream,
    add_stream_entry,
    set_part_sum,
    all_streams,
    load_sums,
    find_name,
    add_name,
    name_text,
    find_entry,
    add_entry,
    load_entry,
    find_subject,
    add_subject,
    subject_id,
    subject_class,
    merged_into,
    set_class,
    add_write,
    drop_state_of,
    drop_answers_of,
    load_writes,
    add_edge,
    edges_of,
    is_blind,
    set_blind,
    add_blind,
    add_union,
    unions_of,
    union_ends,
    is_retracted,
    add_unread,
    unread_of,
    parts_of,
    drop_parts,
    add_part,
};

constexpr std::array kQueries{
    Sql{Query::find_chain, "SELECT chain FROM registry_chain WHERE device = ?1 AND incarnation = ?2"},
    Sql{Query::add_chain, "INSERT INTO registry_chain(device, incarnation) VALUES (?1, ?2) RETURNING chain"},
    Sql{Query::find_stream, "SELECT stream FROM registry_stream WHERE id = ?1"},
    Sql{Query::add_stream,
        "INSERT INTO registry_stream(id, entries, entry_sum, part_sum) VALUES (?1, 0, ?2, ?2) RETURNING stream"},
    Sql{Query::add_stream_entry, "UPDATE registry_stream SET entries = entries + 1, entry_sum = ?2 WHERE stream = ?1"},
    Sql{Query::set_part_sum, "UPDATE registry_stream SET part_sum = ?2 WHERE stream = ?1"},
    Sql{Query::all_streams, "SELECT id, entries, entry_sum, part_sum FROM registry_stream ORDER BY id"},
    Sql{Query::load_sums, "SELECT entry_sum, part_sum FROM registry_stream WHERE stream = ?1"},
    Sql{Query::find_name, "SELECT name FROM registry_name WHERE text = ?1"},
    Sql{Query::add_name, "INSERT INTO registry_name(text) VALUES (?1) RETURNING name"},
    Sql{Query::name_text, "SELECT text FROM registry_name WHERE name = ?1"},
    Sql{Query::find_entry, "SELECT entry FROM registry_entry WHERE chain = ?1 AND sequence = ?2 AND hash = ?3"},
    Sql{Query::add_entry, "INSERT INTO registry_entry(entry, chain, sequence, hash, author, hlc, stream) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING entry"},
    Sql{Query::load_entry, "SELECT c.device, c.incarnation, e.sequence, e.hash, e.author, e.hlc, s.id, "
                           "EXISTS(SELECT 1 FROM registry_entry o WHERE o.chain = e.chain AND o.sequence = e.sequence "
                           "AND o.entry <> e.entry) "
                           "FROM registry_entry e JOIN registry_chain c ON c.chain = e.chain JOIN registry_stream s ON "
                           "s.stream = e.stream "
                           "WHERE e.entry = ?1"},
    Sql{Query::find_subject, "SELECT subject FROM registry_subject WHERE id = ?1"},
    Sql{Query::add_subject, "INSERT INTO registry_subject(subject, id, class) "
                            "SELECT n, ?1, n FROM (SELECT coalesce(max(subject), 0) + 1 AS n FROM registry_subject) "
                            "RETURNING subject"},
    Sql{Query::subject_id, "SELECT id FROM registry_subject WHERE subject = ?1"},
    Sql{Query::subject_class, "SELECT class FROM registry_subject WHERE subject = ?1"},
    Sql{Query::merged_into, "SELECT subject FROM registry_subject WHERE class = ?1 AND class <> subject"},
    Sql{Query::set_class, "UPDATE registry_subject SET class = ?2 WHERE subject = ?1"},
    Sql{Query::add_write, "INSERT INTO registry_write(subject, kind, entry, number, operation, operation_number, "
                          "dataset, property, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"},
    Sql{Query::drop_state_of, "DELETE FROM registry_write WHERE subject = ?1 AND kind = 0 AND entry = ?2"},
    Sql{Query::drop_answers_of, "DELETE FROM registry_write WHERE subject = ?1 AND kind = 1 AND entry = ?2"},
    Sql{Query::load_writes, "SELECT entry, number, operation, operation_number, dataset, property, value "
                            "FROM registry_write WHERE subject = ?1 AND kind = ?2"},
    Sql{Query::add_edge, "INSERT INTO registry_edge(subject, entry, number, chain, sequence, replaced, blind) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"},
    Sql{Query::edges_of, "SELECT e.entry, e.number, c.device, c.incarnation, e.sequence, e.replaced, e.blind "
                         "FROM registry_edge e JOIN registry_chain c ON c.chain = e.chain WHERE e.subject = ?1"},
    Sql{Query::is_blind, "SELECT 1 FROM registry_blind WHERE chain = ?1 AND sequence = ?2 AND number = ?3 "
                         "AND target_chain = ?4 AND target_sequence = ?5 AND target_number = ?6"},
    Sql{Query::set_blind,
        "UPDATE registry_edge SET blind = 1 WHERE chain = ?4 AND sequence = ?5 AND replaced = ?6 AND number = ?3 "
        "AND entry IN (SELECT entry FROM registry_entry WHERE chain = ?1 AND sequence = ?2)"},
    Sql{Query::add_blind, "INSERT OR IGNORE INTO registry_blind(chain, sequence, number, target_chain, "
                          "target_sequence, target_number) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
    Sql{Query::add_union, "INSERT INTO registry_union(chain, sequence, number, entry, first, second) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"},
    Sql{Query::unions_of, "SELECT chain, sequence, number, first, second FROM registry_union WHERE first = ?1 "
                          "UNION SELECT chain, sequence, number, first, second FROM registry_union WHERE second = ?1"},
    Sql{Query::union_ends,
        "SELECT first, second FROM registry_union WHERE chain = ?1 AND sequence = ?2 AND number = ?3"},
    Sql{Query::is_retracted, "SELECT 1 FROM registry_edge WHERE chain = ?1 AND sequence = ?2 AND replaced = ?3 "
                             "AND blind = 0 LIMIT 1"},
    Sql{Query::add_unread, "INSERT OR REPLACE INTO registry_unread(subject, entry, future, absent) "
                           "VALUES (?1, ?2, ?3, ?4)"},
    Sql{Query::unread_of, "SELECT coalesce(max(future), 0), coalesce(max(absent), 0) FROM registry_unread "
                          "WHERE subject = ?1"},
    Sql{Query::parts_of, "SELECT stream, hash FROM registry_part WHERE subject = ?1"},
    Sql{Query::drop_parts, "DELETE FROM registry_part WHERE subject = ?1"},
    Sql{Query::add_part, "INSERT INTO registry_part(subject, stream, hash) VALUES (?1, ?2, ?3)"},
};

}  // namespace

struct VaultStore::Statements {
    Prepared<Query, kQueries.size()> prepared;
};

VaultStore::VaultStore(std::unique_ptr<Statements> statements) : m_statements{std::move(statements)} {}
VaultStore::~VaultStore() = default;

Result<std::unique_ptr<VaultStore>> VaultStore::open(vault::Database& db) {
    auto prepared = TRY((Prepared<Query, kQueries.size()>::open(db, kQueries)));
    auto statements = std::make_unique<Statements>(std::move(prepared));
    return std::unique_ptr<VaultStore>{new VaultStore{std::move(statements)}};
}

void VaultStore::forget_numbers() {
    m_names.clear();
    m_name_texts.clear();
    m_chains.clear();
    m_streams.clear();
}

namespace {

// The only column of the only row; nothing where there is no row.
Result<std::optional<std::int64_t>> number_from(Cursor row) {
    if (!TRY(row.next())) {
        return std::optional<std::int64_t>{};
    }
    return std::optional{row.integer(0)};
}

// As number_from, of an INSERT that returns the number it gave out.
Result<std::int64_t> inserted_number(Cursor row) {
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_failed, "no number for a new row");
    }
    const std::int64_t number = row.integer(0);
    TRY(row.next());
    return number;
}

}  // namespace

Result<std::int64_t> VaultStore::number_of_chain(const entry::EntryId& id) {
    const std::pair key{id.device, id.incarnation};
    if (const auto known = m_chains.find(key); known != m_chains.end()) {
        return known->second;
    }
    const std::optional<std::int64_t> found =
        TRY(number_from(m_statements->prepared[Query::find_chain].query({id.device, id.incarnation})));
    const std::int64_t number =
        found ? *found
              : TRY(inserted_number(m_statements->prepared[Query::add_chain].query({id.device, id.incarnation})));
    m_chains.emplace(key, number);
    return number;
}

Result<std::int64_t> VaultStore::number_of_stream(StreamId stream) {
    if (const auto known = m_streams.find(stream); known != m_streams.end()) {
        return known->second;
    }
    const std::optional<std::int64_t> found =
        TRY(number_from(m_statements->prepared[Query::find_stream].query({stream})));
    const std::int64_t number =
        found ? *found
              : TRY(inserted_number(m_statements->prepared[Query::add_stream].query({stream, HashSum{}.bytes()})));
    m_streams.emplace(stream, number);
    return number;
}

Result<std::int64_t> VaultStore::number_of_name(std::string_view text) {
    std::string key{text};
    if (const auto known = m_names.find(key); known != m_names.end()) {
        return known->second;
    }
    const std::optional<std::int64_t> found = TRY(number_from(m_statements->prepared[Query::find_name].query({text})));
    const std::int64_t number =
        found ? *found : TRY(inserted_number(m_statements->prepared[Query::add_name].query({text})));
    m_names.emplace(std::move(key), number);
    return number;
}

Result<std::string> VaultStore::name_of(std::int64_t number) {
    if (const auto known = m_name_texts.find(number); known != m_name_texts.end()) {
        return known->second;
    }
    Cursor row = m_statements->prepared[Query::name_text].query({number});
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_damaged, "a write has a name without text");
    }
    std::string text{row.text(0)};
    m_name_texts.emplace(number, text);
    return text;
}

Result<std::optional<std::int64_t>> VaultStore::find_entry(std::int64_t chain, const Provenance& by) {
    return number_from(m_statements->prepared[Query::find_entry].query({chain, by.entry.sequence, by.entry_hash}));
}

Result<bool> VaultStore::add(const EntryFacts& facts) {
    const Provenance& by = facts.provenance;
    const std::int64_t chain = TRY(number_of_chain(by.entry));
    if (TRY(find_entry(chain, by)).has_value()) {
        return false;
    }
    const std::int64_t stream = TRY(number_of_stream(by.stream));
    const std::optional<std::uint64_t> ordinal = facts.ordinal != 0 ? std::optional{facts.ordinal} : std::nullopt;
    EntryPlace place{0, chain, by.entry.sequence};
    place.entry = TRY(inserted_number(m_statements->prepared[Query::add_entry].query(
        {ordinal, chain, by.entry.sequence, by.entry_hash, by.author_key, by.hlc.bits(), stream})));
    for (const SubjectFacts& subject : facts.subjects) {
        TRY(add_subject_facts(place, subject));
    }
    for (const BlindEdge& edge : facts.blind_edges) {
        TRY(add_blind_edge(edge));
    }
    TRY(add_to_stream(by.stream, by.entry_hash));
    return true;
}

Result<bool> VaultStore::replace(const EntryFacts& facts) {
    const std::int64_t chain = TRY(number_of_chain(facts.provenance.entry));
    const std::optional<std::int64_t> entry = TRY(find_entry(chain, facts.provenance));
    if (!entry) {
        return false;
    }
    const EntryPlace place{*entry, chain, facts.provenance.entry.sequence};
    for (const SubjectFacts& subject : facts.subjects) {
        const SubjectRef ref = TRY(ref_of(subject.subject));
        TRY(m_statements->prepared[Query::drop_state_of].run({ref, place.entry}));
        TRY(m_statements->prepared[Query::drop_answers_of].run({ref, place.entry}));
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
            TRY(m_statements->prepared[Query::add_union].run(
                {place.chain, place.sequence, write.index, place.entry, subject, other_ref}));
        }
    }
    for (const Edge& edge : facts.edges) {
        TRY(add_edge(place, subject, edge));
    }
    return add_unread(place, subject, facts);
}

Result<void> VaultStore::add_unread(const EntryPlace& place, SubjectRef subject, const SubjectFacts& facts) {
    if (facts.from_the_future || facts.has_absent_section) {
        TRY(m_statements->prepared[Query::add_unread].run(
            {subject, place.entry, facts.from_the_future, facts.has_absent_section}));
    }
    return {};
}

// The operation's own write says nothing where only its assignments count.
Result<void> VaultStore::add_write(const EntryPlace& place, SubjectRef subject, const Write& write) {
    const bool state = is_state(write);
    if (!state && write.is_operation()) {
        return {};
    }
    const std::int64_t dataset = TRY(number_of_name(write.dataset));
    std::optional<std::int64_t> property;
    if (!write.is_operation()) {
        property = TRY(number_of_name(write.property));
    }
    return m_statements->prepared[Query::add_write].run(
        {subject, state ? kStateKind : kAnswerKind, place.entry, write.index,
         std::uint32_t{static_cast<std::uint8_t>(write.operation)}, write.operation_index, dataset, property,
         encode_value(write.value)});
}

Result<void> VaultStore::add_edge(const EntryPlace& place, SubjectRef subject, const Edge& edge) {
    const std::int64_t chain = TRY(number_of_chain(edge.replaced.entry));
    const bool blind =
        TRY(number_from(m_statements->prepared[Query::is_blind].query(
                {place.chain, place.sequence, edge.by, chain, edge.replaced.entry.sequence, edge.replaced.index})))
            .has_value();
    return m_statements->prepared[Query::add_edge].run(
        {subject, place.entry, edge.by, chain, edge.replaced.entry.sequence, edge.replaced.index, blind});
}

Result<void> VaultStore::add_blind_edge(const BlindEdge& edge) {
    const std::int64_t chain = TRY(number_of_chain(edge.by.entry));
    const std::int64_t target = TRY(number_of_chain(edge.replaced.entry));
    for (Statement* statement :
         {&m_statements->prepared[Query::add_blind], &m_statements->prepared[Query::set_blind]}) {
        TRY(statement->run(
            {chain, edge.by.entry.sequence, edge.by.index, target, edge.replaced.entry.sequence, edge.replaced.index}));
    }
    return {};
}

Result<void> VaultStore::add_to_stream(StreamId stream, const Hash256& entry) {
    const std::int64_t number = TRY(number_of_stream(stream));
    HashSum sum;
    {
        Cursor row = m_statements->prepared[Query::load_sums].query({number});
        if (TRY(row.next())) {
            sum = TRY(sum_of(row, 0));
        }
    }
    sum.add(entry);
    return m_statements->prepared[Query::add_stream_entry].run({number, sum.bytes()});
}

Result<SubjectRef> VaultStore::ref_of(EntityId subject) {
    const std::optional<SubjectRef> found = TRY(find_ref(subject));
    return found ? *found : TRY(inserted_number(m_statements->prepared[Query::add_subject].query({subject})));
}

Result<std::optional<SubjectRef>> VaultStore::find_ref(EntityId subject) {
    return number_from(m_statements->prepared[Query::find_subject].query({subject}));
}

Result<EntityId> VaultStore::id_of(SubjectRef subject) {
    Cursor row = m_statements->prepared[Query::subject_id].query({subject});
    if (!TRY(row.next())) {
        return fail(ErrorCode::not_found, "subject number");
    }
    return row.as<EntityId>(0);
}

Result<std::vector<Union>> VaultStore::unions_of(SubjectRef subject) {
    std::vector<Union> unions;
    Cursor rows = m_statements->prepared[Query::unions_of].query({subject});
    while (TRY(rows.next())) {
        const bool retracted = TRY(number_from(m_statements->prepared[Query::is_retracted].query(
                                       {rows.integer(0), rows.integer(1), rows.integer(2)})))
                                   .has_value();
        if (!retracted) {
            unions.push_back({rows.integer(3), rows.integer(4)});
        }
    }
    return unions;
}

Result<void> VaultStore::append_union_ends(const entry::WriteId& write, std::vector<SubjectRef>& ends) {
    const std::int64_t chain = TRY(number_of_chain(write.entry));
    Cursor rows = m_statements->prepared[Query::union_ends].query({chain, write.entry.sequence, write.index});
    while (TRY(rows.next())) {
        ends.push_back(rows.integer(0));
        ends.push_back(rows.integer(1));
    }
    return {};
}

Result<std::vector<SubjectRef>> VaultStore::unions_touched_by(const EntryFacts& facts) {
    std::vector<SubjectRef> ends;
    for (const SubjectFacts& subject : facts.subjects) {
        for (const Write& write : subject.writes) {
            if (write.operation == entry::OperationCode::same_as && write.is_operation()) {
                TRY(append_union_ends({facts.provenance.entry, write.index}, ends));
            }
        }
        for (const Edge& edge : subject.edges) {
            TRY(append_union_ends(edge.replaced, ends));
        }
    }
    for (const BlindEdge& edge : facts.blind_edges) {
        TRY(append_union_ends(edge.replaced, ends));
    }
    return ends;
}

Result<SubjectRef> VaultStore::class_of(SubjectRef subject) {
    const std::optional<std::int64_t> found =
        TRY(number_from(m_statements->prepared[Query::subject_class].query({subject})));
    if (!found) {
        return fail(ErrorCode::not_found, "subject number");
    }
    return *found;
}

Result<std::vector<SubjectRef>> VaultStore::members_of(SubjectRef class_ref) {
    std::vector<SubjectRef> members;
    if (TRY(class_of(class_ref)) == class_ref) {
        members.push_back(class_ref);
    }
    Cursor rows = m_statements->prepared[Query::merged_into].query({class_ref});
    while (TRY(rows.next())) {
        members.push_back(rows.integer(0));
    }
    return members;
}

Result<void> VaultStore::set_class(SubjectRef subject, SubjectRef class_ref) {
    return m_statements->prepared[Query::set_class].run({subject, class_ref});
}

Result<Provenance> VaultStore::provenance_of(std::int64_t entry, bool& is_forked) {
    Cursor row = m_statements->prepared[Query::load_entry].query({entry});
    if (!TRY(row.next())) {
        return fail(ErrorCode::database_damaged, "a write without its entry");
    }
    Provenance by;
    by.entry = {TRY(row.as<DeviceId>(0)), TRY(row.as<IncarnationId>(1)), row.unsigned_integer(2)};
    by.entry_hash = TRY(row.as<Hash256>(3));
    by.author_key = TRY(row.as<PublicKey>(4));
    by.hlc = Hlc::from_bits(row.unsigned_integer(5));
    by.stream = TRY(row.as<StreamId>(6));
    is_forked |= row.integer(7) != 0;
    return by;
}

Result<void> VaultStore::load(SubjectRef subject, Contents& contents) {
    return load_kind(subject, kStateKind, contents);
}

Result<void> VaultStore::load_answers(SubjectRef subject, Contents& contents) {
    return load_kind(subject, kAnswerKind, contents);
}

Result<void> VaultStore::load_kind(SubjectRef subject, int kind, Contents& contents) {
    std::unordered_map<std::int64_t, std::uint32_t> sources;
    const auto source_of = [&](std::int64_t entry) -> Result<std::uint32_t> {
        if (const auto known = sources.find(entry); known != sources.end()) {
            return known->second;
        }
        contents.sources.push_back(TRY(provenance_of(entry, contents.is_forked)));
        const auto source = static_cast<std::uint32_t>(contents.sources.size() - 1);
        sources.emplace(entry, source);
        return source;
    };
    Cursor writes = m_statements->prepared[Query::load_writes].query({subject, kind});
    while (TRY(writes.next())) {
        Write write;
        write.index = static_cast<std::uint32_t>(writes.integer(1));
        write.operation = static_cast<entry::OperationCode>(writes.integer(2));
        write.operation_index = static_cast<std::uint32_t>(writes.integer(3));
        write.dataset = TRY(name_of(writes.integer(4)));
        if (!writes.is_null(5)) {
            write.property = TRY(name_of(writes.integer(5)));
        }
        write.value = TRY(decode_value(writes.blob(6)));
        const std::uint32_t source = TRY(source_of(writes.integer(0)));
        contents.writes.push_back({source, std::move(write)});
    }
    Cursor edges = m_statements->prepared[Query::edges_of].query({subject});
    while (TRY(edges.next())) {
        const entry::EntryId replaced{TRY(edges.as<DeviceId>(2)), TRY(edges.as<IncarnationId>(3)),
                                      edges.unsigned_integer(4)};
        const Edge edge{static_cast<std::uint32_t>(edges.integer(1)),
                        {replaced, static_cast<std::uint32_t>(edges.integer(5))}};
        const std::uint32_t source = TRY(source_of(edges.integer(0)));
        contents.edges.push_back({source, edge, edges.integer(6) != 0});
    }
    Cursor unread = m_statements->prepared[Query::unread_of].query({subject});
    if (TRY(unread.next())) {
        contents.from_the_future |= unread.integer(0) != 0;
        contents.has_absent_section |= unread.integer(1) != 0;
    }
    return {};
}

Result<void> VaultStore::set_stream_parts(SubjectRef subject, const StreamParts& parts) {
    std::map<std::int64_t, std::pair<std::optional<Hash256>, std::optional<Hash256>>> changes;  // stream: before, after
    {
        Cursor rows = m_statements->prepared[Query::parts_of].query({subject});
        while (TRY(rows.next())) {
            changes[rows.integer(0)].first = TRY(rows.as<Hash256>(1));
        }
    }
    for (const auto& [stream, hash] : parts) {
        changes[TRY(number_of_stream(stream))].second = hash;
    }
    TRY(m_statements->prepared[Query::drop_parts].run({subject}));
    for (const auto& [stream, change] : changes) {
        const auto& [before, after] = change;
        if (after) {
            TRY(m_statements->prepared[Query::add_part].run({subject, stream, *after}));
        }
        if (before == after) {
            continue;
        }
        HashSum sum;
        {
            Cursor row = m_statements->prepared[Query::load_sums].query({stream});
            if (TRY(row.next())) {
                sum = TRY(sum_of(row, 1));
            }
        }
        if (before) {
            sum.subtract(*before);
        }
        if (after) {
            sum.add(*after);
        }
        TRY(m_statements->prepared[Query::set_part_sum].run({stream, sum.bytes()}));
    }
    return {};
}

Result<std::vector<StreamState>> VaultStore::streams() {
    std::vector<StreamState> states;
    Cursor rows = m_statements->prepared[Query::all_streams].query();
    while (TRY(rows.next())) {
        states.push_back(
            {TRY(rows.as<StreamId>(0)), rows.unsigned_integer(1), TRY(sum_of(rows, 2)), TRY(sum_of(rows, 3))});
    }
    return states;
}

}  // namespace daohu::registry
