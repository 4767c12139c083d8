// SPDX-License-Identifier: Apache-2.0
#include "sync/county/office.hpp"

#include "core/vault/transaction.hpp"
#include "sync/county/sqlcipher_schema.hpp"
#include "sync/wire/county_card.hpp"

#include <fmt/format.h>

#include <array>
#include <set>
#include <utility>

namespace daohu::county {

namespace {

using vault::Transaction;

constexpr std::size_t kCodeLength = 10;
constexpr std::size_t kCodeNameLength = 4;

std::int64_t milliseconds(WallTime time) { return time.time_since_epoch().count(); }
WallTime time_of(std::int64_t milliseconds) { return WallTime{std::chrono::milliseconds{milliseconds}}; }

// Letters are taken as capitals, so that a code survives being read out.
std::string in_capitals(std::string_view code) {
    std::string letters;
    for (const char c : code) {
        letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return letters;
}

Hash256 code_hash(std::string_view code) { return hash256(as_bytes("daohu-enrolment-code-1" + in_capitals(code))); }

// The first letters say which code is meant, the others are guessed at. A wrong code counts against the one it means only:
// nobody ends a code of which he knows nothing.
std::string name_of(std::string_view code) { return in_capitals(code.substr(0, kCodeNameLength)); }

// A row of id, device, incarnation, sequence, standing, received_at.
Result<HeldEntry> read_held(vault::Cursor& row) {
    return HeldEntry{.row = EntryRow{row.integer(0)},
                     .id = {.device = TRY(row.as<DeviceId>(1)),
                            .incarnation = TRY(row.as<IncarnationId>(2)),
                            .sequence = row.unsigned_integer(3)},
                     .standing = static_cast<wire::Standing>(row.integer(4)),
                     .received = time_of(row.integer(5))};
}

}  // namespace

std::string_view to_string(Role role) {
    switch (role) {
        case Role::coordinator: return "coordinator";
        case Role::clerk: return "clerk";
        case Role::director: return "director";
    }
    return "";
}

Result<Role> role_named(std::string_view name) {
    for (const Role role : {Role::coordinator, Role::clerk, Role::director}) {
        if (to_string(role) == name) {
            return role;
        }
    }
    return fail(ErrorCode::invalid_argument, "no such role");
}

Result<std::unique_ptr<Office>> Office::open(const std::filesystem::path& store, const SecretBytes& key) {
    vault::Database database = TRY(vault::Database::open(store, key,
                                                         {.access = vault::Access::read_write,
                                                          .flushing = vault::Flushing::full,
                                                          .cache = vault::CacheSize::mib_2,
                                                          .vfs = {}}));
    TRY(vault::migrate(database, kStoreSchema));
    return std::unique_ptr<Office>{new Office{std::move(database)}};
}

Result<std::string> Office::make_code(Entropy& entropy, WallTime now) {
    constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    static_assert(kAlphabet.size() == 32);
    std::array<std::uint8_t, kCodeLength> random{};
    entropy.fill(random);
    std::string code;
    for (const std::uint8_t byte : random) {
        code += kAlphabet[byte % kAlphabet.size()];
    }
    const std::lock_guard lock{m_mutex};
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto forget = TRY(m_database.prepare("DELETE FROM enrolment_code WHERE device IS NULL AND ends_at <= ?1"));
    TRY(forget.run({milliseconds(now)}));
    auto insert =
        TRY(m_database.prepare("INSERT INTO enrolment_code(hash, ends_at, wrong, name) VALUES (?1, ?2, 0, ?3)"));
    TRY(insert.run({code_hash(code), milliseconds(now + kCodeLife), name_of(code)}));
    TRY(transaction.commit());
    return code;
}

Result<void> Office::count_wrong_code(std::string_view code) {
    {
        auto find = TRY(m_database.prepare("SELECT 1 FROM enrolment_code WHERE device IS NULL AND name = ?1"));
        vault::Cursor row = find.query({name_of(code)});
        if (!TRY(row.next())) {
            return {};  // whoever knows nothing of a code keeps nobody waiting who writes
        }
    }
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto update =
        TRY(m_database.prepare("UPDATE enrolment_code SET wrong = wrong + 1 WHERE device IS NULL AND name = ?1"));
    TRY(update.run({name_of(code)}));
    return transaction.commit();
}

Result<void> Office::ask(const wire::EnrolmentAsk& ask, WallTime now) {
    const wire::DeviceRequest request = TRY(wire::decode_device_request(ask.request));
    const std::lock_guard lock{m_mutex};
    auto find = TRY(m_database.prepare("SELECT ends_at, wrong, device FROM enrolment_code WHERE hash = ?1"));
    bool is_good = false;
    {
        vault::Cursor row = find.query({code_hash(ask.code)});
        if (TRY(row.next())) {
            const bool is_of_this_device = !row.is_null(2) && TRY(row.as<DeviceId>(2)) == request.device;
            is_good = is_of_this_device ||
                      (row.is_null(2) && row.integer(0) > milliseconds(now) && row.integer(1) < kCodeTries);
        }
    }
    if (!is_good) {
        TRY(count_wrong_code(ask.code));
        return fail(ErrorCode::enrolment_code_wrong, "unknown, used, too old or tried too often");
    }
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto use = TRY(m_database.prepare("UPDATE enrolment_code SET device = ?2 WHERE hash = ?1"));
    TRY(use.run({code_hash(ask.code), request.device}));
    auto keep = TRY(m_database.prepare("INSERT INTO enrolment_request(device, request, arrived_at) VALUES (?1, ?2, ?3) "
                                       "ON CONFLICT(device) DO NOTHING"));
    TRY(keep.run({request.device, ask.request, milliseconds(now)}));
    return transaction.commit();
}

Result<std::vector<PendingEnrolment>> Office::pending(const PublicKey& root) {
    const std::lock_guard lock{m_mutex};
    auto select = TRY(m_database.prepare(
        "SELECT request, arrived_at FROM enrolment_request WHERE device NOT IN (SELECT device FROM issued_grant) "
        "ORDER BY arrived_at"));
    std::vector<PendingEnrolment> pending;
    vault::Cursor row = select.query();
    while (TRY(row.next())) {
        wire::DeviceRequest request = TRY(wire::decode_device_request(row.blob(0)));
        std::string words = wire::enrolment_words(request, root);
        pending.push_back(
            {.request = std::move(request), .words = std::move(words), .arrived = time_of(row.integer(1))});
    }
    return pending;
}

Result<wire::DeviceRequest> Office::find_request(std::string_view words, const PublicKey& root) {
    for (PendingEnrolment& enrolment : TRY(pending(root))) {
        if (enrolment.words == words) {
            return std::move(enrolment.request);
        }
    }
    return fail(ErrorCode::enrolment_unknown, "no request shows these words");
}

Result<void> Office::keep_grant(DeviceId device, ByteView grant) {
    const std::lock_guard lock{m_mutex};
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto keep = TRY(m_database.prepare("INSERT INTO issued_grant(device, bytes) VALUES (?1, ?2) "
                                       "ON CONFLICT(device) DO UPDATE SET bytes = excluded.bytes"));
    TRY(keep.run({device, grant}));
    return transaction.commit();
}

Result<std::optional<Bytes>> Office::grant_of(DeviceId device) {
    const std::lock_guard lock{m_mutex};
    auto select = TRY(m_database.prepare("SELECT bytes FROM issued_grant WHERE device = ?1"));
    vault::Cursor row = select.query({device});
    if (!TRY(row.next())) {
        return std::nullopt;
    }
    const ByteView bytes = row.blob(0);
    return Bytes(bytes.begin(), bytes.end());
}

Result<std::vector<DeviceId>> Office::devices() {
    const std::lock_guard lock{m_mutex};
    auto select = TRY(m_database.prepare("SELECT id FROM device WHERE state = ?1 AND is_county = 0 ORDER BY id"));
    std::vector<DeviceId> devices;
    vault::Cursor row = select.query({static_cast<std::int32_t>(DeviceState::active)});
    while (TRY(row.next())) {
        devices.push_back(TRY(row.as<DeviceId>(0)));
    }
    return devices;
}

Result<void> Office::add_person(const Person& person) {
    if (person.name.empty()) {
        return fail(ErrorCode::invalid_argument, "somebody without a name");
    }
    const std::lock_guard lock{m_mutex};
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto add = TRY(m_database.prepare("INSERT INTO person(name, role) VALUES (?1, ?2) ON CONFLICT(name) DO NOTHING"));
    TRY(add.run({person.name, static_cast<std::int32_t>(person.role)}));
    if (m_database.changed_rows() == 0) {
        return fail(ErrorCode::invalid_argument, "registered already");
    }
    return transaction.commit();
}

Result<void> Office::remove_person(std::string_view name) {
    const std::lock_guard lock{m_mutex};
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto remove = TRY(m_database.prepare("DELETE FROM person WHERE name = ?1"));
    TRY(remove.run({name}));
    if (m_database.changed_rows() == 0) {
        return fail(ErrorCode::person_unknown);
    }
    return transaction.commit();
}

Result<std::vector<Person>> Office::persons() {
    const std::lock_guard lock{m_mutex};
    auto select = TRY(m_database.prepare("SELECT name, role FROM person ORDER BY name"));
    std::vector<Person> persons;
    vault::Cursor row = select.query();
    while (TRY(row.next())) {
        persons.push_back({.name = std::string{row.text(0)}, .role = static_cast<Role>(row.integer(1))});
    }
    return persons;
}

Result<Person> Office::find_person(std::string_view name) {
    for (const Person& person : TRY(persons())) {
        if (person.name == name) {
            return person;
        }
    }
    return fail(ErrorCode::person_unknown);
}

Result<void> Office::revoke(DeviceId device, WallTime now) {
    const std::lock_guard lock{m_mutex};
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto update = TRY(m_database.prepare("UPDATE device SET state = ?2 WHERE id = ?1 AND NOT is_county"));
    TRY(update.run({device, static_cast<std::int32_t>(DeviceState::revoked)}));
    if (m_database.changed_rows() == 0) {
        return fail(ErrorCode::device_unknown, device.to_string());
    }
    auto note = TRY(m_database.prepare("INSERT INTO revocation(device, revoked_at) VALUES (?1, ?2) "
                                       "ON CONFLICT(device) DO NOTHING"));
    TRY(note.run({device, milliseconds(now)}));
    return transaction.commit();
}

Result<wire::RevocationList> Office::revocations() {
    const std::lock_guard lock{m_mutex};
    auto select = TRY(m_database.prepare(
        "SELECT number, device FROM (SELECT number, device FROM revocation "
        "WHERE device NOT IN (SELECT id FROM device WHERE is_county) ORDER BY number DESC LIMIT ?1) ORDER BY number"));
    wire::RevocationList list;
    vault::Cursor row = select.query({static_cast<std::uint64_t>(wire::kMaxRevoked)});
    while (TRY(row.next())) {
        list.number = row.unsigned_integer(0);
        list.devices.push_back(TRY(row.as<DeviceId>(1)));
    }
    return list;
}

Result<std::vector<HeldEntry>> Office::held(std::size_t limit) {
    const std::lock_guard lock{m_mutex};
    auto select = TRY(m_database.prepare("SELECT id, device, incarnation, sequence, standing, received_at FROM entry "
                                         "WHERE standing <> 0 ORDER BY id LIMIT ?1"));
    std::vector<HeldEntry> entries;
    vault::Cursor row = select.query({static_cast<std::uint64_t>(limit)});
    while (TRY(row.next())) {
        entries.push_back(TRY(read_held(row)));
    }
    return entries;
}

Result<HeldEntry> Office::find_held(EntryRow number) {
    const std::lock_guard lock{m_mutex};
    auto find = TRY(m_database.prepare("SELECT id, device, incarnation, sequence, standing, received_at FROM entry "
                                       "WHERE standing <> 0 AND id = ?1"));
    vault::Cursor row = find.query({static_cast<std::int64_t>(number)});
    if (!TRY(row.next())) {
        return fail(ErrorCode::not_found, "no entry of this number is set aside");
    }
    return read_held(row);
}

Result<std::vector<EntryRow>> Office::held_of(DeviceId device, wire::Standing standing, std::size_t limit) {
    const std::lock_guard lock{m_mutex};
    auto select = TRY(m_database.prepare(
        "SELECT id FROM entry WHERE standing <> 0 AND device = ?1 AND standing = ?2 ORDER BY id LIMIT ?3"));
    std::vector<EntryRow> rows;
    vault::Cursor row = select.query({device, static_cast<std::int64_t>(standing), static_cast<std::uint64_t>(limit)});
    while (TRY(row.next())) {
        rows.push_back(EntryRow{row.integer(0)});
    }
    return rows;
}

Result<std::vector<GivenStream>> Office::given(DeviceId device) {
    auto select = TRY(m_database.prepare(
        "SELECT read_note.stream, ifnull(village.code, ''), max(last), count(*), max(at) FROM read_note "
        "LEFT JOIN village ON village.stream = read_note.stream WHERE device = ?1 GROUP BY read_note.stream"));
    std::vector<GivenStream> streams;
    vault::Cursor row = select.query({device});
    while (TRY(row.next())) {
        streams.push_back({.stream = TRY(row.as<StreamId>(0)),
                           .village = std::string{row.text(1)},
                           .last = row.unsigned_integer(2),
                           .reads = row.unsigned_integer(3),
                           .last_time = time_of(row.integer(4))});
    }
    return streams;
}

Result<LostTablet> Office::lost(DeviceId device) {
    const std::lock_guard lock{m_mutex};
    LostTablet lost{.streams = TRY(given(device)), .subjects = {}, .entries = 0};
    std::set<EntityId> subjects;
    const auto note = [&](ByteView bytes) -> Result<void> {
        const auto entry = TRY(entry::SignedEntry::decode(bytes));
        subjects.insert(entry.header().subjects.begin(), entry.header().subjects.end());
        ++lost.entries;
        return {};
    };
    auto handed_out =
        TRY(m_database.prepare("SELECT bytes FROM stream_entry JOIN entry ON entry.id = stream_entry.entry "
                               "WHERE stream = ?1 AND position <= ?2 AND device <> ?3"));
    for (const GivenStream& stream : lost.streams) {
        vault::Cursor row = handed_out.query({stream.stream, stream.last, device});
        while (TRY(row.next())) {
            TRY(note(row.blob(0)));
        }
    }
    auto written = TRY(m_database.prepare("SELECT bytes FROM entry WHERE device = ?1"));
    vault::Cursor row = written.query({device});
    while (TRY(row.next())) {
        TRY(note(row.blob(0)));
    }
    lost.subjects.assign(subjects.begin(), subjects.end());
    return lost;
}

}  // namespace daohu::county
