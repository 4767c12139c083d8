// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/load_run.hpp"

#include "core/base/clock.hpp"
#include "core/vault/files.hpp"
#include "sync/client/backoff.hpp"
#include "sync/client/curl_transport.hpp"
#include "sync/client/sync_client.hpp"
#include "sync/county/connection_slots.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/county/intake.hpp"
#include "sync/county/sqlcipher_store.hpp"
#include "tests/sim/shaped_link.hpp"
#include "tests/sim/silent_peers.hpp"
#include "tests/sim/survey_data.hpp"
#include "tests/sim/sync_tablet.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <fstream>
#include <string>
#include <thread>
#include <utility>

extern char** environ;

namespace daohu::sim {

namespace {

constexpr const char* kServerName = "county.example";
constexpr std::size_t kBareBatch = 64;
constexpr std::size_t kTabletsPerVillage = 4;
constexpr int kRoundTripsToAcknowledge = 6;  // connection, TLS, greeting, session, push, and the page after it
constexpr std::chrono::seconds kStartLimit{60};
// Longer than the server waits for somebody who says nothing.
constexpr std::chrono::seconds kIdleLimit{60};

// daohu-county as another process, ended with this object.
class ServerProcess {
public:
    static Result<ServerProcess> start(const std::filesystem::path& program, const std::filesystem::path& folder) {
        const std::string port_file = (folder / "port").string();
        std::array<std::string, 5> words{program.string(), "serve", folder.string(), "--port-file", port_file};
        std::array<char*, 6> arguments{};
        for (std::size_t i = 0; i < words.size(); ++i) {
            arguments[i] = words[i].data();
        }
        ServerProcess server;
        if (::posix_spawn(&server.m_process, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) {
            return fail(ErrorCode::io_failed, "starting daohu-county");
        }
        for (auto waited = std::chrono::milliseconds{0}; waited < kStartLimit;
             waited += std::chrono::milliseconds{50}) {
            if (std::ifstream{port_file} >> server.m_port) {
                return server;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
        return fail(ErrorCode::io_failed, "daohu-county does not listen");
    }
    ServerProcess(ServerProcess&& other) noexcept
        : m_process{std::exchange(other.m_process, 0)}, m_port{other.m_port} {}
    ServerProcess& operator=(ServerProcess&&) = delete;
    ~ServerProcess() {
        if (m_process > 0) {
            ::kill(m_process, SIGTERM);
            ::waitpid(m_process, nullptr, 0);
        }
    }

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::uint64_t peak_kib() const {
        std::ifstream status{fmt::format("/proc/{}/status", m_process)};
        std::string word;
        std::uint64_t size = 0;
        while (status >> word) {
            if (word == "VmHWM:" && status >> size) {
                return size;
            }
        }
        return 0;
    }

private:
    ServerProcess() = default;

    ::pid_t m_process = 0;
    std::uint16_t m_port = 0;
};

struct LoadedTablet {
    SyncTablet tablet;
    wire::Grant grant;
    std::chrono::milliseconds starts;
    bool is_done = false;
    double seconds = 0;
};

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>{std::chrono::steady_clock::now() - begun}.count();
}

void talk(LoadedTablet& loaded, std::uint16_t port) {
    std::this_thread::sleep_for(loaded.starts);
    const SystemClock clock;
    SystemEntropy entropy;
    const auto transport = client::make_curl_transport(
        {.server_name = kServerName, .port = port, .address = "127.0.0.1", .authorities = loaded.grant.authorities},
        clock, {.connect = std::chrono::seconds{60}});
    if (!transport) {
        return;
    }
    client::StatusBoard board;
    client::SyncClient client{loaded.grant,
                              {.transport = **transport,
                               .store = loaded.tablet,
                               .device_key = loaded.tablet.device_key(),
                               .clock = clock,
                               .entropy = entropy,
                               .board = board}};
    const auto begun = std::chrono::steady_clock::now();
    const std::uint64_t last = loaded.tablet.position().value().last;
    client::Backoff backoff{entropy};
    // Pulling what the neighbours wrote follows; the acknowledgement is what counts here.
    for (int tries = 0; tries < 10 && loaded.tablet.delivery().acknowledged < last; ++tries) {
        const std::uint64_t before = client.moved();
        if (!client.sync({})) {
            std::this_thread::sleep_for(
                backoff.after(client.moved() > before ? client::Attempt::partial : client::Attempt::fruitless));
        }
    }
    const auto delivered = loaded.tablet.delivered_at();
    loaded.is_done = delivered.has_value();
    loaded.seconds =
        std::chrono::duration<double>{delivered.value_or(std::chrono::steady_clock::now()) - begun}.count();
}

// The entries of all tablets into a store of the same kind by one writer, without network or judgement.
Result<double> insert_bare(const std::filesystem::path& folder, std::vector<LoadedTablet>& tablets) {
    SystemEntropy entropy;
    const SecretBytes key = TRY(SecretBytes::random(32, entropy));
    const auto store = TRY(county::open_sqlcipher_store(folder, key));
    std::vector<entry::SignedEntry> entries;
    std::vector<Bytes> bytes;
    for (LoadedTablet& loaded : tablets) {
        for (client::OwnEntry& own : TRY(loaded.tablet.read_own(0, SIZE_MAX))) {
            entries.push_back(TRY(entry::SignedEntry::decode(own.bytes)));
            bytes.push_back(std::move(own.bytes));
        }
    }
    const auto begun = std::chrono::steady_clock::now();
    for (std::size_t at = 0; at < entries.size(); at += kBareBatch) {
        const auto writer = TRY(store->begin());
        for (std::size_t i = at; i < std::min(at + kBareBatch, entries.size()); ++i) {
            const county::EntryRow row = TRY(writer->add_entry({.entry = entries[i],
                                                                .bytes = bytes[i],
                                                                .standing = wire::Standing::accepted,
                                                                .received_at = 0,
                                                                .brought_by = entries[i].header().device}));
            TRY(writer->append_to_stream(entries[i].header().scope, row));
        }
        TRY(writer->commit());
    }
    return seconds_since(begun);
}

Result<std::vector<LoadedTablet>> make_tablets(const LoadOptions& options, const county::Folder& folder) {
    SystemEntropy entropy;
    SeededEntropy chance{1};
    const auto store = TRY(county::open_sqlcipher_store(folder.store_path(), TRY(folder.load_store_key())));
    std::vector<LoadedTablet> tablets;
    for (std::size_t i = 0; i < options.tablets; ++i) {
        SyncTablet tablet = TRY(SyncTablet::make(1000 + i));
        const std::string village = fmt::format("{:012}", 999'999'000'000ULL + i / kTabletsPerVillage);
        wire::Grant grant =
            TRY(county::enrol(folder, *store, tablet.device_request(), {village}, SystemClock{}, entropy));
        for (const Survey& survey : make_surveys(options.records, 1000 + i)) {
            TRY(tablet.save(to_draft(survey, grant.villages.front().stream)));
        }
        const auto within = std::chrono::duration_cast<std::chrono::milliseconds>(options.arrive_within).count();
        const auto starts =
            within == 0 ? 0 : static_cast<std::int64_t>(chance.next() % static_cast<std::uint64_t>(within));
        tablets.push_back(
            {.tablet = std::move(tablet), .grant = std::move(grant), .starts = std::chrono::milliseconds{starts}});
    }
    return tablets;
}

// Of one tablet: what it really sent, at its link's rate, and the round trips that nothing can save it.
double transfer_time(const LoadOptions& options, const LinkCounts& counts) {
    const double sent = static_cast<double>(counts.wire_up) / static_cast<double>(options.tablets);
    const double trips = std::chrono::duration<double>{options.round_trip}.count() * kRoundTripsToAcknowledge;
    return sent * 8.0 / options.rate + trips;
}

void add_times(LoadReport& report, const std::vector<LoadedTablet>& tablets) {
    std::vector<double> times;
    for (const LoadedTablet& loaded : tablets) {
        report.failed += loaded.is_done ? 0 : 1;
        times.push_back(loaded.seconds);
    }
    std::ranges::sort(times);
    report.p50 = times[times.size() / 2];
    report.p99 = times[std::min(times.size() - 1, times.size() * 99 / 100)];
    report.slowest = times.back();
}

}  // namespace

Result<LoadReport> run_load(const LoadOptions& options) {
    county::raise_open_files();
    SystemEntropy entropy;
    const auto place = options.folder / "county";
    const county::Folder folder = TRY(county::Folder::create(place, kServerName, entropy));
    std::vector<LoadedTablet> tablets = TRY(make_tablets(options, folder));
    LoadReport report;
    for (const LoadedTablet& loaded : tablets) {
        report.bytes += loaded.tablet.bytes_saved();
        report.entries += options.records;
    }
    {
        const ServerProcess server = TRY(ServerProcess::start(options.server, place));
        std::unique_ptr<ShapedLink> link;
        if (options.rate > 0) {
            LinkOptions shape;
            shape.target = server.port();
            shape.rate = options.rate;
            shape.round_trip = options.round_trip;
            shape.loss = 0;
            shape.sharing = LinkSharing::each_its_own;
            link = TRY(ShapedLink::start(shape));
        }
        const std::uint16_t port = link ? link->port() : server.port();
        SilentPeers silent = TRY(SilentPeers::connect(server.port(), options.idle));
        report.idle_held = silent.count();
        const auto begun = std::chrono::steady_clock::now();
        {
            std::vector<std::jthread> threads;
            for (LoadedTablet& loaded : tablets) {
                threads.emplace_back([&loaded, port] { talk(loaded, port); });
            }
        }
        auto last = begun;
        for (const LoadedTablet& loaded : tablets) {
            last = std::max(last, loaded.tablet.delivered_at().value_or(std::chrono::steady_clock::now()));
        }
        report.seconds = std::chrono::duration<double>{last - begun}.count();
        report.server_peak_kib = server.peak_kib();
        report.idle_left = silent.outlast(kIdleLimit);
        if (link) {
            report.transfer = transfer_time(options, link->counts());
        }
    }
    add_times(report, tablets);
    const auto store = TRY(county::open_sqlcipher_store(folder.store_path(), TRY(folder.load_store_key())));
    report.stored = TRY(store->count()).entries;
    report.bare_seconds = TRY(insert_bare(options.folder / "bare.db", tablets));
    return report;
}

}  // namespace daohu::sim
