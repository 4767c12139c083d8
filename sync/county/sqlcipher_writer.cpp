// SPDX-License-Identifier: Apache-2.0
#include "sync/county/sqlcipher_writer.hpp"

#include "core/base/person_box.hpp"
#include "sync/county/sqlcipher_queries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace daohu::county {

using vault::Database;
using vault::Transaction;

namespace {

class SqlcipherWriter final : public StoreWriter {
public:
    SqlcipherWriter(Transaction transaction, WriterStatements& sql)
        : m_transaction{std::move(transaction)}, m_sql{sql} {}

    Result<std::optional<Device>> find_device(DeviceId device) override {
        return find_device_with(m_sql.find_device, device);
    }
    Result<bool> is_author_on(DeviceId device, const PublicKey& author) override {
        return has_row(m_sql.is_author, {device, author, kAuthor});
    }
    Result<bool> may_write(DeviceId device, StreamId stream, std::int64_t at) override {
        return has_row(m_sql.may_write, {device, stream, at});
    }

    Result<Chain> load_chain(DeviceId device, IncarnationId incarnation) override {
        return load_chain_with(m_sql.load_chain, device, incarnation);
    }
    Result<void> save_chain(const Chain& chain) override {
        return m_sql.save_chain.run({chain.device, chain.incarnation, chain.acknowledged, chain.acknowledged_hash,
                                     chain.safe, chain.is_frozen});
    }

    Result<std::vector<StoredEntry>> find_entries(const entry::EntryId& id) override {
        std::vector<StoredEntry> found;
        vault::Cursor row = m_sql.find_entries.query({id.device, id.incarnation, id.sequence});
        while (TRY(row.next())) {
            found.push_back({.row = EntryRow{row.integer(0)},
                             .standing = static_cast<wire::Standing>(row.integer(1)),
                             .hash = TRY(row.as<Hash256>(2))});
        }
        return found;
    }
    Result<EntryRow> add_entry(const NewEntry& added) override {
        const entry::Header& header = added.entry.header();
        vault::Cursor row = m_sql.add_entry.query({header.device, header.incarnation, header.sequence,
                                                   added.entry.hash(), static_cast<std::int64_t>(added.standing),
                                                   added.received_at, added.brought_by, added.bytes});
        TRY(row.next());
        return EntryRow{row.integer(0)};
    }
    Result<Bytes> load_entry(EntryRow entry) override {
        vault::Cursor row = m_sql.load_entry.query({static_cast<std::int64_t>(entry)});
        if (!TRY(row.next())) {
            return fail(ErrorCode::not_found, fmt::format("entry {}", static_cast<std::int64_t>(entry)));
        }
        const ByteView bytes = row.blob(0);
        return Bytes(bytes.begin(), bytes.end());
    }
    Result<void> set_standing(EntryRow entry, wire::Standing standing) override {
        return m_sql.set_standing.run({static_cast<std::int64_t>(entry), static_cast<std::int64_t>(standing)});
    }
    Result<std::vector<EntryRow>> held_up_to(DeviceId device, IncarnationId incarnation, std::uint64_t last,
                                             std::size_t limit) override {
        std::vector<EntryRow> rows;
        vault::Cursor row = m_sql.held_up_to.query({device, incarnation, last, static_cast<std::uint64_t>(limit),
                                                    static_cast<std::int64_t>(wire::Standing::held)});
        while (TRY(row.next())) {
            rows.push_back(EntryRow{row.integer(0)});
        }
        return rows;
    }
    Result<void> add_gap(const DeclaredGap& gap) override {
        return m_sql.add_gap.run({gap.device, gap.incarnation, gap.first, gap.last, gap.hash_of_last});
    }
    Result<std::optional<DeclaredGap>> find_gap(DeviceId device, IncarnationId incarnation,
                                                std::uint64_t sequence) override {
        vault::Cursor row = m_sql.find_gap.query({device, incarnation, sequence});
        if (!TRY(row.next())) {
            return std::nullopt;
        }
        return DeclaredGap{.device = device,
                           .incarnation = incarnation,
                           .first = row.unsigned_integer(0),
                           .last = row.unsigned_integer(1),
                           .hash_of_last = TRY(row.as<Hash256>(2))};
    }
    Result<ArrivalCount> count_arrival(DeviceId device, std::int64_t day) override {
        ArrivalCount count;
        {
            vault::Cursor row = m_sql.count_arrival.query({device, day});
            TRY(row.next());
            count.today = row.unsigned_integer(0);
        }
        vault::Cursor row = m_sql.last_arrival.query({device, day});
        if (TRY(row.next())) {
            count.days_since = static_cast<std::uint64_t>(day - row.integer(0));
        }
        return count;
    }
    Result<void> add_read(const ReadNote& note) override {
        return m_sql.add_read.run(
            {note.at, note.device, note.stream, static_cast<std::int32_t>(note.kind), note.first, note.last});
    }
    Result<std::uint64_t> append_to_stream(StreamId stream, EntryRow entry) override {
        std::uint64_t position = 0;
        {
            vault::Cursor row = m_sql.advance_stream.query({stream});
            TRY(row.next());
            position = row.unsigned_integer(0);
        }
        TRY(m_sql.add_to_stream.run({stream, position, static_cast<std::int64_t>(entry)}));
        m_appended.push_back(entry);
        return position;
    }
    Result<std::vector<PlacedEntry>> placed_after(StreamId stream, std::uint64_t after, std::size_t limit) override {
        std::vector<PlacedEntry> placed;
        vault::Cursor row = m_sql.placed_after.query({stream, after, static_cast<std::uint64_t>(limit)});
        while (TRY(row.next())) {
            const ByteView bytes = row.blob(2);
            placed.push_back({.position = row.unsigned_integer(0),
                              .entry = {.row = EntryRow{row.integer(1)}, .bytes = Bytes(bytes.begin(), bytes.end())}});
        }
        return placed;
    }
    Result<std::optional<StreamId>> home_of(EntityId subject) override {
        return find_stream_with(m_sql.home_of, {subject});
    }
    Result<void> set_home(EntityId subject, StreamId stream) override { return m_sql.set_home.run({subject, stream}); }
    Result<void> add_moved_file(StreamId stream, const Hash256& address, StreamId shelf) override {
        return m_sql.add_moved_file.run({stream, address, shelf});
    }
    const std::vector<EntryRow>& appended() const override { return m_appended; }
    Result<bool> was_given(DeviceId device, const entry::EntryId& entry) override {
        return has_row(m_sql.was_given, {device, entry.device, entry.incarnation, entry.sequence});
    }

    Result<std::optional<Bytes>> add_part(DeviceId brought_by, const wire::EntryPart& part) override {
        TRY(m_sql.add_part.run({part.entry_hash, part.number, part.bytes, brought_by}));
        TRY(m_sql.drop_old_parts.run({brought_by, static_cast<std::uint64_t>(wire::kMaxUnfinished)}));
        {
            vault::Cursor row = m_sql.count_parts.query({brought_by, part.entry_hash});
            TRY(row.next());
            if (row.unsigned_integer(0) < part.count) {
                return std::nullopt;
            }
        }
        Bytes whole = TRY(join_parts(brought_by, part.entry_hash));
        TRY(m_sql.drop_parts.run({brought_by, part.entry_hash}));
        if (hash256(whole) != part.entry_hash) {  // parts that do not belong together: the sender begins again
            return std::nullopt;
        }
        return whole;
    }

    Result<void> add_device(const Device& device) override {
        return m_sql.add_device.run(
            {device.id, device.key, static_cast<std::int64_t>(device.state), device.grant_epoch, device.is_county});
    }
    Result<void> set_device_state(DeviceId device, DeviceState state) override {
        return m_sql.set_device_state.run({device, static_cast<std::int64_t>(state)});
    }
    Result<void> add_certificate(const wire::Certificate& certificate) override {
        return m_sql.add_certificate.run(
            {certificate.device, static_cast<std::int64_t>(certificate.kind), certificate.key, certificate.signature});
    }
    Result<void> set_right(const StreamRight& right) override {
        return m_sql.set_right.run({right.device, right.stream, right.may_read, right.write_until});
    }
    Result<std::vector<StreamRight>> rights_of(DeviceId device) override {
        std::vector<StreamRight> rights;
        vault::Cursor row = m_sql.rights.query({device});
        while (TRY(row.next())) {
            rights.push_back({.device = device,
                              .stream = TRY(row.as<StreamId>(0)),
                              .may_read = row.integer(1) != 0,
                              .write_until = row.integer(2)});
        }
        return rights;
    }
    Result<std::optional<StreamId>> find_village(std::string_view code) override {
        return find_stream_with(m_sql.find_village, {code});
    }
    Result<void> add_village(std::string_view code, StreamId stream) override {
        return m_sql.add_village.run({code, stream});
    }

    Result<std::vector<std::string>> villages_in(std::string_view prefix) override {
        std::vector<std::string> codes;
        vault::Cursor row = m_sql.villages_in.query({prefix});
        while (TRY(row.next())) {
            codes.emplace_back(row.text(0));
        }
        return codes;
    }
    Result<void> set_townships(DeviceId device, const std::vector<std::string>& prefixes) override {
        TRY(m_sql.drop_townships.run({device}));
        for (const std::string& prefix : prefixes) {
            TRY(m_sql.add_township.run({device, prefix}));
        }
        return {};
    }
    Result<std::vector<DeviceId>> devices_of_townships_of(std::string_view village) override {
        std::vector<DeviceId> devices;
        vault::Cursor row = m_sql.township_devices.query({village});
        while (TRY(row.next())) {
            devices.push_back(TRY(row.as<DeviceId>(0)));
        }
        return devices;
    }
    Result<void> keep_grant(DeviceId device, ByteView grant) override { return m_sql.keep_grant.run({device, grant}); }

    Result<void> set_audience(const AudienceInForce& audience) override {
        const entry::AudienceList& list = audience.list;
        TRY(m_sql.set_audience.run({list.audience, list.division, list.edition, audience.entry.device,
                                    audience.entry.incarnation, audience.entry.sequence}));
        TRY(m_sql.retire_readers.run({list.audience, list.division}));
        for (const entry::AudienceReader& reader : list.readers) {
            const BoxPublicKey key = TRY(box_key_of(reader.person));
            TRY(m_sql.add_reader.run({list.audience, list.division, key, reader.person}));
        }
        return {};
    }
    Result<std::vector<AudienceInForce>> audiences() override {
        std::vector<AudienceInForce> found;
        {
            vault::Cursor row = m_sql.audiences.query();
            while (TRY(row.next())) {
                AudienceInForce& audience = found.emplace_back();
                audience.list.audience = row.text(0);
                audience.list.division = row.text(1);
                audience.list.edition = row.unsigned_integer(2);
                audience.entry = {.device = TRY(row.as<DeviceId>(3)),
                                  .incarnation = TRY(row.as<IncarnationId>(4)),
                                  .sequence = row.unsigned_integer(5)};
            }
        }
        for (AudienceInForce& audience : found) {
            vault::Cursor row = m_sql.readers.query({audience.list.audience, audience.list.division});
            while (TRY(row.next())) {
                audience.list.readers.push_back({.person = TRY(row.as<PublicKey>(0)), .worker = {}});
            }
        }
        return found;
    }
    Result<ReaderStanding> standing_of_reader(const BoxPublicKey& key) override {
        vault::Cursor row = m_sql.find_reader.query({key});
        if (!TRY(row.next())) {
            return ReaderStanding::never;
        }
        return row.integer(0) != 0 ? ReaderStanding::in_force : ReaderStanding::before;
    }
    Result<void> add_sealed_stream(StreamId stream, const std::vector<BoxPublicKey>& readers) override {
        for (const BoxPublicKey& reader : readers) {
            TRY(m_sql.add_sealed.run({stream, reader}));
        }
        return {};
    }
    Result<bool> is_given_sealed(DeviceId device, StreamId stream) override {
        return has_row(m_sql.is_given_sealed, {device, stream, kAuthor});
    }
    Result<bool> add_artefact(const wire::Artefact& artefact, std::int64_t at) override {
        const std::string_view kind = wire::to_string(artefact.kind);
        {
            vault::Cursor row = m_sql.find_artefact.query({kind, artefact.id, artefact.version});
            if (TRY(row.next())) {
                if (!std::ranges::equal(row.blob(0), artefact.sha256)) {
                    return fail(ErrorCode::artefact_version_taken, fmt::format("{} {}", kind, artefact.version));
                }
                return false;
            }
        }
        TRY(m_sql.add_artefact.run(
            {kind, artefact.id, artefact.version, ByteView{artefact.sha256}, artefact.effective_from, at}));
        return true;
    }

    Result<void> replace_entry(EntryRow entry, ByteView bytes) override {
        return m_sql.replace_entry.run({static_cast<std::int64_t>(entry), bytes});
    }
    Result<std::vector<RawEntry>> entries_after(EntryRow after, std::size_t limit) override {
        return entries_after_with(m_sql.entries_after, after, limit);
    }
    Result<std::vector<std::uint32_t>> erased_sections(const Hash256& entry) override {
        std::vector<std::uint32_t> sections;
        vault::Cursor row = m_sql.erased.query({entry});
        while (TRY(row.next())) {
            sections.push_back(static_cast<std::uint32_t>(row.integer(0)));
        }
        return sections;
    }
    Result<bool> add_erased(const Hash256& entry, std::uint32_t section) override {
        TRY(m_sql.add_erased.run({entry, section}));
        return m_transaction.database().changed_rows() > 0;
    }
    Result<void> drop_parts() override { return m_sql.drop_all_parts.run(); }

    Result<void> mark_acknowledged_safe() override { return m_sql.mark_safe.run(); }
    Result<void> set_epoch(wire::ServerEpoch epoch) override { return m_sql.set_epoch.run({epoch}); }

    Result<void> commit() override { return m_transaction.commit(); }

private:
    Result<Bytes> join_parts(DeviceId brought_by, const Hash256& hash) {
        Bytes whole;
        vault::Cursor row = m_sql.load_parts.query({brought_by, hash});
        while (TRY(row.next())) {
            const ByteView piece = row.blob(0);
            whole.insert(whole.end(), piece.begin(), piece.end());
        }
        return whole;
    }

    Transaction m_transaction;
    WriterStatements& m_sql;
    std::vector<EntryRow> m_appended;
};

}  // namespace

Result<WriterStatements> WriterStatements::prepare(Database& database) {
    return WriterStatements{
        .find_device = TRY(database.prepare(kFindDevice)),
        .is_author =
            TRY(database.prepare("SELECT 1 FROM certificate WHERE device = ?1 AND kind = ?3 AND public_key = ?2")),
        .may_write = TRY(database.prepare(kMayWrite)),
        .load_chain = TRY(database.prepare(kLoadChain)),
        .save_chain = TRY(
            database.prepare("INSERT INTO chain(device, incarnation, acknowledged, acknowledged_hash, safe, is_frozen) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(device, incarnation) DO UPDATE SET "
                             "acknowledged = excluded.acknowledged, acknowledged_hash = excluded.acknowledged_hash, "
                             "safe = excluded.safe, is_frozen = excluded.is_frozen")),
        .find_entries = TRY(database.prepare("SELECT id, standing, hash FROM entry "
                                             "WHERE device = ?1 AND incarnation = ?2 AND sequence = ?3")),
        .add_entry = TRY(database.prepare(
            "INSERT INTO entry(device, incarnation, sequence, hash, standing, received_at, brought_by, bytes) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id")),
        .load_entry = TRY(database.prepare("SELECT bytes FROM entry WHERE id = ?1")),
        .set_standing = TRY(database.prepare("UPDATE entry SET standing = ?2 WHERE id = ?1")),
        .held_up_to = TRY(database.prepare("SELECT id FROM entry WHERE standing <> 0 AND standing = ?5 AND device = ?1 "
                                           "AND incarnation = ?2 AND sequence <= ?3 ORDER BY sequence LIMIT ?4")),
        .add_gap = TRY(database.prepare("INSERT INTO declared_gap(device, incarnation, first, last, hash_of_last) "
                                        "VALUES (?1, ?2, ?3, ?4, ?5) "
                                        "ON CONFLICT(device, incarnation, first, last) DO NOTHING")),
        .find_gap = TRY(database.prepare("SELECT first, last, hash_of_last FROM declared_gap WHERE device = ?1 AND "
                                         "incarnation = ?2 AND first <= ?3 AND last >= ?3 ORDER BY last LIMIT 1")),
        .advance_stream = TRY(database.prepare("INSERT INTO stream(id, head) VALUES (?1, 1) "
                                               "ON CONFLICT(id) DO UPDATE SET head = head + 1 RETURNING head")),
        .add_to_stream = TRY(database.prepare("INSERT INTO stream_entry(stream, position, entry) VALUES (?1, ?2, ?3)")),
        .placed_after = TRY(database.prepare(
            "SELECT position, entry.id, entry.bytes FROM stream_entry JOIN entry ON entry.id = stream_entry.entry "
            "WHERE stream = ?1 AND position > ?2 ORDER BY position LIMIT ?3")),
        .home_of = TRY(database.prepare(kHomeOf)),
        .set_home = TRY(database.prepare("INSERT INTO home(subject, stream) VALUES (?1, ?2) "
                                         "ON CONFLICT(subject) DO UPDATE SET stream = excluded.stream")),
        .add_moved_file = TRY(database.prepare("INSERT INTO moved_file(stream, address, shelf) VALUES (?1, ?2, ?3) "
                                               "ON CONFLICT(stream, address) DO NOTHING")),
        .add_part = TRY(database.prepare("INSERT INTO part(device, hash, number, bytes) VALUES (?4, ?1, ?2, ?3) "
                                         "ON CONFLICT(device, hash, number) DO NOTHING")),
        .count_parts = TRY(database.prepare("SELECT count(*) FROM part WHERE device = ?1 AND hash = ?2")),
        .load_parts = TRY(database.prepare("SELECT bytes FROM part WHERE device = ?1 AND hash = ?2 ORDER BY number")),
        .drop_old_parts = TRY(database.prepare(
            "DELETE FROM part WHERE device = ?1 AND hash NOT IN (SELECT hash FROM part WHERE device = ?1 "
            "GROUP BY hash ORDER BY max(id) DESC LIMIT ?2)")),
        .drop_parts = TRY(database.prepare("DELETE FROM part WHERE device = ?1 AND hash = ?2")),
        .add_device = TRY(database.prepare(
            "INSERT INTO device(id, public_key, state, grant_epoch, is_county) VALUES (?1, ?2, ?3, ?4, ?5) "
            "ON CONFLICT(id) DO UPDATE SET grant_epoch = excluded.grant_epoch")),
        .set_device_state = TRY(database.prepare("UPDATE device SET state = ?2 WHERE id = ?1")),
        .add_certificate =
            TRY(database.prepare("INSERT INTO certificate(device, kind, public_key, signature) "
                                 "VALUES (?1, ?2, ?3, ?4) ON CONFLICT(device, kind, public_key) DO NOTHING")),
        .set_right =
            TRY(database.prepare("INSERT INTO granted(device, stream, may_read, write_until) VALUES (?1, ?2, ?3, ?4) "
                                 "ON CONFLICT(device, stream) DO UPDATE SET may_read = excluded.may_read, "
                                 "write_until = excluded.write_until")),
        .rights = TRY(database.prepare("SELECT stream, may_read, write_until FROM granted WHERE device = ?1")),
        .find_village = TRY(database.prepare(kFindVillage)),
        .add_village = TRY(database.prepare("INSERT INTO village(code, stream) VALUES (?1, ?2)")),
        .villages_in =
            TRY(database.prepare("SELECT code FROM village WHERE substr(code, 1, length(?1)) = ?1 ORDER BY code")),
        .drop_townships = TRY(database.prepare("DELETE FROM township_grant WHERE device = ?1")),
        .add_township = TRY(database.prepare("INSERT INTO township_grant(device, prefix) VALUES (?1, ?2) "
                                             "ON CONFLICT(device, prefix) DO NOTHING")),
        .township_devices = TRY(database.prepare(
            "SELECT DISTINCT device FROM township_grant WHERE substr(?1, 1, length(prefix)) = prefix")),
        .keep_grant = TRY(database.prepare("INSERT INTO issued_grant(device, bytes) VALUES (?1, ?2) "
                                           "ON CONFLICT(device) DO UPDATE SET bytes = excluded.bytes")),
        .find_artefact =
            TRY(database.prepare("SELECT sha256 FROM artefact WHERE kind = ?1 AND id = ?2 AND version = ?3")),
        .add_artefact =
            TRY(database.prepare("INSERT INTO artefact(kind, id, version, sha256, effective_from, published_at) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")),
        .replace_entry = TRY(database.prepare("UPDATE entry SET bytes = ?2 WHERE id = ?1")),
        .entries_after = TRY(database.prepare(kEntriesAfter)),
        .erased = TRY(database.prepare("SELECT section FROM erased WHERE entry_hash = ?1 ORDER BY section")),
        .add_erased = TRY(database.prepare("INSERT INTO erased(entry_hash, section) VALUES (?1, ?2) "
                                           "ON CONFLICT(entry_hash, section) DO NOTHING")),
        .drop_all_parts = TRY(database.prepare("DELETE FROM part")),
        .mark_safe = TRY(database.prepare("UPDATE chain SET safe = acknowledged")),
        .set_epoch = TRY(database.prepare("UPDATE server SET epoch = ?1")),
        .count_arrival =
            TRY(database.prepare("INSERT INTO arrival(device, day, entries) VALUES (?1, ?2, 1) "
                                 "ON CONFLICT(device, day) DO UPDATE SET entries = entries + 1 RETURNING entries")),
        .last_arrival =
            TRY(database.prepare("SELECT day FROM arrival WHERE device = ?1 AND day < ?2 ORDER BY day DESC LIMIT 1")),
        .add_read = TRY(database.prepare("INSERT INTO read_note(at, device, stream, kind, first, last) "
                                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6)")),
        .was_given = TRY(database.prepare(
            "SELECT 1 FROM entry JOIN stream_entry ON stream_entry.entry = entry.id "
            "JOIN read_note ON read_note.stream = stream_entry.stream WHERE read_note.device = ?1 "
            "AND read_note.kind = 0 AND stream_entry.position BETWEEN read_note.first AND read_note.last "
            "AND entry.device = ?2 AND entry.incarnation = ?3 AND entry.sequence = ?4 LIMIT 1")),
        .set_audience =
            TRY(database.prepare("INSERT INTO audience(name, division, edition, device, incarnation, sequence) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(name, division) DO UPDATE SET "
                                 "edition = excluded.edition, device = excluded.device, "
                                 "incarnation = excluded.incarnation, sequence = excluded.sequence")),
        .retire_readers = TRY(database.prepare("UPDATE reader SET is_in_force = 0 WHERE name = ?1 AND division = ?2")),
        .add_reader = TRY(database.prepare("INSERT INTO reader(name, division, box_key, person, is_in_force) "
                                           "VALUES (?1, ?2, ?3, ?4, 1) "
                                           "ON CONFLICT(name, division, box_key) DO UPDATE SET is_in_force = 1")),
        .audiences = TRY(database.prepare("SELECT name, division, edition, device, incarnation, sequence FROM audience "
                                          "ORDER BY name, division")),
        .readers = TRY(database.prepare(
            "SELECT person FROM reader WHERE name = ?1 AND division = ?2 AND is_in_force ORDER BY person")),
        .find_reader = TRY(
            database.prepare("SELECT is_in_force FROM reader WHERE box_key = ?1 ORDER BY is_in_force DESC LIMIT 1")),
        .add_sealed = TRY(database.prepare("INSERT INTO sealed_to(stream, box_key) VALUES (?1, ?2) "
                                           "ON CONFLICT(stream, box_key) DO NOTHING")),
        .is_given_sealed = TRY(database.prepare(kIsGivenSealed)),
    };
}

std::unique_ptr<StoreWriter> make_sqlcipher_writer(Transaction transaction, WriterStatements& statements) {
    return std::make_unique<SqlcipherWriter>(std::move(transaction), statements);
}

}  // namespace daohu::county
