// SPDX-License-Identifier: Apache-2.0
//
// An office's HTTP proxy: it is asked for a tunnel, and what it says itself is never taken for the county.

#include "tests/client/county_fixture.hpp"
#include "tests/client/link.hpp"

#include <catch2/catch_test_macros.hpp>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <mutex>
#include <thread>

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

constexpr int kPollMilliseconds = 20;

// Reads the head of a request and answers it; with 200 it passes bytes on to the county from then on.
class Proxy {
public:
    Proxy(std::uint16_t county, std::string answer) : m_county{county}, m_answer{std::move(answer)} {
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof(address);
        REQUIRE(::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(m_listener, 8) == 0);
        REQUIRE(::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
    }
    ~Proxy() {
        m_thread.request_stop();
        m_thread.join();
        ::close(m_listener);
    }
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;

    [[nodiscard]] std::string address() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    // Heads and what followed them, as far as anybody could read along.
    [[nodiscard]] std::string seen() {
        const std::lock_guard lock{m_mutex};
        return m_seen;
    }

private:
    static bool is_readable(int socket) {
        pollfd poll{.fd = socket, .events = POLLIN, .revents = 0};
        return ::poll(&poll, 1, kPollMilliseconds) > 0;
    }

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (!is_readable(m_listener)) {
                continue;
            }
            const int tablet = ::accept(m_listener, nullptr, nullptr);
            serve(tablet, stop);
            ::close(tablet);
        }
    }
    void serve(int tablet, const std::stop_token& stop) {
        std::string head;
        std::array<char, 1500> piece{};
        while (!head.contains("\r\n\r\n")) {
            const ::ssize_t got = ::recv(tablet, piece.data(), piece.size(), 0);
            if (got <= 0) {
                return;
            }
            head.append(piece.data(), static_cast<std::size_t>(got));
        }
        note(head);
        ::send(tablet, m_answer.data(), m_answer.size(), MSG_NOSIGNAL);
        if (!m_answer.contains(" 200 ")) {
            return;
        }
        const int county = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = loopback(m_county);
        if (::connect(county, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
            pass(tablet, county, stop);
        }
        ::close(county);
    }
    void pass(int tablet, int county, const std::stop_token& stop) {
        std::array<char, 1500> piece{};
        while (!stop.stop_requested()) {
            std::array<pollfd, 2> polls{pollfd{.fd = tablet, .events = POLLIN, .revents = 0},
                                        pollfd{.fd = county, .events = POLLIN, .revents = 0}};
            ::poll(polls.data(), polls.size(), kPollMilliseconds);
            for (const pollfd& from : polls) {
                if (from.revents == 0) {
                    continue;
                }
                const ::ssize_t got = ::recv(from.fd, piece.data(), piece.size(), 0);
                if (got <= 0) {
                    return;
                }
                note({piece.data(), static_cast<std::size_t>(got)});
                ::send(from.fd == tablet ? county : tablet, piece.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
            }
        }
    }
    void note(std::string_view bytes) {
        const std::lock_guard lock{m_mutex};
        m_seen += bytes;
    }

    int m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::uint16_t m_port = 0;
    std::uint16_t m_county;
    std::string m_answer;
    std::mutex m_mutex;
    std::string m_seen;
    std::jthread m_thread;
};

// What a greeting through this proxy comes to.
Result<Reply> greet(const TestCounty& county, const std::string& proxy) {
    const SystemClock clock;
    const auto transport = make_curl_transport({.server_name = kServerName,
                                                .port = county.port(),
                                                .address = "127.0.0.1",
                                                .authorities = county.folder().load_authorities().value(),
                                                .proxy = proxy},
                                               clock)
                               .value();
    return transport->exchange({.path = "/v1/hello", .token = "c0ffee"}, {});
}

}  // namespace

TEST_CASE("Proxy: a tunnel through the office's proxy leads to the county, and nobody reads along", "[sync]") {
    TestCounty county;
    Proxy proxy{county.port(), "HTTP/1.1 200 Connection established\r\n\r\n"};
    const auto reply = greet(county, proxy.address());
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(wire::decode_hello(reply->body).value().server == county.folder().identity().server);
    const std::string seen = proxy.seen();
    CHECK(seen.starts_with("CONNECT "));
    CHECK_FALSE(seen.contains("c0ffee"));
    CHECK_FALSE(seen.contains("/v1/hello"));
}

TEST_CASE("Proxy: one that wants a login or lets nobody through is told from the county", "[sync]") {
    TestCounty county;
    for (const char* const answer :
         {"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n"}) {
        INFO(answer);
        Proxy proxy{county.port(), answer};
        const auto reply = greet(county, proxy.address());
        REQUIRE_FALSE(reply);
        CHECK(reply.error().code == ErrorCode::sync_portal);
    }
}

TEST_CASE("Proxy: a tunnel to somebody else is noticed, and a proxy that is away is no portal", "[sync]") {
    TestCounty county;
    TestCounty thief;
    Proxy astray{thief.port(), "HTTP/1.1 200 Connection established\r\n\r\n"};
    const auto lured = greet(county, astray.address());
    REQUIRE_FALSE(lured);
    CHECK((lured.error().code == ErrorCode::sync_inspected || lured.error().code == ErrorCode::sync_wrong_authority));
    std::string gone;
    {
        Proxy proxy{county.port(), "HTTP/1.1 200 OK\r\n\r\n"};
        gone = proxy.address();
    }
    const auto away = greet(county, gone);
    REQUIRE_FALSE(away);
    CHECK(away.error().code == ErrorCode::sync_unreachable);
}

TEST_CASE("Proxy: only an address of a proxy is taken for one", "[sync]") {
    CHECK(is_proxy_address("http://10.0.0.1:3128"));
    CHECK(is_proxy_address("http://proxy.example:8080"));
    for (const char* const wrong : {"", "10.0.0.1:3128", "https://10.0.0.1:3128", "http://10.0.0.1", "http://:3128",
                                    "http://10.0.0.1:0", "http://10.0.0.1:70000", "http://a b:1", "http://a:1/x"}) {
        INFO(wrong);
        CHECK_FALSE(is_proxy_address(wrong));
    }
}
