// SPDX-License-Identifier: Apache-2.0
//
// What VaultStore knows about a subject, read back from its tables.
#include "core/base/cbor.hpp"
#include "core/registry/vault_queries.hpp"

namespace daohu::registry {

namespace {

using vault::Cursor;

constexpr std::size_t kUsualRows = 32;  // of one subject

Result<entry::Value> decode_value(ByteView bytes) {
    CborReader in{bytes};
    entry::Value value = TRY(entry::decode_value(in));
    TRY(in.finish());
    return value;
}

}  // namespace

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
    keep_source(entry, source);
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
    TRY(write_collected());
    SourceList sources{*this, contents};
    contents.writes.reserve(kUsualRows);
    contents.edges.reserve(kUsualRows);
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
    return load_unread(subject, contents);
}

Result<void> VaultStore::load_unread(SubjectRef subject, Contents& contents) {
    if (!TRY(has_rows(m_has_unread, m_statements->at(StoreQuery::any_unread)))) {
        return {};
    }
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
    if (!m_has_no_parts) {
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
