// SPDX-License-Identifier: Apache-2.0
#include "sync/county/sqlcipher_store.hpp"

#include "core/vault/database.hpp"
#include "core/vault/transaction.hpp"
#include "sync/county/moved_sections.hpp"
#include "sync/county/sqlcipher_queries.hpp"
#include "sync/county/sqlcipher_schema.hpp"
#include "sync/county/sqlcipher_writer.hpp"

#include <mutex>
#include <utility>

namespace daohu::county {

namespace {

using vault::Database;
using vault::Statement;
using vault::Transaction;

// One incarnation that forked names two entries alike: whoever asks has one of them and is sent both, its own included.
constexpr const char* kSlice =
    "SELECT stream_entry.position, entry.bytes, entry.device, entry.sequence, "
    "entry.incarnation = ?4 AND NOT EXISTS (SELECT 1 FROM chain WHERE chain.device = entry.device "
    "AND chain.incarnation = entry.incarnation AND chain.is_frozen) "
    "FROM stream_entry JOIN entry ON entry.id = stream_entry.entry "
    "WHERE stream_entry.stream = ?1 AND stream_entry.position > ?2 ORDER BY stream_entry.position LIMIT ?3";

struct ReaderStatements {
    Statement find_device, load_chain, set_aside, unfinished, granted, may_bring_files, head, slice, certificates,
        epoch, counts, streams, entries_after, is_erased, find_village, home_of, has_moved, shelf_of_moved;

    static Result<ReaderStatements> prepare(Database& database) {
        return ReaderStatements{
            .find_device = TRY(database.prepare(kFindDevice)),
            .load_chain = TRY(database.prepare(kLoadChain)),
            .set_aside = TRY(database.prepare("SELECT sequence, standing FROM entry WHERE standing <> 0 "
                                              "AND device = ?1 AND incarnation = ?2 ORDER BY sequence LIMIT ?3")),
            .unfinished =
                TRY(database.prepare("SELECT hash, number FROM part WHERE device = ?1 ORDER BY hash, number")),
            .granted = TRY(database.prepare(kStreamsGiven)),
            .may_bring_files = TRY(database.prepare(kMayBringFiles)),
            .head = TRY(database.prepare("SELECT head FROM stream WHERE id = ?1")),
            .slice = TRY(database.prepare(kSlice)),
            .certificates =
                TRY(database.prepare("SELECT kind, public_key, signature FROM certificate WHERE device = ?1")),
            .epoch = TRY(database.prepare("SELECT epoch FROM server")),
            .counts = TRY(database.prepare("SELECT (SELECT count(*) FROM entry), "
                                           "(SELECT count(*) FROM entry WHERE standing <> 0), "
                                           "(SELECT count(*) FROM device WHERE NOT is_county)")),
            .streams = TRY(database.prepare("SELECT village.code, village.stream, ifnull(stream.head, 0) FROM village "
                                            "LEFT JOIN stream ON stream.id = village.stream ORDER BY village.code")),
            .entries_after = TRY(database.prepare(kEntriesAfter)),
            .is_erased = TRY(database.prepare("SELECT 1 FROM erased WHERE entry_hash = ?1 AND section = ?2")),
            .find_village = TRY(database.prepare(kFindVillage)),
            .home_of = TRY(database.prepare(kHomeOf)),
            .has_moved = TRY(database.prepare("SELECT 1 FROM home LIMIT 1")),
            .shelf_of_moved = TRY(database.prepare("SELECT shelf FROM moved_file WHERE stream = ?1 AND address = ?2")),
        };
    }
};

class SqlcipherStore final : public Store {
public:
    SqlcipherStore(std::filesystem::path path, SecretBytes key, Database writing, Database reading)
        : m_path{std::move(path)}, m_key{std::move(key)}, m_writing{std::move(writing)}, m_reading{std::move(reading)} {
    }

    Result<void> prepare() {
        m_write = TRY(WriterStatements::prepare(m_writing));
        m_read = TRY(ReaderStatements::prepare(m_reading));
        vault::Cursor row = m_read->epoch.query();
        TRY(row.next());
        m_epoch = row.unsigned_integer(0);
        return {};
    }

    Result<std::unique_ptr<StoreWriter>> begin() override {
        Transaction transaction = TRY(begin_writing());
        return make_sqlcipher_writer(std::move(transaction), *m_write);
    }

    wire::ServerEpoch epoch() const override { return m_epoch; }

    Result<std::optional<Device>> find_device(DeviceId device) override {
        const std::lock_guard lock{m_mutex};
        return find_device_with(m_read->find_device, device);
    }
    Result<Chain> load_chain(DeviceId device, IncarnationId incarnation) override {
        const std::lock_guard lock{m_mutex};
        return load_chain_with(m_read->load_chain, device, incarnation);
    }
    Result<std::vector<wire::Judgement>> set_aside(DeviceId device, IncarnationId incarnation,
                                                   std::size_t limit) override {
        const std::lock_guard lock{m_mutex};
        std::vector<wire::Judgement> found;
        vault::Cursor row = m_read->set_aside.query({device, incarnation, static_cast<std::uint64_t>(limit)});
        while (TRY(row.next())) {
            found.push_back(
                {.sequence = row.unsigned_integer(0), .standing = static_cast<wire::Standing>(row.integer(1))});
        }
        return found;
    }
    Result<std::vector<wire::UnfinishedEntry>> unfinished(DeviceId brought_by) override {
        const std::lock_guard lock{m_mutex};
        std::vector<wire::UnfinishedEntry> found;
        vault::Cursor row = m_read->unfinished.query({brought_by});
        while (TRY(row.next())) {
            const Hash256 hash = TRY(row.as<Hash256>(0));
            if (found.empty() || found.back().entry_hash != hash) {
                found.push_back({.entry_hash = hash, .received = 0});
            }
            if (row.unsigned_integer(1) == found.back().received) {
                ++found.back().received;
            }
        }
        return found;
    }
    Result<std::vector<wire::StreamHead>> granted_streams(DeviceId device) override {
        const std::lock_guard lock{m_mutex};
        std::vector<wire::StreamHead> streams;
        vault::Cursor row = m_read->granted.query({device, kAuthor});
        while (TRY(row.next())) {
            streams.push_back({.stream = TRY(row.as<StreamId>(0)), .head = row.unsigned_integer(1)});
        }
        return streams;
    }
    Result<bool> may_bring_files(DeviceId device, StreamId stream, std::int64_t at) override {
        const std::lock_guard lock{m_mutex};
        return has_row(m_read->may_bring_files, {device, stream, at});
    }
    Result<StreamSlice> read_stream(StreamId stream, std::uint64_t after, std::size_t budget,
                                    const IncarnationId& asking) override;
    Result<std::vector<wire::Certificate>> certificates_of(DeviceId device) override {
        const std::lock_guard lock{m_mutex};
        std::vector<wire::Certificate> certificates;
        vault::Cursor row = m_read->certificates.query({device});
        while (TRY(row.next())) {
            certificates.push_back({.kind = static_cast<wire::CertificateKind>(row.integer(0)),
                                    .key = TRY(row.as<PublicKey>(1)),
                                    .device = device,
                                    .signature = TRY(row.as<Signature>(2))});
        }
        return certificates;
    }
    Result<StoreCounts> count() override;
    Result<std::vector<RawEntry>> entries_after(EntryRow after, std::size_t limit) override {
        const std::lock_guard lock{m_mutex};
        return entries_after_with(m_read->entries_after, after, limit);
    }
    Result<std::optional<StreamId>> find_village(std::string_view code) override {
        const std::lock_guard lock{m_mutex};
        return find_stream_with(m_read->find_village, {code});
    }
    Result<std::optional<StreamId>> shelf_of_moved(StreamId stream, const Hash256& address) override {
        const std::lock_guard lock{m_mutex};
        return find_stream_with(m_read->shelf_of_moved, {stream, address});
    }
    Result<bool> is_erased(const Hash256& entry, std::uint32_t section) override {
        const std::lock_guard lock{m_mutex};
        return has_row(m_read->is_erased, {entry, section});
    }
    Result<void> empty_log() override { return m_writing.checkpoint(); }

private:
    // Most counties have nobody who moved, and then nothing is looked into.
    Result<void> withhold(StreamId stream, StreamSlice& slice) {
        const bool has_moved = TRY(has_row(m_read->has_moved, {}));
        if (!has_moved) {
            return {};
        }
        const HomeOf home_of = [this](EntityId subject) { return find_stream_with(m_read->home_of, {subject}); };
        for (StreamEntry& placed : slice.entries) {
            if (placed.is_own) {
                continue;
            }
            entry::SignedEntry entry = TRY(entry::SignedEntry::decode(placed.bytes));
            const bool is_changed = TRY(withhold_moved(entry, stream, home_of));
            if (is_changed) {
                placed.bytes = entry.encode();
            }
        }
        return {};
    }

    // After a failed read or write a connection refuses everything that follows; the file may be sound all the same.
    Result<Transaction> begin_writing() {
        auto transaction = Transaction::begin(m_writing);
        if (transaction || transaction.error().code != ErrorCode::io_failed) {
            return transaction;
        }
        TRY(open_writing_again());
        return Transaction::begin(m_writing);
    }
    Result<void> open_writing_again() {
        Database writing = TRY(Database::open(m_path, m_key));
        WriterStatements statements = TRY(WriterStatements::prepare(writing));
        m_write.reset();  // before the connection that they belong to
        m_writing = std::move(writing);
        m_write = std::move(statements);
        return {};
    }

    std::filesystem::path m_path;
    SecretBytes m_key;
    Database m_writing;
    std::optional<WriterStatements> m_write;

    std::mutex m_mutex;  // of the reading connection
    Database m_reading;
    std::optional<ReaderStatements> m_read;
    wire::ServerEpoch m_epoch = 0;
};

Result<StreamSlice> SqlcipherStore::read_stream(StreamId stream, std::uint64_t after, std::size_t budget,
                                                const IncarnationId& asking) {
    const std::lock_guard lock{m_mutex};
    StreamSlice slice;
    // Entries first: one that commits between the two queries may then raise the head, never fall below it.
    std::size_t used = 0;
    vault::Cursor row =
        m_read->slice.query({stream, after, static_cast<std::uint64_t>(wire::kMaxPagePositions), asking});
    while (TRY(row.next())) {
        const bool is_own = row.integer(4) != 0;
        const ByteView bytes = is_own ? ByteView{} : row.blob(1);
        if (used > 0 && used + bytes.size() > budget) {
            break;
        }
        used += bytes.size() + kPositionCost;
        slice.entries.push_back({.position = row.unsigned_integer(0),
                                 .device = TRY(row.as<DeviceId>(2)),
                                 .sequence = row.unsigned_integer(3),
                                 .is_own = is_own,
                                 .bytes = Bytes(bytes.begin(), bytes.end())});
    }
    TRY(withhold(stream, slice));
    vault::Cursor head = m_read->head.query({stream});
    slice.head = TRY(head.next()) ? head.unsigned_integer(0) : 0;
    return slice;
}

Result<StoreCounts> SqlcipherStore::count() {
    const std::lock_guard lock{m_mutex};
    StoreCounts counts;
    vault::Cursor row = m_read->counts.query();
    TRY(row.next());
    counts.entries = row.unsigned_integer(0);
    counts.not_accepted = row.unsigned_integer(1);
    counts.devices = row.unsigned_integer(2);
    vault::Cursor streams = m_read->streams.query();
    while (TRY(streams.next())) {
        counts.streams.push_back({.village = std::string{streams.text(0)},
                                  .stream = TRY(streams.as<StreamId>(1)),
                                  .head = streams.unsigned_integer(2)});
    }
    return counts;
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlcipher_store(const std::filesystem::path& path, const SecretBytes& key) {
    Database writing = TRY(Database::open(path, key));
    TRY(vault::migrate(writing, kStoreSchema));
    Database reading = TRY(Database::open(path, key,
                                          {.access = vault::Access::read_only,
                                           .flushing = vault::Flushing::full,
                                           .cache = vault::CacheSize::mib_8,
                                           .vfs = {}}));
    SecretBytes kept_key = TRY(key.clone());
    auto store = std::make_unique<SqlcipherStore>(path, std::move(kept_key), std::move(writing), std::move(reading));
    TRY(store->prepare());
    return store;
}

}  // namespace daohu::county