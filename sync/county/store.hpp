// SPDX-License-Identifier: Apache-2.0
#pragma once

// The store port: what the county server remembers, behind an interface, so that PostgreSQL can stand where SQLCipher
// stands. Every implementation runs the same SQL for streams: a counter row is updated in the transaction that appends,
// so positions have no gaps and become visible in order.
//
// One thread writes, through a StoreWriter; any thread reads. Nothing is acknowledged before StoreWriter::commit()
// returned.

#include "core/entry/audience.hpp"
#include "core/entry/entry.hpp"
#include "sync/wire/artefact.hpp"
#include "sync/wire/enrolment.hpp"
#include "sync/wire/frame.hpp"
#include "sync/wire/messages.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daohu::county {

enum class DeviceState : std::uint8_t { active = 0, revoked = 1 };

struct Device {
    DeviceId id;
    PublicKey key;
    DeviceState state = DeviceState::active;
    std::uint64_t grant_epoch = 0;
    bool is_county = false;  // the server's own: it may write everywhere
};

// The end of a right that does not end, in milliseconds since 1970 UTC.
inline constexpr std::int64_t kForEver = INT64_MAX;

struct StreamRight {
    DeviceId device;
    StreamId stream;
    bool may_read = true;
    std::int64_t write_until = kForEver;  // milliseconds since 1970 UTC; 0: it may not write
};

// One incarnation's chain as far as it is without gaps.
struct Chain {
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t acknowledged = 0;
    Hash256 acknowledged_hash;
    std::uint64_t safe = 0;
    bool is_frozen = false;  // it forked: nothing further of it is handed on
};

// Entries that a device has declared lost, whose chain has not come so far yet.
struct DeclaredGap {
    DeviceId device;
    IncarnationId incarnation;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    Hash256 hash_of_last;
};

struct ArrivalCount {
    std::uint64_t today = 0;                  // this one included
    std::optional<std::uint64_t> days_since;  // the day before this one on which something came; nothing for the first
};

// Row of an entry in the store.
enum class EntryRow : std::int64_t {};

// Whatever its standing.
struct RawEntry {
    EntryRow row{};
    Bytes bytes;
};

struct StoredEntry {
    EntryRow row{};
    wire::Standing standing = wire::Standing::accepted;
    Hash256 hash;
};

struct NewEntry {
    const entry::SignedEntry& entry;
    ByteView bytes;
    wire::Standing standing = wire::Standing::accepted;
    std::int64_t received_at = 0;  // milliseconds since 1970 UTC, by the server's clock
    DeviceId brought_by;           // a colleague may carry another's entries
};

// Where a stream has an entry; its bytes as they are stored, whoever has moved.
struct PlacedEntry {
    std::uint64_t position = 0;
    RawEntry entry;
};

// The list of an audience's readers in force, and the entry that says so.
struct AudienceInForce {
    entry::AudienceList list;  // without signature and workers
    entry::EntryId entry;
};

// Whether the key is of anybody whom the county's root ever named a reader.
enum class ReaderStanding : std::uint8_t { never, before, in_force };

// What a device is given, noted before it is.
struct ReadNote {
    enum class Kind : std::uint8_t { entries = 0, file = 1 };

    std::int64_t at = 0;  // milliseconds since 1970 UTC
    DeviceId device;
    StreamId stream;
    Kind kind = Kind::entries;
    std::uint64_t first = 0;  // positions; 0 for a file
    std::uint64_t last = 0;
};

// Reads and writes of one transaction. Rolls back unless committed.
class StoreWriter {
public:
    virtual ~StoreWriter() = default;

    [[nodiscard]] virtual Result<std::optional<Device>> find_device(DeviceId device) = 0;
    [[nodiscard]] virtual Result<bool> is_author_on(DeviceId device, const PublicKey& author) = 0;
    // At this moment, milliseconds since 1970 UTC.
    [[nodiscard]] virtual Result<bool> may_write(DeviceId device, StreamId stream, std::int64_t at) = 0;

    // An unknown chain is an empty one.
    [[nodiscard]] virtual Result<Chain> load_chain(DeviceId device, IncarnationId incarnation) = 0;
    virtual Result<void> save_chain(const Chain& chain) = 0;

    // Every branch there is under one id.
    [[nodiscard]] virtual Result<std::vector<StoredEntry>> find_entries(const entry::EntryId& id) = 0;
    [[nodiscard]] virtual Result<EntryRow> add_entry(const NewEntry& entry) = 0;
    [[nodiscard]] virtual Result<Bytes> load_entry(EntryRow row) = 0;
    virtual Result<void> set_standing(EntryRow row, wire::Standing standing) = 0;
    // The first entries of a chain up to this number that still wait for others.
    [[nodiscard]] virtual Result<std::vector<EntryRow>> held_up_to(DeviceId device, IncarnationId incarnation,
                                                                   std::uint64_t last, std::size_t limit) = 0;
    // A declaration of this chain's that waits for what is before the gap.
    virtual Result<void> add_gap(const DeclaredGap& gap) = 0;
    // The declared gap that holds this number; of several the one that ends first.
    [[nodiscard]] virtual Result<std::optional<DeclaredGap>> find_gap(DeviceId device, IncarnationId incarnation,
                                                                      std::uint64_t sequence) = 0;
    // The entry without some of its sections.
    virtual Result<void> replace_entry(EntryRow row, ByteView bytes) = 0;
    [[nodiscard]] virtual Result<std::vector<RawEntry>> entries_after(EntryRow after, std::size_t limit) = 0;
    // Sections of this entry that must be dropped.
    [[nodiscard]] virtual Result<std::vector<std::uint32_t>> erased_sections(const Hash256& entry) = 0;
    // False when it was noted before.
    [[nodiscard]] virtual Result<bool> add_erased(const Hash256& entry, std::uint32_t section) = 0;
    // Everything that is not a whole entry yet: senders begin those again.
    virtual Result<void> drop_parts() = 0;
    // One more of a device's own entries on this day (days since 1970 UTC).
    [[nodiscard]] virtual Result<ArrivalCount> count_arrival(DeviceId device, std::int64_t day) = 0;
    virtual Result<void> add_read(const ReadNote& note) = 0;
    // The position given.
    [[nodiscard]] virtual Result<std::uint64_t> append_to_stream(StreamId stream, EntryRow row) = 0;
    // Entries of a stream behind a position, in order.
    [[nodiscard]] virtual Result<std::vector<PlacedEntry>> placed_after(StreamId stream, std::uint64_t after,
                                                                        std::size_t limit) = 0;
    // Where a subject lives that has moved with its household: its sections are in that stream and in no other.
    [[nodiscard]] virtual Result<std::optional<StreamId>> home_of(EntityId subject) = 0;
    virtual Result<void> set_home(EntityId subject, StreamId stream) = 0;
    // A file that readers of this stream are given too, from the shelf of another one.
    virtual Result<void> add_moved_file(StreamId stream, const Hash256& address, StreamId shelf) = 0;
    // What this transaction has put into streams so far.
    [[nodiscard]] virtual const std::vector<EntryRow>& appended() const = 0;
    // Whether the log of what was given names this entry and this device.
    [[nodiscard]] virtual Result<bool> was_given(DeviceId device, const entry::EntryId& entry) = 0;

    // Keeps the part; the whole entry's bytes when this was the last one missing, and then the parts are gone. Of one
    // device, parts of wire::kMaxUnfinished entries are kept, the newest.
    [[nodiscard]] virtual Result<std::optional<Bytes>> add_part(DeviceId brought_by, const wire::EntryPart& part) = 0;

    virtual Result<void> add_device(const Device& device) = 0;
    virtual Result<void> set_device_state(DeviceId device, DeviceState state) = 0;
    // Of a device or an author; a certificate known already changes nothing.
    virtual Result<void> add_certificate(const wire::Certificate& certificate) = 0;
    // In place of what the device was allowed in that stream before.
    virtual Result<void> set_right(const StreamRight& right) = 0;
    [[nodiscard]] virtual Result<std::vector<StreamRight>> rights_of(DeviceId device) = 0;
    [[nodiscard]] virtual Result<std::optional<StreamId>> find_village(std::string_view code) = 0;
    virtual Result<void> add_village(std::string_view code, StreamId stream) = 0;
    // Codes of villages that begin so.
    [[nodiscard]] virtual Result<std::vector<std::string>> villages_in(std::string_view prefix) = 0;
    // Villages that begin so are the device's, those to come included.
    virtual Result<void> set_townships(DeviceId device, const std::vector<std::string>& prefixes) = 0;
    [[nodiscard]] virtual Result<std::vector<DeviceId>> devices_of_townships_of(std::string_view village) = 0;
    // What was signed for the device last: what it fetches over the network.
    virtual Result<void> keep_grant(DeviceId device, ByteView grant) = 0;
    // In place of the list of this audience and division before; whoever it does not name any more stays known.
    virtual Result<void> set_audience(const AudienceInForce& audience) = 0;
    [[nodiscard]] virtual Result<std::vector<AudienceInForce>> audiences() = 0;
    [[nodiscard]] virtual Result<ReaderStanding> standing_of_reader(const BoxPublicKey& key) = 0;
    // The stream of what is sealed to exactly these: given to their devices from now on.
    virtual Result<void> add_sealed_stream(StreamId stream, const std::vector<BoxPublicKey>& readers) = 0;
    [[nodiscard]] virtual Result<bool> is_given_sealed(DeviceId device, StreamId stream) = 0;
    // artefact_version_taken when this version was published with other bytes; false when with the same.
    [[nodiscard]] virtual Result<bool> add_artefact(const wire::Artefact& artefact, std::int64_t at) = 0;

    // What each chain has acknowledged is in a backup by now.
    virtual Result<void> mark_acknowledged_safe() = 0;
    // Seen by Store::epoch() when the store is opened again.
    virtual Result<void> set_epoch(wire::ServerEpoch epoch) = 0;

    // Durable on return.
    virtual Result<void> commit() = 0;
};

// What a position of a stream costs of a reply's budget, besides its bytes.
inline constexpr std::size_t kPositionCost = 32;

struct StreamEntry {
    std::uint64_t position = 0;
    DeviceId device;
    std::uint64_t sequence = 0;
    bool is_own = false;  // of the incarnation that asks: bytes are left empty
    Bytes bytes;
};

struct StreamSlice {
    std::uint64_t head = 0;
    std::vector<StreamEntry> entries;  // consecutive positions
};

struct StreamCount {
    std::string village;
    StreamId stream;
    std::uint64_t head = 0;
};

struct StoreCounts {
    std::uint64_t entries = 0;
    std::uint64_t not_accepted = 0;
    std::uint64_t devices = 0;
    std::vector<StreamCount> streams;
};

class Store {
public:
    virtual ~Store() = default;

    // Writer's thread only.
    [[nodiscard]] virtual Result<std::unique_ptr<StoreWriter>> begin() = 0;

    // Any thread.
    [[nodiscard]] virtual wire::ServerEpoch epoch() const = 0;
    [[nodiscard]] virtual Result<std::optional<Device>> find_device(DeviceId device) = 0;
    [[nodiscard]] virtual Result<Chain> load_chain(DeviceId device, IncarnationId incarnation) = 0;
    // Entries of a chain that are not accepted, the first ones.
    [[nodiscard]] virtual Result<std::vector<wire::Judgement>> set_aside(DeviceId device, IncarnationId incarnation,
                                                                         std::size_t limit) = 0;
    [[nodiscard]] virtual Result<std::vector<wire::UnfinishedEntry>> unfinished(DeviceId brought_by) = 0;
    // Streams the device may read now: those it was granted, and those sealed to somebody on it whom a list in force
    // names.
    [[nodiscard]] virtual Result<std::vector<wire::StreamHead>> granted_streams(DeviceId device) = 0;
    // Where it may write, and where something sealed of its own stands.
    [[nodiscard]] virtual Result<bool> may_bring_files(DeviceId device, StreamId stream, std::int64_t at) = 0;
    // Entries after a position until about `budget` bytes; at least one when there is one. Without the sections about those
    // who live elsewhere by now.
    [[nodiscard]] virtual Result<StreamSlice> read_stream(StreamId stream, std::uint64_t after, std::size_t budget,
                                                          const IncarnationId& asking) = 0;
    // On whose shelf a file lies that a household took along to this stream.
    [[nodiscard]] virtual Result<std::optional<StreamId>> shelf_of_moved(StreamId stream, const Hash256& address) = 0;
    [[nodiscard]] virtual Result<std::optional<StreamId>> find_village(std::string_view code) = 0;
    // Of a device and everybody who writes on it.
    [[nodiscard]] virtual Result<std::vector<wire::Certificate>> certificates_of(DeviceId device) = 0;
    [[nodiscard]] virtual Result<StoreCounts> count() = 0;
    // Entries of whatever standing behind a row, in order.
    [[nodiscard]] virtual Result<std::vector<RawEntry>> entries_after(EntryRow after, std::size_t limit) = 0;
    [[nodiscard]] virtual Result<bool> is_erased(const Hash256& entry, std::uint32_t section) = 0;
    // Writer's thread, between transactions: nothing that was deleted stays in the log. database_busy while somebody
    // still reads what it holds.
    virtual Result<void> empty_log() = 0;
};

}  // namespace daohu::county
