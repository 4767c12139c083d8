// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/fleet_county.hpp"

#include "core/vault/transaction.hpp"
#include "sync/county/backup.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/erasure.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "sync/county/stream_hash.hpp"

#include <utility>

namespace daohu::sim {

namespace {

constexpr const char* kServerName = "county.example";
constexpr std::size_t kHeldAtOnce = 1000;
constexpr std::size_t kSlice = 1024 * 1024;

}  // namespace

// The server while it runs.
struct FleetCounty::Running {
    Running(county::ServiceIdentity identity, std::unique_ptr<county::Store> opened, std::unique_ptr<county::Office> at,
            const std::filesystem::path& files, const Clock& clock, Entropy& entropy)
        : store{std::move(opened)}, office{std::move(at)}, writer{*store}, shelves{system_files, files},
          service{std::move(identity),
                  {.store = *store,
                   .writer = writer,
                   .files = shelves,
                   .office = *office,
                   .clock = clock,
                   .entropy = entropy,
                   .dictionaries = dictionaries,
                   .card = {}}} {}

    std::unique_ptr<county::Store> store;
    std::unique_ptr<county::Office> office;
    vault::SystemFiles system_files;
    wire::Dictionaries dictionaries;
    county::Writer writer;
    county::FileShelves shelves;
    county::Service service;
};

FleetCounty::FleetCounty(county::Folder folder, FakeClock& clock, Entropy& entropy)
    : m_folder{std::move(folder)}, m_clock{clock}, m_entropy{entropy} {}

FleetCounty::~FleetCounty() = default;

Result<std::unique_ptr<FleetCounty>> FleetCounty::make(const std::filesystem::path& path, FakeClock& clock,
                                                       Entropy& entropy) {
    county::Folder folder = TRY(county::Folder::create(path, kServerName, entropy));
    std::unique_ptr<FleetCounty> made{new FleetCounty{std::move(folder), clock, entropy}};
    TRY(made->start());
    return made;
}

Result<std::unique_ptr<county::Store>> FleetCounty::open_store() const {
    const SecretBytes key = TRY(m_folder.load_store_key());
    return county::open_sqlcipher_store(m_folder.store_path(), key);
}

Result<std::unique_ptr<county::Office>> FleetCounty::open_office() const {
    const SecretBytes key = TRY(m_folder.load_store_key());
    return county::Office::open(m_folder.store_path(), key);
}

Result<void> FleetCounty::start() {
    auto store = TRY(open_store());
    auto office = TRY(open_office());
    county::ServiceIdentity identity{.server = m_folder.identity().server, .key = TRY(m_folder.load_server_key())};
    m_running = std::make_unique<Running>(std::move(identity), std::move(store), std::move(office),
                                          m_folder.files_path(), m_clock, m_entropy);
    return {};
}

void FleetCounty::stop() { m_running.reset(); }

county::HttpHandler& FleetCounty::service() { return m_running->service; }

Result<wire::Grant> FleetCounty::enrol(const wire::DeviceRequest& request, const std::vector<std::string>& villages) {
    const auto store = TRY(open_store());
    return county::enrol(m_folder, *store, request, villages, m_clock, m_entropy);
}

Result<wire::Grant> FleetCounty::change_grant(DeviceId device, const std::vector<std::string>& villages) {
    const auto store = TRY(open_store());
    return county::change_grant(m_folder, *store, device, {.villages = villages, .townships = {}}, m_clock, m_entropy);
}

Result<void> FleetCounty::revoke(DeviceId device) {
    const auto office = TRY(open_office());
    return office->revoke(device, m_clock.wall_now());
}

Result<void> FleetCounty::erase(EntityId subject) {
    const auto store = TRY(open_store());
    TRY(county::erase_subject(m_folder, *store, subject, m_clock, m_entropy));
    return {};
}

Result<Bytes> FleetCounty::take_bundle(ByteView bundle) {
    const auto store = TRY(open_store());
    const auto office = TRY(open_office());
    const county::ServiceIdentity identity{.server = m_folder.identity().server,
                                           .key = TRY(m_folder.load_server_key())};
    vault::SystemFiles system_files;
    county::FileShelves shelves{system_files, m_folder.files_path()};
    county::FileDesk files{*store, shelves, m_clock};
    county::CarryDesk desk{
        {.store = *store, .files = files, .office = *office, .identity = identity, .entropy = m_entropy},
        county::commit_to(*store)};
    county::CarriedIn taken = TRY(desk.take(bundle, DeviceId{}, m_clock.wall_now()));
    return std::move(taken.answer);
}

Result<std::uint64_t> FleetCounty::release_all() {
    const auto store = TRY(open_store());
    const auto office = TRY(open_office());
    std::uint64_t count = 0;
    for (;;) {
        const auto held = TRY(office->held(kHeldAtOnce));
        if (held.empty()) {
            return count;
        }
        const auto writer = TRY(store->begin());
        for (const county::HeldEntry& entry : held) {
            TRY(county::release(*writer, entry.row, entry.standing));
        }
        TRY(writer->commit());
        count += held.size();
    }
}

Result<void> FleetCounty::back_up(const std::filesystem::path& target) {
    const auto store = TRY(open_store());
    return county::back_up(m_folder, *store, target);
}

Result<void> FleetCounty::restore(const std::filesystem::path& source, EpochBump bump) {
    const wire::ServerEpoch before = m_running->store->epoch();
    stop();
    const auto now = std::chrono::floor<std::chrono::seconds>(m_clock.wall_now());
    TRY(county::restore(m_folder, source, now));
    const auto store = TRY(open_store());
    if (bump == EpochBump::left_out) {
        const auto writer = TRY(store->begin());
        TRY(writer->set_epoch(before));
        TRY(writer->commit());
    }
    TRY(county::replay_erasures(m_folder, *store, m_clock, m_entropy));
    return start();
}

Result<std::set<Hash256>> FleetCounty::entries() {
    const SecretBytes key = TRY(m_folder.load_store_key());
    vault::Database database = TRY(vault::Database::open(m_folder.store_path(), key));
    auto select = TRY(database.prepare("SELECT hash FROM entry"));
    std::set<Hash256> hashes;
    vault::Cursor row = select.query();
    while (TRY(row.next())) {
        hashes.insert(TRY(row.as<Hash256>(0)));
    }
    return hashes;
}

Result<std::vector<Hash256>> FleetCounty::stream(StreamId stream) {
    std::vector<Hash256> hashes;
    for (std::uint64_t after = 0;;) {
        const auto slice = TRY(m_running->store->read_stream(stream, after, kSlice, IncarnationId{}));
        if (slice.entries.empty()) {
            return hashes;
        }
        for (const county::StreamEntry& stored : slice.entries) {
            hashes.push_back(TRY(entry::SignedEntry::decode(stored.bytes)).hash());
        }
        after = slice.entries.back().position;
    }
}

Result<Hash256> FleetCounty::stream_hash(StreamId stream, const registry::SchemaSet& schemas) {
    return county::fold_stream_hash(*m_running->store, stream, schemas);
}

Result<std::set<Hash256>> FleetCounty::erased() {
    std::set<Hash256> hashes;
    for (const county::ErasedSection& section : TRY(county::read_erase_list(m_folder))) {
        hashes.insert(section.hash);
    }
    return hashes;
}

}  // namespace daohu::sim
