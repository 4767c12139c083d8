// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/link_run.hpp"

#include "core/base/clock.hpp"
#include "sync/client/backoff.hpp"
#include "sync/client/curl_transport.hpp"
#include "sync/client/sync_client.hpp"
#include "sync/county/county.hpp"
#include "sync/county/enrolment.hpp"
#include "tests/sim/survey_data.hpp"
#include "tests/sim/sync_tablet.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <thread>
#include <utility>

namespace daohu::sim {

namespace {

constexpr const char* kServerName = "county.example";
constexpr const char* kVillage = "999999000001";

std::uint64_t sum(const client::Traffic& traffic) { return traffic.sent + traffic.received; }

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return std::chrono::duration<double>{std::chrono::steady_clock::now() - begun}.count();
}

client::Attempt judge(const Result<client::SyncReport>& outcome, bool has_moved) {
    if (outcome) {
        return client::Attempt::complete;
    }
    return has_moved ? client::Attempt::partial : client::Attempt::fruitless;
}

// The port that the program in front of the county prints.
Result<std::uint16_t> start_front(const LinkRunOptions& options, std::uint16_t port) {
    const std::string command = fmt::format("'{}' '{}' {}", options.front, options.folder.string(), port);
    FILE* output = ::popen(command.c_str(), "r");
    if (output == nullptr) {
        return fail(ErrorCode::io_failed, "starting the server in front");
    }
    unsigned front = 0;
    const int read = std::fscanf(output, "%u", &front);
    const int ended = ::pclose(output);
    if (read != 1 || ended != 0 || front > UINT16_MAX) {
        return fail(ErrorCode::io_failed, "the server in front did not say its port");
    }
    return static_cast<std::uint16_t>(front);
}

}  // namespace

Result<LinkReport> run_link(const LinkRunOptions& options) {
    const SystemClock clock;
    SystemEntropy entropy;
    const county::Folder folder = TRY(county::Folder::create(options.folder, kServerName, entropy));
    county::County county = TRY(county::County::open(options.folder, clock, entropy));
    county::ListenOptions listen;
    listen.dictionaries = options.dictionaries;
    TRY(county.serve(listen));

    SyncTablet tablet = TRY(SyncTablet::make(options.seed));
    const wire::Grant grant =
        TRY(county::enrol(folder, county.store(), tablet.device_request(), {kVillage}, clock, entropy));
    const StreamId stream = grant.villages.front().stream;
    for (const Survey& survey : make_surveys(options.records, options.seed)) {
        TRY(tablet.save(to_draft(survey, stream)));
    }

    LinkOptions shape = options.link;
    shape.target = options.front.empty() ? county.port() : TRY(start_front(options, county.port()));
    const auto link = TRY(ShapedLink::start(shape));
    const auto transport = TRY(client::make_curl_transport(
        {.server_name = kServerName, .port = link->port(), .address = "127.0.0.1", .authorities = grant.authorities},
        clock, {.stall = options.stall}));
    client::StatusBoard board;
    client::SyncOptions sync_options;
    sync_options.dictionaries = options.dictionaries;
    client::SyncClient client{grant,
                              {.transport = *transport,
                               .store = tablet,
                               .device_key = tablet.device_key(),
                               .clock = clock,
                               .entropy = entropy,
                               .board = board},
                              sync_options};

    LinkReport report;
    report.rate = options.link.rate;
    report.entry_bytes = tablet.bytes_saved();
    client::Backoff backoff{entropy};
    const auto begun = std::chrono::steady_clock::now();
    for (;;) {
        const std::uint64_t before = client.moved();
        const auto outcome = client.sync({});
        ++report.talks;
        report.is_done = outcome.has_value();
        report.seconds = seconds_since(begun);
        if (!outcome) {
            report.last_error = outcome.error().describe();
        }
        if (report.is_done || report.seconds > static_cast<double>(options.give_up.count())) {
            break;
        }
        std::this_thread::sleep_for(backoff.after(judge(outcome, client.moved() > before)));
    }
    report.link = link->counts();
    report.http_bytes = sum(transport->traffic());
    if (report.is_done) {
        const auto quiet = std::chrono::steady_clock::now();
        const bool is_quiet = client.sync({}).has_value();
        report.quiet_bytes = is_quiet ? sum(transport->traffic()) - report.http_bytes : 0;
        report.quiet_seconds = seconds_since(quiet);
    }
    const county::StoreCounts counts = TRY(county.store().count());
    report.stored = counts.entries;
    report.in_stream = counts.streams.empty() ? 0 : counts.streams.front().head;
    return report;
}

}  // namespace daohu::sim
