// SPDX-License-Identifier: Apache-2.0
//
// What TLS offers beyond certificates: tickets, older versions, new keys. Certificates are in bad_network_test.cpp.

#include "sync/county/http_server.hpp"
#include "tests/client/county_fixture.hpp"
#include "tests/client/link.hpp"
#include "tests/client/raw_server.hpp"
#include "tests/county/tcp_peer.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

const std::string kGood = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
const Request kHello{.path = "/v1/hello"};

using Ticket = std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)>;

// A client of its own, which believes everybody: one greeting to a county, and what TLS makes of it.
class Caller {
public:
    Caller(std::uint16_t port, int newest_version, const Ticket& ticket = {nullptr, &SSL_SESSION_free})
        : m_tls{SSL_new(m_context.get()), &SSL_free} {
        const sockaddr_in address = loopback(port);
        REQUIRE(::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
        SSL_set_fd(m_tls.get(), m_socket);
        SSL_set_max_proto_version(m_tls.get(), newest_version);
        if (ticket) {
            REQUIRE(SSL_set_session(m_tls.get(), ticket.get()) == 1);
        }
        constexpr std::string_view kRequest = "GET /v1/hello HTTP/1.1\r\nHost: county.example\r\n\r\n";
        std::array<char, 512> reply{};
        m_is_answered = SSL_connect(m_tls.get()) == 1 &&
                        SSL_write(m_tls.get(), kRequest.data(), static_cast<int>(kRequest.size())) > 0 &&
                        SSL_read(m_tls.get(), reply.data(), reply.size()) > 0;
    }
    ~Caller() { ::close(m_socket); }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    [[nodiscard]] bool is_answered() const { return m_is_answered; }
    [[nodiscard]] bool is_resumed() const { return SSL_session_reused(m_tls.get()) == 1; }
    [[nodiscard]] Ticket ticket() const { return {SSL_get1_session(m_tls.get()), &SSL_SESSION_free}; }

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> m_tls;
    int m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool m_is_answered = false;
};

// Says yes to everything.
class Agreeable final : public county::HttpHandler {
public:
    std::unique_ptr<county::UploadSink> open_upload(const county::HttpRequest&) override { return nullptr; }
    void handle(county::HttpRequest, county::ReplyTo reply) override { reply({.status = 200}); }
};

}  // namespace

TEST_CASE("TLS: the county's ticket makes the next connection short, and nobody else's", "[sync]") {
    const SystemClock clock;
    const county::IssuedCertificate county = county::make_tls_authority("County").value();
    const county::IssuedCertificate stranger = county::make_tls_authority("Stranger").value();
    std::uint16_t port = 0;
    std::unique_ptr<Transport> transport;
    {
        const RawServer server{county, {.answer = kGood}};
        port = server.port();
        transport = make_curl_transport(server.endpoint(), clock).value();
        REQUIRE(transport->exchange(kHello, {}));
        REQUIRE(transport->exchange(kHello, {}));
        CHECK(server.handshakes() == 2);
        CHECK(server.resumed() == 1);
    }
    {
        // In the county's place, with the ticket in the tablet's hand: believed no more than without.
        const RawServer impostor{stranger, {.answer = kGood, .port = port}};
        CHECK(transport->exchange(kHello, {}).error().code == ErrorCode::sync_inspected);
        CHECK(impostor.resumed() == 0);
    }
    // The county started anew, with other keys for its tickets: the handshake is whole, and nobody notices.
    const RawServer restarted{county, {.answer = kGood, .port = port}};
    CHECK(transport->exchange(kHello, {}));
    CHECK(restarted.handshakes() == 1);
    CHECK(restarted.resumed() == 0);
}

TEST_CASE("TLS: who speaks no 1.3 is refused by tablet and county, so that nobody can ask to renegotiate", "[sync]") {
    const int version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    const bool is_new = version == TLS1_3_VERSION;  // the control
    const SystemClock clock;
    const RawServer server{
        county::make_tls_authority("County").value(),
        {.answer = kGood, .prepare = [version](SSL_CTX* context) { SSL_CTX_set_max_proto_version(context, version); }}};
    const auto reply = make_curl_transport(server.endpoint(), clock).value()->exchange(kHello, {});
    CHECK(reply.has_value() == is_new);
    if (!is_new) {
        CHECK(reply.error().code == ErrorCode::sync_tls);
    }
    TestCounty county;
    CHECK(Caller{county.port(), version}.is_answered() == is_new);
}

TEST_CASE("TLS: new keys in the middle of a talk change nothing", "[sync]") {
    const SystemClock clock;
    std::atomic<bool> is_renewed = false;
    const RawServer server{county::make_tls_authority("County").value(),
                           {.answer = kGood, .before_answer = [&](SSL* tls) {
                                is_renewed = SSL_key_update(tls, SSL_KEY_UPDATE_REQUESTED) == 1;
                            }}};
    const auto reply = make_curl_transport(server.endpoint(), clock).value()->exchange(kHello, {});
    REQUIRE(reply);
    CHECK(is_renewed);
    CHECK(reply->body.size() == 4);
}

TEST_CASE("TLS: a county takes no ticket but its own", "[sync]") {
    TestCounty county;
    TestCounty other;
    const Caller first{county.port(), TLS1_3_VERSION};
    REQUIRE(first.is_answered());
    const Caller stranger{other.port(), TLS1_3_VERSION, first.ticket()};
    CHECK(stranger.is_answered());
    CHECK_FALSE(stranger.is_resumed());
    const Caller again{county.port(), TLS1_3_VERSION, first.ticket()};  // the control
    CHECK(again.is_answered());
    CHECK(again.is_resumed());
}

TEST_CASE("TLS: a greeting that comes byte by byte is given up, and others are answered meanwhile", "[sync]") {
    using namespace std::chrono_literals;
    const bool is_patient = GENERATE(false, true);  // the control
    auto issued = county::issue_server_certificate(county::make_tls_authority("County").value(), kServerName).value();
    const county::TlsIdentity identity{.certificate = issued.pem, .private_key = std::move(issued.key_pem)};
    county::HttpServerOptions options;
    options.tls = &identity;
    options.greeting = is_patient ? 60'000ms : 300ms;
    Agreeable handler;
    const auto server = county::HttpServer::start(options, handler).value();
    county::test::Peer dripping{server.port()};
    REQUIRE(dripping.send({"\x16\x03\x01\x01\x00", 5}));  // 256 bytes of a handshake will follow
    bool is_open = true;
    for (int i = 0; i < 60 && is_open; ++i) {
        is_open = dripping.send("x") && dripping.listen(20ms) == county::test::Peer::Heard::nothing;
    }
    CHECK(is_open == is_patient);
    CHECK(Caller{server.port(), TLS1_3_VERSION}.is_answered());
}
