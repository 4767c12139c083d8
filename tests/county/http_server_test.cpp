// SPDX-License-Identifier: Apache-2.0
//
// Who holds connections open does not keep others out.

#include "sync/county/http_server.hpp"

#include "sync/county/connection_slots.hpp"
#include "sync/county/least_rate.hpp"
#include "tests/county/service_fixture.hpp"
#include "tests/county/tcp_peer.hpp"

#include <atomic>
#include <deque>
#include <sys/resource.h>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kHello = "GET /v1/hello HTTP/1.1\r\nHost: county.example\r\n\r\n";
constexpr std::chrono::milliseconds kLong{60'000};

// False when the server turns it away.
bool is_greeted(std::uint16_t port) {
    Peer peer{port};
    return peer.send(kHello) && peer.listen(kLong) == Peer::Heard::bytes;
}

// The bound on this process's open files, lower while this lives.
class FewFiles {
public:
    explicit FewFiles(::rlim_t files) {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const ::rlimit few{.rlim_cur = files, .rlim_max = m_before.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    }
    ~FewFiles() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    FewFiles(const FewFiles&) = delete;
    FewFiles& operator=(const FewFiles&) = delete;

private:
    ::rlimit m_before{};
};

HttpServer start(TestService& service, const HttpServerOptions& options) {
    const FewFiles few{256};  // 96 connections
    return HttpServer::start(options, service.service).value();
}

}  // namespace

TEST_CASE("HttpServer: peers that say nothing are gone soon, and whoever waits behind them is answered", "[county]") {
    TestService service;
    HttpServerOptions options;
    options.greeting = 500ms;
    const HttpServer server = start(service, options);
    std::deque<Peer> idle;
    for (int i = 0; i < 150; ++i) {
        idle.emplace_back(server.port());
    }
    for (Peer& peer : idle) {  // turned away, or given up
        CHECK(peer.listen(kLong) == Peer::Heard::end);
    }
    bool is_answered = false;
    for (int attempt = 0; attempt < 100 && !is_answered; ++attempt) {
        is_answered = is_greeted(server.port());
    }
    CHECK(is_answered);
}

TEST_CASE("HttpServer: with the patience of a long upload for newcomers, silent ones keep everybody out", "[county]") {
    // The control of the case above.
    TestService service;
    std::atomic<int> turned_away = 0;
    HttpServerOptions options;
    options.greeting = options.idle;
    options.when_full = [&] { ++turned_away; };
    const HttpServer server = start(service, options);
    std::deque<Peer> idle;
    for (int i = 0; i < 96; ++i) {
        idle.emplace_back(server.port());
    }
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(is_greeted(server.port()));
    }
    CHECK(turned_away == 1);  // said once, not for each
}

TEST_CASE("HttpServer: a body that only drips is given up, whatever its route", "[county]") {
    TestService service;
    for (const bool must_be_quick : {true, false}) {
        HttpServerOptions options;
        options.rate_stretch = 200ms;
        options.rate_bytes = must_be_quick ? 1000 : 0;
        const HttpServer server = start(service, options);
        Peer peer{server.port()};
        REQUIRE(peer.send("POST /v1/session HTTP/1.1\r\nHost: county.example\r\nContent-Length: 1000\r\n\r\n"));
        bool is_open = true;
        for (int i = 0; i < 60 && is_open; ++i) {
            is_open = peer.send("x") && peer.listen(20ms) == Peer::Heard::nothing;
        }
        CHECK(is_open == !must_be_quick);
    }
}

TEST_CASE("Least rate: a link of a hundred bytes a second passes, one of a byte a minute does not", "[county]") {
    LeastRate slow{120s, 12'000};
    LeastRate dripping{120s, 12'000};
    bool is_slow_given_up = false;
    int drips = 0;
    for (int minute = 0; minute < 60; ++minute) {
        for (int i = 0; i < 6; ++i) {
            is_slow_given_up = is_slow_given_up || !slow.add(1000, 10s);
        }
    }
    while (dripping.add(1, 60s)) {
        ++drips;
    }
    CHECK_FALSE(is_slow_given_up);
    CHECK(drips == 1);
}

TEST_CASE("Connections: no address has more than half of the room, but this machine, where a proxy may be",
          "[county]") {
    int full = 0;
    ConnectionSlots slots{8, [&] { ++full; }};
    std::deque<ConnectionSlots::Slot> taken;
    const auto take = [&](const std::string& address) {
        auto slot = slots.take(address);
        if (slot) {
            taken.push_back(std::move(*slot));
        }
        return slot.has_value();
    };
    for (int i = 0; i < 4; ++i) {
        CHECK(take("192.0.2.1"));
    }
    CHECK_FALSE(take("192.0.2.1"));
    CHECK(full == 0);
    for (int i = 0; i < 4; ++i) {
        CHECK(take({}));
    }
    CHECK_FALSE(take({}));
    CHECK_FALSE(take("192.0.2.2"));
    CHECK(full == 1);
    taken.pop_front();
    CHECK(take("192.0.2.2"));
    taken.clear();
    CHECK(take("192.0.2.1"));
}
