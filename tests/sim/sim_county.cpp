// SPDX-License-Identifier: Apache-2.0
//
// daohu-sim county: a county with one enrolled device and an open session, behind a link, for clients that are not ours.

#include "tests/sim/link_arguments.hpp"
#include "tests/sim/sim_commands.hpp"
#include "tests/sim/sync_tablet.hpp"
#include "tests/vault/temporary_folder.hpp"

#include "core/base/crypto.hpp"
#include "sync/client/curl_transport.hpp"
#include "sync/county/county.hpp"
#include "sync/county/enrolment.hpp"
#include "sync/wire/messages.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>

namespace daohu::sim {

namespace {

constexpr const char* kServerName = "localhost";

// The token of a session of this device, in hexadecimal.
Result<std::string> open_session(client::Transport& transport, SyncTablet& tablet, const wire::Grant& grant) {
    const client::Reply greeting = TRY(transport.exchange({.path = "/v1/hello"}, {}));
    const wire::Hello hello = TRY(wire::decode_hello(greeting.body));
    wire::SessionRequest request{.device = tablet.device(),
                                 .incarnation = tablet.incarnation(),
                                 .nonce = hello.nonce,
                                 .request = {},
                                 .signature = {}};
    request.signature = tablet.device_key().sign(
        wire::session_statement(hello.nonce, grant.server, tablet.device(), tablet.incarnation()));
    const client::Reply reply =
        TRY(transport.exchange({.path = "/v1/session", .method = client::Method::post, .body = encode(request)}, {}));
    const wire::Session session = TRY(wire::decode_session(reply.body));
    return to_hex(session.token);
}

Result<int> serve(const LinkArguments& arguments) {
    TRY(init_crypto());
    const auto wait = block_end_signals();
    const test::TemporaryFolder scratch;
    const SystemClock clock;
    SystemEntropy entropy;
    const county::Folder folder = TRY(county::Folder::create(scratch.path() / "county", kServerName, entropy));
    county::County county = TRY(county::County::open(folder.path(), clock, entropy));
    TRY(county.serve({}));
    SyncTablet tablet = TRY(SyncTablet::make(1));
    const wire::Grant grant =
        TRY(county::enrol(folder, county.store(), tablet.device_request(), {"999999000001"}, clock, entropy));
    const auto transport = TRY(client::make_curl_transport(
        {.server_name = kServerName, .port = county.port(), .address = "127.0.0.1", .authorities = grant.authorities},
        clock));
    const std::string token = TRY(open_session(*transport, tablet, grant));
    LinkOptions shape = arguments.shape();
    shape.target = county.port();
    const auto link = TRY(ShapedLink::start(shape));
    fmt::print(R"({{"endpoint":"https://{}:{}/v1/files","token":"{}","stream":"{}","authority":"{}","files":"{}"}})"
               "\n",
               kServerName, link->port(), token, grant.villages.front().stream.to_string(),
               (folder.path() / "tls/authority.crt").string(), folder.files_path().string());
    std::fflush(stdout);
    wait();
    const LinkCounts counts = link->counts();
    fmt::print(R"({{"connections":{},"cuts":{},"payload_up":{},"payload_down":{}}})"
               "\n",
               counts.connections, counts.cuts, counts.payload_up, counts.payload_down);
    return 0;
}

}  // namespace

void add_county(CLI::App& app, int& result) {
    auto arguments = std::make_shared<LinkArguments>();  // lives as long as the command, which outlives this call
    CLI::App* command = app.add_subcommand("county", "A county behind a link, for clients that are not ours");
    arguments->add_shape(*command);
    command->callback([arguments, &result] { result = exit_code(serve(*arguments)); });
}

}  // namespace daohu::sim
