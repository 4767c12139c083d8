// SPDX-License-Identifier: Apache-2.0
#include "core/journal/reader.hpp"

#include "core/journal/tables.hpp"

namespace daohu::journal {

namespace {

Result<StoredEntry> read_row(const vault::Cursor& row) {
    auto entry = entry::SignedEntry::decode(row.blob(1));
    if (!entry) {
        return fail(std::move(entry).error().with_context("entry at ordinal " + std::to_string(row.integer(0))));
    }
    return StoredEntry{row.unsigned_integer(0), std::move(*entry)};
}

constexpr std::string_view kChainColumns =
    "SELECT device, incarnation, last, last_hash, contiguous, contiguous_hash FROM chain ORDER BY device, incarnation";
constexpr std::string_view kOneChain =
    "SELECT device, incarnation, last, last_hash, contiguous, contiguous_hash FROM chain "
    "WHERE device = ?1 AND incarnation = ?2";

Result<ChainHead> read_chain_row(const vault::Cursor& row) {
    ChainHead head;
    head.device = TRY(row.as<DeviceId>(0));
    head.incarnation = TRY(row.as<IncarnationId>(1));
    head.last = row.unsigned_integer(2);
    head.last_hash = TRY(row.as<Hash256>(3));
    head.contiguous = row.unsigned_integer(4);
    head.contiguous_hash = TRY(row.as<Hash256>(5));
    return head;
}

Result<std::uint64_t> one_number(vault::Database& database, std::string_view sql) {
    vault::Statement statement = TRY(database.prepare(sql));
    vault::Cursor row = statement.query();
    return TRY(row.next()) ? row.unsigned_integer(0) : 0;
}

}  // namespace

Result<JournalReader> JournalReader::open(vault::Database& database) {
    const std::size_t version = TRY(vault::schema_version(database, kJournalSchema.room));
    if (version == 0) {
        return fail(ErrorCode::not_found, "no journal in this database");
    }
    if (version > kJournalSchema.steps.size()) {
        return fail(ErrorCode::database_newer, "journal version " + std::to_string(version));
    }
    return JournalReader{database};
}

Result<Identity> JournalReader::identity() {
    vault::Statement find = TRY(m_database->prepare("SELECT device, incarnation FROM identity"));
    vault::Cursor row = find.query();
    if (!TRY(row.next())) {
        return fail(ErrorCode::not_found, "the journal has no identity yet");
    }
    return Identity{TRY(row.as<DeviceId>(0)), TRY(row.as<IncarnationId>(1))};
}

Result<std::uint64_t> JournalReader::count() { return one_number(*m_database, "SELECT count(*) FROM entry"); }

Result<std::uint64_t> JournalReader::last_ordinal() {
    return one_number(*m_database, "SELECT coalesce(max(ordinal), 0) FROM entry");
}

Result<std::vector<StoredEntry>> JournalReader::collect(std::string_view sql, vault::Parameters parameters) {
    vault::Statement select = TRY(m_database->prepare(sql));
    vault::Cursor rows = select.query(parameters);
    std::vector<StoredEntry> entries;
    while (TRY(rows.next())) {
        entries.push_back(TRY(read_row(rows)));
    }
    return entries;
}

Result<std::vector<StoredEntry>> JournalReader::read_after(std::uint64_t ordinal, std::size_t limit) {
    return collect("SELECT ordinal, bytes FROM entry WHERE ordinal > ?1 ORDER BY ordinal LIMIT ?2",
                   {ordinal, std::uint64_t{limit}});
}

Result<std::vector<StoredEntry>> JournalReader::read_chain(DeviceId device, IncarnationId incarnation,
                                                           std::uint64_t sequence, std::size_t limit) {
    return collect(
        "SELECT ordinal, bytes FROM entry WHERE chain = (SELECT id FROM chain WHERE device = ?1 AND incarnation = ?2) "
        "AND sequence > ?3 ORDER BY sequence, ordinal LIMIT ?4",
        {device, incarnation, sequence, std::uint64_t{limit}});
}

Result<std::vector<StoredEntry>> JournalReader::read_stream(StreamId stream, std::uint64_t position,
                                                            std::size_t limit) {
    return collect("SELECT entry.ordinal, bytes FROM stream_entry JOIN entry USING (ordinal) "
                   "WHERE stream = ?1 AND position > ?2 ORDER BY position LIMIT ?3",
                   {stream, position, std::uint64_t{limit}});
}

Result<std::vector<StoredEntry>> JournalReader::find(const entry::EntryId& id) {
    return collect(
        "SELECT ordinal, bytes FROM entry WHERE chain = (SELECT id FROM chain WHERE device = ?1 AND incarnation = ?2) "
        "AND sequence = ?3 ORDER BY ordinal",
        {id.device, id.incarnation, id.sequence});
}

Result<std::vector<ChainHead>> JournalReader::chains() {
    vault::Statement select = TRY(m_database->prepare(kChainColumns));
    vault::Cursor rows = select.query();
    std::vector<ChainHead> heads;
    while (TRY(rows.next())) {
        heads.push_back(TRY(read_chain_row(rows)));
    }
    return heads;
}

Result<std::optional<ChainHead>> JournalReader::find_chain(DeviceId device, IncarnationId incarnation) {
    vault::Statement select = TRY(m_database->prepare(kOneChain));
    vault::Cursor row = select.query({device, incarnation});
    if (!TRY(row.next())) {
        return std::optional<ChainHead>{};
    }
    return std::optional{TRY(read_chain_row(row))};
}

Result<std::vector<Fork>> JournalReader::forks() {
    vault::Statement select = TRY(m_database->prepare(
        "SELECT device, incarnation, sequence, hash FROM entry JOIN chain ON chain.id = entry.chain "
        "WHERE (chain, sequence) IN (SELECT chain, sequence FROM entry GROUP BY chain, sequence HAVING count(*) > 1) "
        "ORDER BY chain, sequence, ordinal"));
    vault::Cursor rows = select.query();
    std::vector<Fork> forks;
    while (TRY(rows.next())) {
        const entry::EntryId id{TRY(rows.as<DeviceId>(0)), TRY(rows.as<IncarnationId>(1)), rows.unsigned_integer(2)};
        if (forks.empty() || forks.back().id != id) {
            forks.push_back({id, {}});
        }
        forks.back().hashes.push_back(TRY(rows.as<Hash256>(3)));
    }
    return forks;
}

}  // namespace daohu::journal
