// SPDX-License-Identifier: Apache-2.0
//
// Half requests, wrong lengths and broken chunks: nothing of them is stored, and the next one is answered.

#include "sync/county/http_server.hpp"
#include "tests/county/service_fixture.hpp"
#include "tests/county/tcp_peer.hpp"

#include <vector>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

constexpr std::chrono::milliseconds kLong{30'000};

// A server with a device that has a session and an entry to bring.
struct World {
    World() : session{service.open_session(device)} {
        const Bytes bytes = device.write().encode();
        frame = wire::FrameCodec{}.encode(wire::EntryBatch{bytes}).value();
    }

    [[nodiscard]] std::string head(std::string_view more) const {
        return "POST /v1/push?" + std::string{TestService::kNonce} + " HTTP/1.1\r\nHost: county.example\r\n" +
               "Authorization: Daohu " + to_hex(session.token) + "\r\n" + std::string{more} + "\r\n";
    }
    [[nodiscard]] std::string body() const { return {frame.begin(), frame.end()}; }
    // All that the server says to these bytes, until it closes.
    [[nodiscard]] std::string say(std::string_view request) {
        Peer peer{server.port()};
        static_cast<void>(peer.send(request));  // it may close before everything is there
        peer.end();
        auto heard = Peer::Heard::bytes;
        while (heard == Peer::Heard::bytes) {
            heard = peer.listen(kLong);
        }
        CHECK(heard == Peer::Heard::end);
        return peer.heard();
    }
    [[nodiscard]] bool is_alive() {
        return say("GET /v1/hello HTTP/1.1\r\nHost: county.example\r\n\r\n").contains(" 200 ");
    }
    [[nodiscard]] std::uint64_t entries() { return service.store.count().entries; }

    TestService service;
    TestDevice device{service.store, 1};
    wire::Session session;
    Bytes frame;
    HttpServer server = HttpServer::start({}, service.service).value();
};

std::string chunk(std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string size;
    for (std::size_t rest = bytes.size(); rest > 0; rest /= 16) {
        size.insert(size.begin(), kDigits[rest % 16]);
    }
    return size + "\r\n" + std::string{bytes} + "\r\n";
}

}  // namespace

TEST_CASE("HTTP: requests that end inside their head are given up, and nothing comes of them", "[county]") {
    World world;
    const std::string whole = world.head("Content-Length: " + std::to_string(world.frame.size()) + "\r\n");
    for (std::size_t size = 1; size < whole.size(); size += 13) {
        INFO(size);
        CHECK(world.say(std::string_view{whole}.substr(0, size)).find(" 200 ") == std::string::npos);
    }
    CHECK(world.entries() == 0);
    CHECK(world.is_alive());
}

TEST_CASE("HTTP: a body that is shorter than it says leaves no half entry", "[county]") {
    World world;
    const std::string head = world.head("Content-Length: " + std::to_string(world.frame.size()) + "\r\n");
    const std::string body = world.body();
    for (std::size_t size = 0; size < body.size(); size += 41) {
        INFO(size);
        CHECK(world.say(head + body.substr(0, size)).find(" 200 ") == std::string::npos);
        CHECK(world.entries() == 0);
    }
    CHECK(world.is_alive());
    // The control: the same bytes to their end are taken.
    CHECK(world.say(head + body).contains(" 200 "));
    CHECK(world.entries() == 1);
}

TEST_CASE("HTTP: what stands behind a body's length is not part of it", "[county]") {
    World world;
    const std::string half = std::to_string(world.frame.size() / 2);
    const std::string heard = world.say(world.head("Content-Length: " + half + "\r\n") + world.body());
    CHECK(heard.find(" 200 ") == std::string::npos);
    CHECK(world.entries() == 0);
    CHECK(world.is_alive());
}

TEST_CASE("HTTP: lengths that are none, or two, are refused before anything is read", "[county]") {
    World world;
    for (const char* const lengths :
         {"Content-Length: -1\r\n", "Content-Length: many\r\n", "Content-Length: 99999999999999999999999999\r\n",
          "Content-Length: 10\r\nContent-Length: 20\r\n", "Content-Length: 10\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, gzip\r\nContent-Length: 4\r\n"}) {
        INFO(lengths);
        CHECK(world.say(world.head(lengths) + world.body()).find(" 200 ") == std::string::npos);
        CHECK(world.entries() == 0);
    }
    CHECK(world.is_alive());
}

TEST_CASE("HTTP: a body in pieces of any size is taken, and one whose pieces are broken is not", "[county]") {
    World world;
    const std::string head = world.head("Transfer-Encoding: chunked\r\n");
    const std::string body = world.body();
    const std::string end = "0\r\n\r\n";
    const std::vector<std::string> broken{"zz\r\n" + body + "\r\n" + end,
                                          "-5\r\n" + body + "\r\n" + end,
                                          "ffffffffffffffffffff\r\n" + body + end,
                                          chunk(body.substr(0, body.size() / 2)) + "garbage",
                                          chunk(body.substr(0, body.size() / 2)),  // and no end
                                          "5\r\n" + body + end};
    for (const std::string& pieces : broken) {
        INFO(pieces.substr(0, 12));
        CHECK(world.say(head + pieces).find(" 200 ") == std::string::npos);
        CHECK(world.entries() == 0);
    }
    CHECK(world.is_alive());
    std::string pieces;
    for (const char byte : body) {
        pieces += chunk({&byte, 1});
    }
    CHECK(world.say(head + pieces + end).contains(" 200 "));
    CHECK(world.entries() == 1);
}

TEST_CASE("HTTP: a head without end, and one that is no HTTP, cost the server nothing", "[county]") {
    World world;
    const std::string long_head = "GET /v1/hello HTTP/1.1\r\nHost: county.example\r\nX: " + std::string(100'000, 'x');
    CHECK(world.say(long_head).find(" 200 ") == std::string::npos);
    for (const char* const strange : {"\x16\x03\x01", "HELO county\r\n\r\n", "GET /v1/hello\r\n\r\n",
                                      "GET /v1/hello HTTP/9.9\r\n\r\n", "\r\n\r\n\r\n"}) {
        INFO(strange);
        CHECK(world.say(strange).find(" 200 ") == std::string::npos);
    }
    CHECK(world.is_alive());
}
