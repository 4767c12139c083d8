// SPDX-License-Identifier: Apache-2.0
#include "sync/county/http_server.hpp"
#include "sync/county/tls_authority.hpp"
#include "tests/client/county_fixture.hpp"
#include "tests/client/link.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

// Answers every request alike, whatever it says.
class Impostor final : public county::HttpHandler {
public:
    Impostor(const county::IssuedCertificate& authority, const char* name, county::HttpReply reply)
        : m_reply{std::move(reply)} {
        auto issued = county::issue_server_certificate(authority, name).value();
        m_tls = {.certificate = issued.pem, .private_key = std::move(issued.key_pem)};
        county::HttpServerOptions options;
        options.tls = &m_tls;
        m_server.emplace(county::HttpServer::start(options, *this).value());
    }
    // With this certificate instead of the one that was issued.
    Impostor(std::string certificate, const county::IssuedCertificate& issued, county::HttpReply reply)
        : m_reply{std::move(reply)},
          m_tls{.certificate = std::move(certificate), .private_key = issued.key_pem.clone().value()} {
        county::HttpServerOptions options;
        options.tls = &m_tls;
        m_server.emplace(county::HttpServer::start(options, *this).value());
    }
    [[nodiscard]] std::uint16_t port() const { return m_server->port(); }

    std::unique_ptr<county::UploadSink> open_upload(const county::HttpRequest&) override { return nullptr; }
    void handle(county::HttpRequest, county::ReplyTo reply) override { reply(m_reply); }

private:
    county::HttpReply m_reply;
    county::TlsIdentity m_tls;
    std::optional<county::HttpServer> m_server;
};

Bytes text(std::string_view words) {
    const ByteView bytes = as_bytes(words);
    return Bytes(bytes.begin(), bytes.end());
}

// A tablet that believes this authority instead of its county's, to meet servers that lie after a true handshake.
struct Gullible {
    explicit Gullible(const county::IssuedCertificate& authority, std::uint16_t port) : Gullible{authority.der, port} {}
    Gullible(const Bytes& authority, std::uint16_t port)
        : transport{
              make_curl_transport(
                  {.server_name = kServerName, .port = port, .address = "127.0.0.1", .authorities = {authority}}, clock)
                  .value()} {}

    Result<SyncReport> sync(TestTablet& tablet) {
        SyncClient client{tablet.grant(),
                          {.transport = *transport,
                           .store = tablet.store(),
                           .device_key = tablet.device_key(),
                           .clock = clock,
                           .entropy = entropy,
                           .board = board}};
        return client.sync({});
    }

    SystemClock clock;
    SystemEntropy entropy;
    StatusBoard board;
    std::unique_ptr<Transport> transport;
};

const county::IssuedCertificate& foreign_authority() {
    static const county::IssuedCertificate authority = county::make_tls_authority("Somebody").value();
    return authority;
}

// The beginning of a stream that unpacks to very much.
Bytes gzip_bomb() {
    Bytes bomb{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    bomb.resize(50'000);
    return bomb;
}

using Pem = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

Pem pem_of(ByteView text) { return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free_all}; }

// The same certificate with other dates, signed again by its authority.
std::string with_dates(const county::IssuedCertificate& issued, const county::IssuedCertificate& authority,
                       const char* first, const char* last) {
    const Pem pem = pem_of(as_bytes(issued.pem));
    const Pem key_pem = pem_of(authority.key_pem.bytes());
    const std::unique_ptr<X509, decltype(&X509_free)> certificate{
        PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr), &X509_free};
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{
        PEM_read_bio_PrivateKey(key_pem.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
    REQUIRE(ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate.get()), first) == 1);
    REQUIRE(ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate.get()), last) == 1);
    REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    const Pem out{BIO_new(BIO_s_mem()), &BIO_free_all};
    REQUIRE(PEM_write_bio_X509(out.get(), certificate.get()) == 1);
    char* written = nullptr;
    const long size = BIO_get_mem_data(out.get(), &written);
    return {written, static_cast<std::size_t>(size)};
}

// Of this thread, so far.
std::chrono::nanoseconds spent_on_processor() {
    ::timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

}  // namespace

TEST_CASE("Bad network: a certificate from 1970 or from 2038 is as good as one of today, whatever a clock shows",
          "[sync]") {
    const auto [first, last] = GENERATE(std::pair{"700101000000Z", "710101000000Z"},   // over since long
                                        std::pair{"380101000000Z", "390101000000Z"});  // not yet
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    const auto issued = county::issue_server_certificate(foreign_authority(), kServerName).value();
    const Impostor server{
        with_dates(issued, foreign_authority(), first, last), issued, {.status = 200, .body = encode(wire::Hello{})}};
    Gullible gullible{foreign_authority(), server.port()};
    // The handshake holds: what is refused is the server's name in the greeting.
    CHECK(gullible.sync(tablet).error().code == ErrorCode::sync_other_server);
    // The same where the authority itself is as old or as young.
    const std::string authority = with_dates(foreign_authority(), foreign_authority(), first, last);
    Gullible believing{county::certificate_der(authority).value(), server.port()};
    CHECK(believing.sync(tablet).error().code == ErrorCode::sync_other_server);
}

TEST_CASE("Bad network: each kind of stranger in the county's place has its own name, and nothing counts as delivered",
          "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();

    SECTION("another authority in the county's name is an inspecting proxy") {
        const Impostor proxy{foreign_authority(), kServerName, {}};
        tablet.connect(proxy.port());
        CHECK(tablet.sync().error().code == ErrorCode::sync_inspected);
    }
    SECTION("another authority with another name is another server") {
        const Impostor server{foreign_authority(), "portal.example", {}};
        tablet.connect(server.port());
        CHECK(tablet.sync().error().code == ErrorCode::sync_wrong_authority);
    }
    SECTION("the right authority with a wrong name is refused") {
        const Impostor other{foreign_authority(), "other.example", {}};
        Gullible gullible{foreign_authority(), other.port()};
        CHECK(gullible.sync(tablet).error().code == ErrorCode::sync_wrong_name);
    }
    SECTION("nobody listens") {
        const std::uint16_t port = county.port();
        county.stop();
        tablet.connect(port);
        CHECK(tablet.sync().error().code == ErrorCode::sync_unreachable);
    }
    CHECK(tablet.position().delivery.acknowledged == 0);
    CHECK(tablet.position().last == 1);
}

TEST_CASE("Bad network: replies that are no answer of the county are told apart", "[sync]") {
    struct Case {
        county::HttpReply reply;
        ErrorCode code;
    };
    const wire::Hello other{.server = wire::ServerId{}, .epoch = 1, .nonce = {}, .server_time = 0};
    Bytes newer = encode(other);
    newer[3] = 9;
    Bytes cut = encode(other);
    cut.pop_back();
    const auto [reply, code] = GENERATE_COPY(
        Case{{.status = 200, .body = text("<html><title>Welcome to our Wi-Fi</title>")}, ErrorCode::sync_portal},
        Case{{.status = 302, .body = {}}, ErrorCode::sync_portal},
        Case{{.status = 511, .body = {}}, ErrorCode::sync_portal},
        Case{{.status = 307, .body = {}, .headers = {{"Location", "https://elsewhere.example/v1/hello"}}},
             ErrorCode::sync_portal},
        Case{{.status = 200, .body = gzip_bomb(), .headers = {{"Content-Encoding", "gzip"}}}, ErrorCode::sync_portal},
        Case{{.status = 400, .body = text("Bad Request")}, ErrorCode::sync_not_county},
        Case{{.status = 403, .body = text("Forbidden")}, ErrorCode::sync_not_county},
        Case{{.status = 429, .body = text("Too many requests")}, ErrorCode::sync_server_failed},
        Case{{.status = 500, .body = text("Oops")}, ErrorCode::sync_server_failed},
        Case{{.status = 502, .body = text("Bad Gateway")}, ErrorCode::sync_server_failed},
        // When to come again the tablet decides itself (Backoff): nobody can keep it away for a year.
        Case{{.status = 429, .body = {}, .headers = {{"Retry-After", "31536000"}}}, ErrorCode::sync_server_failed},
        Case{{.status = 503, .body = {}, .headers = {{"Retry-After", "Fri, 31 Dec 2038 23:59:59 GMT"}}},
             ErrorCode::sync_server_failed},
        Case{{.status = 503, .body = encode(wire::Refusal{.reason = wire::RefusalReason::busy, .detail = "an import"})},
             ErrorCode::database_busy},
        Case{{.status = 404, .body = text("Not Found")}, ErrorCode::sync_not_county},
        Case{{.status = 204, .body = {}}, ErrorCode::sync_not_county},
        Case{{.status = 200, .body = {}}, ErrorCode::message_truncated},
        Case{{.status = 200, .body = cut}, ErrorCode::message_truncated},
        Case{{.status = 200, .body = newer}, ErrorCode::message_version},
        Case{{.status = 200, .body = encode(other)}, ErrorCode::sync_other_server},
        Case{{.status = 200, .body = Bytes(200'000, 'D')}, ErrorCode::sync_reply_too_large});

    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save();
    const Impostor impostor{foreign_authority(), kServerName, reply};
    Gullible gullible{foreign_authority(), impostor.port()};
    CHECK(gullible.sync(tablet).error().code == code);
    CHECK(tablet.position().delivery.acknowledged == 0);
    // Whatever it was, the next talk with the county is as if it had not been.
    REQUIRE(tablet.sync());
    CHECK(tablet.position().delivery.acknowledged == 1);
}

TEST_CASE("Bad network: wherever the link dies, in steps of 397 bytes, the entry arrives once", "[sync]") {
    constexpr std::uint64_t kStep = 397;
    constexpr std::uint64_t kWholeTalk = 9000;
    std::array<std::uint8_t, 2> chance{};
    SystemEntropy{}.fill(chance);
    const std::uint64_t first =
        1 + (256U * chance[0] + chance[1]) % kStep;  // every byte in its turn, night after night
    TestCounty county;
    std::vector<Hash256> written;
    for (std::uint64_t budget = first; budget < kWholeTalk; budget += kStep) {
        INFO("cut after " << budget << " bytes, from " << first << " on");
        TestTablet tablet{county, 100 + budget};
        written.push_back(tablet.save_large(2000).hash());
        Link link{county.port(), budget};
        tablet.connect(link.port());
        const auto cut = tablet.sync();
        INFO((cut ? std::string{} : cut.error().describe()));
        CHECK((cut || cut.error().code == ErrorCode::sync_cut || cut.error().code == ErrorCode::sync_unreachable));
        CHECK(link.cuts() + (cut ? 1 : 0) > 0);
        CHECK((tablet.position().delivery.acknowledged == 0 || county.count().entries == written.size()));

        link.set_budget(10'000'000);
        REQUIRE(tablet.sync());
        CHECK(county.count().entries == written.size());
    }
    TestTablet reader{county, 1};
    REQUIRE(reader.sync());
    CHECK(reader.stream() == written);
}

TEST_CASE("Bad network: a link that dies every 16 KiB still carries everything, each piece of it once", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    for (int i = 0; i < 30; ++i) {
        tablet.save_large(3000);
    }
    Link link{county.port(), 16 * 1024};
    tablet.connect(link.port());
    int tries = 0;
    while (!tablet.sync() && tries < 60) {
        ++tries;
    }
    CHECK(tablet.position().delivery.acknowledged == 30);
    CHECK(county.count().entries == 30);
    CHECK(link.cuts() > 0);
}

TEST_CASE("Bad network: a link on which bytes vanish is given up, not waited for", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save_large(2000);
    Link link{county.port(), 3000, LinkFault::swallow};
    tablet.connect(link.port(), {.stall = std::chrono::milliseconds{300}, .connect = std::chrono::seconds{5}});
    CHECK(tablet.sync().error().code == ErrorCode::sync_stalled);
    CHECK(link.is_swallowing());
    tablet.connect(county.port());
    CHECK(tablet.sync());
    CHECK(county.count().entries == 1);
}

TEST_CASE("Bad network: waiting on a dead link takes its time and next to no processor", "[sync]") {
    constexpr std::chrono::milliseconds kStall{1000};
    TestCounty county;
    TestTablet tablet{county, 1};
    tablet.save_large(2000);
    Link link{county.port(), 3000, LinkFault::swallow};
    tablet.connect(link.port(), {.stall = kStall, .connect = std::chrono::seconds{5}});
    const SystemClock clock;
    const MonotonicTime begun = clock.monotonic_now();
    const std::chrono::nanoseconds spent_before = spent_on_processor();
    CHECK(tablet.sync().error().code == ErrorCode::sync_stalled);
    CHECK(clock.monotonic_now() - begun >= kStall);
    CHECK(clock.monotonic_now() - begun < 10 * kStall);  // on a machine that does much else
    CHECK(spent_on_processor() - spent_before < kStall / 4);
}
