// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/fleet_tablet.hpp"

#include "tests/sim/quiet_store.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace daohu::sim {

namespace fs = std::filesystem;

namespace {

constexpr WallTime kBuildTime{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
constexpr const char* kDatabase = "store.db";
constexpr const char* kMirror = "mirror";
constexpr std::size_t kPage = 200;

Result<void> copy_folder(const fs::path& from, const fs::path& to) {
    std::error_code failed;
    fs::remove_all(to, failed);
    fs::copy(from, to, fs::copy_options::recursive, failed);
    return failed ? Result<void>{fail(ErrorCode::io_failed, failed.message())} : Result<void>{};
}

}  // namespace

// The app while it is open.
struct FleetTablet::Open {
    journal::Mirror mirror;
    vault::Database database;
    std::optional<journal::Journal> journal{};
    std::unique_ptr<registry::Registry> registry{};
    std::optional<registry::Recorder> recorder{};
    std::unique_ptr<registry::StoreThread> thread{};
    std::optional<client::RecorderSyncStore> store{};
    std::optional<QuietStore> quiet{};
    std::optional<client::RecorderSyncFiles> files{};
    std::optional<client::RecorderOrders> orders{};
    client::StatusBoard board{};
    std::optional<client::SyncClient> sync{};
};

FleetTablet::FleetTablet(const Site& site, std::uint64_t seed, Keys keys, DeviceId device)
    : m_site{site}, m_entropy{seed}, m_keys{std::move(keys)}, m_device{device}, m_clock{site.start},
      m_link{seed ^ 0xa11ceU, m_clock} {}

FleetTablet::~FleetTablet() { close(); }

Result<std::unique_ptr<FleetTablet>> FleetTablet::make(const Site& site, std::uint64_t seed) {
    SeededEntropy entropy{seed ^ 0xf1ee7U};
    SigningKey author = TRY(SigningKey::generate(entropy));
    SigningKey device_key = TRY(SigningKey::generate(entropy));
    SecretBytes data = TRY(SecretBytes::random(32, entropy));
    const auto device = DeviceId::random(entropy);
    std::error_code failed;
    fs::create_directories(site.folder, failed);
    return std::unique_ptr<FleetTablet>{new FleetTablet{
        site, seed, {.author = std::move(author), .device = std::move(device_key), .data = std::move(data)}, device}};
}

Result<FleetTablet::Keys> FleetTablet::copy_keys() const {
    const SecretBytes author_seed = TRY(m_keys.author.seed());
    const SecretBytes device_seed = TRY(m_keys.device.seed());
    SigningKey author = TRY(SigningKey::from_seed(author_seed.bytes()));
    SigningKey device = TRY(SigningKey::from_seed(device_seed.bytes()));
    return Keys{.author = std::move(author), .device = std::move(device), .data = TRY(m_keys.data.clone())};
}

Result<std::unique_ptr<FleetTablet>> FleetTablet::clone(const fs::path& folder, std::uint64_t seed) {
    const wire::Grant grant = m_grant;
    close();
    Site site = m_site;
    site.folder = folder;
    TRY(copy_folder(m_site.folder, folder));
    std::unique_ptr<FleetTablet> twin{new FleetTablet{site, seed, TRY(copy_keys()), m_device}};
    twin->m_own = m_own;
    twin->m_clock.set_wall(m_clock.wall_now());
    TRY(twin->open(grant));
    TRY(open(grant));
    return twin;
}

wire::DeviceRequest FleetTablet::request() const {
    return wire::make_device_request(m_device, m_keys.device, m_keys.author);
}

Result<void> FleetTablet::open(const wire::Grant& grant) {
    m_grant = grant;
    journal::Mirror mirror = TRY(journal::Mirror::open(m_files, m_site.folder / kMirror, m_keys.data, m_entropy));
    vault::Database database = TRY(vault::Database::open(m_site.folder / kDatabase, m_keys.data));
    m_open.reset(new Open{.mirror = std::move(mirror), .database = std::move(database)});
    Open& app = *m_open;
    app.journal.emplace(
        TRY(journal::Journal::open(app.database, &app.mirror, m_clock, m_entropy, {m_device, kBuildTime})));
    app.registry = TRY(registry::Registry::open(app.database, m_site.schemas));
    app.recorder.emplace(app.database, *app.journal, *app.registry);
    app.thread = std::make_unique<registry::StoreThread>(*app.recorder);
    app.store.emplace(*app.thread, m_clock);
    app.quiet.emplace(*app.store);
    app.files.emplace(*app.thread, m_files, m_entropy, m_site.folder);
    app.orders.emplace(client::RecorderOrders::Parts{.thread = *app.thread,
                                                     .files = m_files,
                                                     .clock = m_clock,
                                                     .entropy = m_entropy,
                                                     .keys = {m_keys.author, m_keys.device},
                                                     .vault_folder = m_site.folder,
                                                     .county_device = grant.server_certificate.device,
                                                     .county_stream = StreamId{grant.server.raw()},
                                                     .keep_grant = [this](ByteView bytes) -> Result<void> {
                                                         m_grant = TRY(wire::decode_grant(bytes));
                                                         return {};
                                                     }});
    client::SyncStore& sync_store = m_site.offers ? static_cast<client::SyncStore&>(*app.store) : *app.quiet;
    app.sync.emplace(grant, client::SyncClient::Parts{.transport = m_link,
                                                      .store = sync_store,
                                                      .device_key = m_keys.device,
                                                      .clock = m_clock,
                                                      .entropy = m_entropy,
                                                      .board = app.board,
                                                      .files = &*app.files,
                                                      .orders = m_site.gives_up ? &*app.orders : nullptr});
    return {};
}

void FleetTablet::close() {
    if (!m_open) {
        return;
    }
    Open& app = *m_open;
    app.sync.reset();
    app.orders.reset();
    app.files.reset();
    app.quiet.reset();
    app.store.reset();
    app.thread.reset();
    app.recorder.reset();
    app.registry.reset();
    app.journal.reset();
    m_open.reset();
}

template <class Work>
auto FleetTablet::on_store(Work work) {
    return m_open->thread->call(registry::JobUrgency::person, std::move(work)).get();
}

Result<entry::SignedEntry> FleetTablet::save(const entry::EntryDraft& draft) {
    const entry::AssembledEntry assembled = TRY(entry::assemble(draft, m_entropy));
    const entry::SignedEntry saved = TRY(on_store([&](registry::Recorder& recorder) {
        return recorder.save(assembled, entry::SigningKeys{m_keys.author, m_keys.device});
    }));
    TRY(m_open->mirror.flush());
    m_own.push_back(saved.hash());
    return saved;
}

Result<std::optional<registry::Entity>> FleetTablet::view(EntityId subject) {
    return on_store([&](registry::Recorder& recorder) -> Result<std::optional<registry::Entity>> {
        auto reader = TRY(registry::RegistryReader::open(recorder.database(), m_site.schemas));
        return reader.find(subject);
    });
}

Result<client::SyncReport> FleetTablet::sync() {
    auto outcome = m_open->sync->sync({});
    TRY(m_open->mirror.flush());  // receipts were written
    return outcome;
}

Result<std::vector<Bytes>> FleetTablet::pack() {
    client::Carrier carrier{{.grant = m_grant,
                             .store = *m_open->store,
                             .device_key = m_keys.device,
                             .entropy = m_entropy,
                             .files = &*m_open->files}};
    std::vector<Bytes> bundles;
    TRY(carrier.pack(client::Packing::unsent, [&](ByteView bundle) -> Result<void> {
        bundles.emplace_back(bundle.begin(), bundle.end());
        return {};
    }));
    return bundles;
}

Result<void> FleetTablet::accept(ByteView answer) {
    client::Carrier carrier{{.grant = m_grant,
                             .store = *m_open->store,
                             .device_key = m_keys.device,
                             .entropy = m_entropy,
                             .files = &*m_open->files}};
    const auto report = carrier.accept(answer);
    return report ? Result<void>{} : Result<void>{fail(report.error())};
}

Result<TabletCopy> FleetTablet::copy(const fs::path& folder) {
    const wire::Grant grant = m_grant;
    close();
    TRY(copy_folder(m_site.folder, folder));
    TRY(open(grant));
    return TabletCopy{.folder = folder, .grant = grant, .own = m_own};
}

Result<void> FleetTablet::put_back(const TabletCopy& copy, PutBack what) {
    close();
    if (what == PutBack::everything) {
        TRY(copy_folder(copy.folder, m_site.folder));
        m_own = copy.own;
        return open(copy.grant);
    }
    std::error_code failed;
    for (const auto& file : fs::directory_iterator{m_site.folder, failed}) {
        if (file.path().filename().string().starts_with(kDatabase)) {
            fs::remove(file.path(), failed);
        }
    }
    for (const auto& file : fs::directory_iterator{copy.folder, failed}) {
        if (file.path().filename().string().starts_with(kDatabase)) {
            fs::copy_file(file.path(), m_site.folder / file.path().filename(), failed);
        }
    }
    return open(m_grant);
}

Result<std::vector<Hash256>> FleetTablet::acknowledged() {
    return on_store([&](registry::Recorder& recorder) -> Result<std::vector<Hash256>> {
        const journal::Identity identity = recorder.journal().identity();
        auto marks = TRY(journal::DeliveryMarks::open(recorder.database()));
        const std::uint64_t last = TRY(marks.delivery(identity.incarnation)).acknowledged;
        std::vector<Hash256> hashes;
        for (std::uint64_t after = 0; after < last;) {
            const auto page =
                TRY(recorder.journal().reader().read_chain(identity.device, identity.incarnation, after, kPage));
            if (page.empty()) {
                break;
            }
            for (const journal::StoredEntry& stored : page) {
                if (stored.entry.header().sequence <= last) {
                    hashes.push_back(stored.entry.hash());
                }
            }
            after = page.back().entry.header().sequence;
        }
        return hashes;
    });
}

Result<Hash256> FleetTablet::stream_hash(StreamId stream) {
    return on_store([&](registry::Recorder& recorder) -> Result<Hash256> {
        auto reader = TRY(registry::RegistryReader::open(recorder.database(), m_site.schemas));
        for (const registry::StreamState& state : TRY(reader.streams())) {
            if (state.stream == stream) {
                return state.hash();
            }
        }
        return Hash256{};
    });
}

template <class Look>
Result<void> FleetTablet::look_at_all(Look look) {
    return on_store([&](registry::Recorder& recorder) -> Result<void> {
        for (std::uint64_t ordinal = 0;;) {
            const auto page = TRY(recorder.journal().reader().read_after(ordinal, kPage));
            if (page.empty()) {
                return {};
            }
            ordinal = page.back().ordinal;
            for (const journal::StoredEntry& stored : page) {
                look(stored.entry);
            }
        }
    });
}

Result<std::vector<Hash256>> FleetTablet::whole_entries(const std::set<StreamId>& streams) {
    std::vector<Hash256> hashes;
    TRY(look_at_all([&](const entry::SignedEntry& entry) {
        const bool is_whole = std::ranges::all_of(
            entry.sections(), [](const auto& section) { return std::holds_alternative<Bytes>(section); });
        if (is_whole && streams.contains(entry.header().scope)) {
            hashes.push_back(entry.hash());
        }
    }));
    return hashes;
}

Result<FleetTablet::Outside> FleetTablet::entries_outside(const std::set<StreamId>& streams) {
    Outside count;
    TRY(look_at_all([&](const entry::SignedEntry& entry) {
        const bool has_content = std::ranges::any_of(
            entry.sections(), [](const auto& section) { return std::holds_alternative<Bytes>(section); });
        if (has_content && !streams.contains(entry.header().scope)) {
            ++(entry.header().device == m_device ? count.own : count.others);
        }
    }));
    return count;
}

}  // namespace daohu::sim
