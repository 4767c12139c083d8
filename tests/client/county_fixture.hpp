// SPDX-License-Identifier: Apache-2.0
#pragma once

// A county and its tablets in one process: real store files, real TLS, real libcurl, loopback only.

#include "core/entry/administrative.hpp"
#include "core/import/table.hpp"
#include "core/registry/registry_reader.hpp"
#include "sync/client/curl_transport.hpp"
#include "sync/client/recorder_orders.hpp"
#include "sync/client/recorder_sync_files.hpp"
#include "sync/client/recorder_sync_store.hpp"
#include "sync/client/sync_client.hpp"
#include "sync/county/audiences.hpp"
#include "sync/county/backup.hpp"
#include "sync/county/county.hpp"
#include "sync/county/county_pen.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/erasure.hpp"
#include "sync/county/file_shelf.hpp"
#include "sync/county/importing.hpp"
#include "sync/county/intake.hpp"
#include "sync/county/office.hpp"
#include "sync/county/releasing.hpp"
#include "sync/county/retention_order.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "sync/county/stream_hash.hpp"
#include "tests/registry/store_fixture.hpp"

#include <atomic>
#include <optional>

namespace daohu::client::test {

inline constexpr const char* kServerName = "county.example";
inline constexpr const char* kVillage = "999999000001";
inline constexpr const char* kOtherVillage = "999999000002";

// The system's clock, ahead by some days.
class LaterClock final : public Clock {
public:
    [[nodiscard]] WallTime wall_now() const override { return m_system.wall_now() + m_ahead.load(); }
    [[nodiscard]] MonotonicTime monotonic_now() const override { return m_system.monotonic_now(); }
    [[nodiscard]] std::array<std::uint8_t, 16> boot_id() const override { return m_system.boot_id(); }
    void advance(std::chrono::days by) { m_ahead = m_ahead.load() + by; }

private:
    SystemClock m_system;
    std::atomic<std::chrono::milliseconds> m_ahead{};  // the server's threads read it
};

class TestCounty {
public:
    explicit TestCounty(const char* server_name = kServerName)
        : m_made{county::Folder::create(m_folder.path(), server_name, m_entropy).value()} {
        restart();
    }

    // Also what happens when the server process ends and starts again.
    void restart(std::uint16_t port = 0) {
        stop();
        m_county.emplace(county::County::open(m_folder.path(), m_clock, m_entropy).value());
        REQUIRE(m_county->serve({.address = "127.0.0.1", .port = port}));
    }
    void stop() { m_county.reset(); }

    [[nodiscard]] county::County& county() { return *m_county; }
    [[nodiscard]] std::uint16_t port() const { return m_county->port(); }
    [[nodiscard]] const county::Folder& folder() const { return m_made; }

    [[nodiscard]] wire::Grant enrol(const wire::DeviceRequest& request, const std::vector<std::string>& villages) {
        return county::enrol(m_made, *office(), request, villages, m_clock, m_entropy).value();
    }
    void revoke(DeviceId device, county::DeviceState state = county::DeviceState::revoked) {
        const auto store = office();
        const auto writer = store->begin().value();
        REQUIRE(writer->set_device_state(device, state));
        REQUIRE(writer->commit());
    }
    wire::Grant change_grant(DeviceId device, const std::vector<std::string>& villages) {
        wire::Grant grant =
            county::change_grant(m_made, *office(), device, {.villages = villages, .townships = {}}, m_clock, m_entropy)
                .value();
        return grant;
    }
    void order_retention(std::optional<std::int64_t> days) {
        REQUIRE(county::order_retention(m_made, *office(), days, days ? "file 7" : "", m_clock, m_entropy));
    }
    void days_pass(std::chrono::days days) { m_clock.advance(days); }
    [[nodiscard]] std::vector<county::ErasureStanding> erasures() const {
        const auto desk = county::Office::open(m_made.store_path(), m_made.load_store_key().value()).value();
        return desk->erasures().value();
    }
    // The readers of what is sealed, from now on.
    void name_readers(county::AudienceOrder order) {
        REQUIRE(county::publish_audience(m_made, *office(), order, m_clock, m_entropy));
    }
    void erase(EntityId subject) { REQUIRE(county::erase_subject(m_made, *office(), subject, m_clock, m_entropy)); }
    // A list as the office takes it in; nothing in it may be wrong.
    void import_csv(std::string_view text, const county::ImportOptions& options) {
        import::MemorySource bytes{as_bytes(text)};
        const auto table = import::open_csv(bytes, {}).value();
        const auto report =
            county::import_table(m_made, *office(), daohu::test::asset_schemas(), *table, options, m_clock, m_entropy);
        REQUIRE(report);
        REQUIRE(report->is_applied);
    }
    // Brought by somebody, judged, and handed on by the office whatever the judgement was.
    void hand_on(const entry::SignedEntry& entry) {
        const auto store = office();
        const auto verified = county::verify_entry(*store, entry.encode()).value();
        const auto writer = store->begin().value();
        const county::Arrival arrival{.brought_by = entry.header().device,
                                      .received_at = m_clock.wall_now().time_since_epoch().count()};
        const auto judgements = county::take_in(*writer, verified, arrival).value();
        for (const wire::Judgement& judged : judgements) {
            const auto branches = writer->find_entries(entry.id()).value();
            const auto stored = std::ranges::find(branches, entry.hash(), &county::StoredEntry::hash);
            REQUIRE(county::release(*writer, stored->row, judged.standing));
        }
        REQUIRE(writer->commit());
    }
    // The office hands on what it had set aside of a device that was revoked.
    void release_held(DeviceId device) {
        const auto store = office();
        const auto desk = county::Office::open(m_made.store_path(), m_made.load_store_key().value()).value();
        REQUIRE(county::release_all(*store, *desk, device, wire::Standing::device_revoked, nullptr));
    }
    // A sealed file as somebody has brought it, under its own name.
    void put_on_shelf(StreamId stream, ByteView sealed) {
        vault::SystemFiles files;
        county::FileShelves shelves{files, m_made.files_path()};
        const county::FilePlace place{.shelf = "stream-" + stream.to_string(), .address = hash256(sealed)};
        REQUIRE(shelves.begin(place, sealed.size()));
        auto append = shelves.append(place, 0).value();
        REQUIRE(append.write(sealed));
        REQUIRE(append.finish());
    }
    // Announces an artefact; `blob` are the bytes on the shelf, whatever the announcement says.
    void publish(const wire::Artefact& artefact, ByteView blob) {
        const StreamId stream{m_made.identity().server.raw()};
        put_on_shelf(stream, blob);
        const auto store = office();
        auto pen = county::CountyPen::open(m_made, *store, m_clock, m_entropy).value();
        const auto writer = store->begin().value();
        REQUIRE(pen.write(*writer, make_draft(artefact, stream)));
        REQUIRE(writer->commit());
    }
    void back_up(const std::filesystem::path& target) { REQUIRE(county::back_up(m_made, *office(), target)); }
    // The server as it was when `source` was written.
    void restore(const std::filesystem::path& source, std::chrono::sys_seconds now) {
        stop();
        REQUIRE(county::restore(m_made, source, now));
        restart();
    }
    [[nodiscard]] Hash256 stream_hash(StreamId stream) {
        return county::fold_stream_hash(m_county->store(), stream, daohu::test::asset_schemas()).value();
    }
    // Bytes of a photograph on the shelf of its stream; none where it is not whole.
    [[nodiscard]] std::optional<std::uintmax_t> file_size(StreamId stream, const Hash256& address) {
        const auto path = m_made.files_path() / ("stream-" + stream.to_string()) / address.to_string();
        return std::filesystem::exists(path) ? std::optional{std::filesystem::file_size(path)} : std::nullopt;
    }
    [[nodiscard]] county::StoreCounts count() { return m_county->store().count().value(); }

private:
    // The store as another process opens it: the one that serves has its own writing thread.
    [[nodiscard]] std::unique_ptr<county::Store> office() const {
        return county::open_sqlcipher_store(m_made.store_path(), m_made.load_store_key().value()).value();
    }

    daohu::test::TemporaryFolder m_folder;
    LaterClock m_clock;
    SystemEntropy m_entropy;
    county::Folder m_made;
    std::optional<county::County> m_county;
};

// A tablet that is enrolled and open.
class TestTablet {
    // Runs work on the store's thread and waits for it.
    template <class Work>
    auto on_store(Work work) {
        return m_thread.call(registry::JobUrgency::person, std::move(work)).get();
    }

public:
    TestTablet(TestCounty& county, std::uint64_t seed, const std::vector<std::string>& villages = {kVillage})
        : m_tablet{seed}, m_open{m_tablet}, m_thread{m_open.recorder}, m_store{m_thread, m_clock},
          m_attachments{m_tablet.files, m_entropy, m_tablet.folder / "vault"},
          m_sync_files{m_thread, m_tablet.files, m_entropy, m_tablet.folder / "vault"} {
        std::filesystem::create_directory(m_tablet.folder / "vault");
        m_tablet.signer = {.author = entry::test::signing_key(2 * seed + 100),
                           .device = entry::test::signing_key(2 * seed + 101)};
        m_grant = county.enrol(
            wire::make_device_request(m_tablet.device, m_tablet.signer.device, m_tablet.signer.author), villages);
        connect(county.port());
    }

    // An entry from elsewhere, as a rescue puts one back.
    void put_back(const entry::SignedEntry& entry) {
        on_store([entry](registry::Recorder& recorder) {
            const std::vector<registry::ReceivedEntry> one{{.entry = entry, .place = {}}};
            REQUIRE(recorder.receive(one));
            return true;
        });
    }
    // Somebody sets this tablet's clock.
    void set_clock(WallTime time) {
        on_store([this, time](registry::Recorder&) {
            m_tablet.clock.set_wall(time);
            return true;
        });
    }
    // Whether photographs go with the next connection.
    void bring_files(bool whether) { m_brings_files = whether; }
    // From now on to another port: another link to the county, or somebody else.
    void connect(std::uint16_t port, const TransportOptions& options = {}, const SyncOptions& sync = {}) {
        m_transport = make_curl_transport({.server_name = m_grant.server_name,
                                           .port = port,
                                           .address = "127.0.0.1",
                                           .authorities = m_grant.authorities},
                                          m_clock, options)
                          .value();
        m_client.emplace(m_grant,
                         SyncClient::Parts{.transport = *m_transport,
                                           .store = m_store,
                                           .device_key = m_tablet.signer.device,
                                           .clock = m_clock,
                                           .entropy = m_entropy,
                                           .board = m_board,
                                           .files = m_brings_files ? &m_sync_files : nullptr,
                                           .orders = m_orders ? &*m_orders : nullptr},
                         sync);
    }

    entry::SignedEntry save(std::size_t village = 0) { return record(draft(village)); }
    // What a copy of this tablet writes behind that entry.
    [[nodiscard]] entry::SignedEntry written_by_twin(const entry::SignedEntry& after) {
        return entry::test::signed_entry(draft(0), entry::test::position_after(after), m_tablet.signer, 77);
    }
    // Meant for a stream that may not be this tablet's.
    entry::SignedEntry save_for(StreamId stream) {
        entry::EntryDraft foreign = draft(0);
        foreign.scope = stream;
        return record(foreign);
    }
    // An entry of about so many bytes.
    entry::SignedEntry save_large(std::size_t bytes) {
        entry::EntryDraft large = draft(0);
        large.sections[0].operations[0].assignments[0].value = to_hex(noise(bytes / 2));
        return record(large);
    }

    // A photograph of noise, sealed, and the entry that attaches it.
    vault::AttachmentManifest save_photo(std::size_t bytes) {
        const auto manifest = m_attachments.add(noise(bytes), "image/jpeg").value();
        entry::EntryDraft draft = this->draft(0);
        draft.sections[1].operations.push_back(
            {entry::OperationCode::attach, "person", {{"photo", vault::encode(manifest), {}}}, {}});
        record(draft);
        return manifest;
    }
    [[nodiscard]] bool has(const vault::AttachmentManifest& manifest) { return m_attachments.has(manifest.address); }
    [[nodiscard]] vault::AttachmentStore& attachments() { return m_attachments; }
    [[nodiscard]] RecorderSyncFiles& sync_files() { return m_sync_files; }

    Result<SyncReport> sync(std::stop_token stop = {}) { return m_client->sync(std::move(stop)); }

    // Entries of the village's stream here, in order.
    [[nodiscard]] std::vector<Hash256> stream(std::size_t village = 0) {
        return on_store([stream = stream_id(village)](registry::Recorder& recorder) {
            std::vector<Hash256> hashes;
            const auto entries = recorder.journal().reader().read_stream(stream, 0, 10'000).value();
            for (const auto& stored : entries) {
                hashes.push_back(stored.entry.hash());
            }
            return hashes;
        });
    }
    // What this tablet's registers make of the village's stream.
    [[nodiscard]] Hash256 stream_hash() {
        return on_store([stream = stream_id()](registry::Recorder& recorder) {
            auto reader = registry::RegistryReader::open(recorder.database(), daohu::test::asset_schemas()).value();
            const auto states = reader.streams().value();
            for (const registry::StreamState& state : states) {
                if (state.stream == stream) {
                    return state.hash();
                }
            }
            return Hash256{};
        });
    }
    [[nodiscard]] StreamId stream_id(std::size_t village = 0) const { return m_grant.villages[village].stream; }
    [[nodiscard]] StorePosition position() { return m_store.position().value(); }
    [[nodiscard]] SyncStatus status() const { return m_board.snapshot(); }

    // From now on it does what the county asks of it.
    void follow_orders(std::uint16_t port, const SyncOptions& sync = {}) {
        m_orders.emplace(RecorderOrders::Parts{.thread = m_thread,
                                               .files = m_tablet.files,
                                               .clock = m_clock,
                                               .entropy = m_entropy,
                                               .keys = m_tablet.signer.keys(),
                                               .vault_folder = m_tablet.folder / "vault",
                                               .county_device = m_grant.server_certificate.device,
                                               .county_stream = StreamId{m_grant.server.raw()},
                                               .keep_grant = [this](ByteView grant) -> Result<void> {
                                                   m_kept_grant = TRY(wire::decode_grant(grant));
                                                   return {};
                                               },
                                               .schemas = &daohu::test::asset_schemas()});
        connect(port, {}, sync);
    }
    [[nodiscard]] RecorderOrders& orders() { return *m_orders; }
    [[nodiscard]] const std::optional<wire::Grant>& kept_grant() const { return m_kept_grant; }
    // Entries here whose content is here as well, of one stream.
    [[nodiscard]] std::size_t readable(StreamId stream) {
        return on_store([stream](registry::Recorder& recorder) {
            std::size_t count = 0;
            const auto entries = recorder.journal().reader().read_after(0, 10'000).value();
            for (const auto& stored : entries) {
                const bool is_here = std::ranges::all_of(stored.entry.sections(), [](const auto& section) {
                    return std::holds_alternative<Bytes>(section);
                });
                count += is_here && stored.entry.header().scope == stream ? 1 : 0;
            }
            return count;
        });
    }
    // Receipts this tablet has written.
    [[nodiscard]] std::vector<entry::Receipt> receipts() {
        return on_store([device = device()](registry::Recorder& recorder) {
            std::vector<entry::Receipt> receipts;
            const auto entries = recorder.journal().reader().read_after(0, 10'000).value();
            for (const auto& stored : entries) {
                if (stored.entry.header().device == device && stored.entry.header().kind == entry::EntryKind::receipt) {
                    receipts.push_back(entry::read_receipt(stored.entry).value());
                }
            }
            return receipts;
        });
    }
    [[nodiscard]] std::optional<registry::Entity> view(EntityId subject) {
        return on_store([subject](registry::Recorder& recorder) {
            auto reader = registry::RegistryReader::open(recorder.database(), daohu::test::asset_schemas()).value();
            return reader.find(subject).value();
        });
    }
    [[nodiscard]] bool knows(EntityId subject) {
        const auto found = view(subject);
        return found.has_value() && !found->registers.empty();
    }
    [[nodiscard]] const wire::Grant& grant() const { return m_grant; }
    [[nodiscard]] const SigningKey& device_key() const { return m_tablet.signer.device; }
    [[nodiscard]] DeviceId device() const { return m_tablet.device; }
    [[nodiscard]] SyncStore& store() { return m_store; }
    [[nodiscard]] SyncClient& client() { return *m_client; }
    [[nodiscard]] Transport& transport() { return *m_transport; }

    entry::SignedEntry record(const entry::EntryDraft& draft) {
        return on_store([this, draft](registry::Recorder& recorder) {
            return recorder.save(entry::assemble(draft, m_tablet.entropy).value(), m_tablet.signer.keys()).value();
        });
    }

private:
    [[nodiscard]] entry::EntryDraft draft(std::size_t village) {
        entry::EntryDraft draft = entry::test::family_draft();
        draft.scope = stream_id(village);
        return draft;
    }
    [[nodiscard]] Bytes noise(std::size_t size) {
        Bytes bytes(size);
        m_tablet.entropy.fill(bytes);
        return bytes;
    }

    journal::test::Tablet m_tablet;
    daohu::test::OpenStore m_open;
    SystemClock m_clock;
    SystemEntropy m_entropy;
    registry::StoreThread m_thread;
    RecorderSyncStore m_store;
    vault::AttachmentStore m_attachments;
    RecorderSyncFiles m_sync_files;
    bool m_brings_files = true;
    wire::Grant m_grant;
    std::optional<wire::Grant> m_kept_grant;
    std::optional<RecorderOrders> m_orders;
    StatusBoard m_board;
    std::unique_ptr<Transport> m_transport;
    std::optional<SyncClient> m_client;
};

}  // namespace daohu::client::test
