// SPDX-License-Identifier: Apache-2.0
//
// What comes over a sound TLS connection and is no HTTP, or not what its head says: each has an error, and the next exchange
// is as good as if nothing had been.

#include "sync/client/exchange.hpp"
#include "tests/client/raw_server.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

const county::IssuedCertificate& authority() {
    static const county::IssuedCertificate made = county::make_tls_authority("Somebody").value();
    return made;
}

Result<Reply> ask(const RawServer& server) {
    const SystemClock clock;
    return make_curl_transport(server.endpoint(), clock).value()->exchange({.path = "/v1/hello"}, {});
}

}  // namespace

TEST_CASE("Broken reply: what is no HTTP, or not what its head says, is an error and no reply", "[sync]") {
    const auto [answer, code] = GENERATE(table<std::string, ErrorCode>({
        {"<html><title>Welcome</title></html>", ErrorCode::sync_not_county},  // HTTP 0.9: a body and no head
        {"HTTP/1.1 abc\r\n\r\n", ErrorCode::sync_not_county},
        {"", ErrorCode::sync_cut},
        {"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort", ErrorCode::sync_cut},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnoise\r\n", ErrorCode::sync_cut},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\nhello", ErrorCode::sync_cut},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", ErrorCode::sync_cut},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n", ErrorCode::sync_cut},
    }));
    INFO(answer);
    const RawServer server{authority(), {.answer = answer}};
    const auto reply = ask(server);
    INFO((reply ? std::string{"a reply"} : reply.error().describe()));
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == code);
}

TEST_CASE("Broken reply: a head that is cut short, or counts more than there can be, is no message", "[sync]") {
    const std::string answer =
        GENERATE("HTTP/1.1 200 OK\r\nConten", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n");
    INFO(answer);
    const RawServer server{authority(), {.answer = answer}};
    auto reply = ask(server);
    const auto message = reply ? accept_reply(std::move(*reply)) : Result<Bytes>{fail(reply.error())};
    const auto hello = message ? wire::decode_hello(*message) : Result<wire::Hello>{fail(message.error())};
    REQUIRE_FALSE(hello);
    INFO(hello.error().describe());
    CHECK((hello.error().code == ErrorCode::message_truncated || hello.error().code == ErrorCode::sync_cut));
}

TEST_CASE("Broken reply: a head without end is given up before it fills the memory", "[sync]") {
    const std::string line = "X-More: " + std::string(8000, 'x') + "\r\n";
    std::string answer = "HTTP/1.1 200 OK\r\n";
    while (answer.size() < 2'000'000) {
        answer += line;
    }
    const RawServer server{authority(), {.answer = answer}};
    const auto reply = ask(server);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == ErrorCode::sync_cut);
}

TEST_CASE("Broken reply: the control, one that is whole, and one behind a broken one", "[sync]") {
    const SystemClock clock;
    const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
    std::uint16_t port = 0;
    std::unique_ptr<Transport> transport;
    {
        const RawServer broken{authority(), {.answer = "noise"}};
        port = broken.port();
        transport = make_curl_transport(broken.endpoint(), clock).value();
        CHECK_FALSE(transport->exchange({.path = "/v1/hello"}, {}));
    }
    const RawServer server{authority(), {.answer = good, .port = port}};
    for (int i = 0; i < 2; ++i) {  // the second one on a connection of its own: the first was closed
        const auto reply = transport->exchange({.path = "/v1/hello"}, {});
        REQUIRE(reply);
        CHECK(reply->status == 200);
        CHECK(reply->body.size() == 4);
    }
}
