// SPDX-License-Identifier: Apache-2.0
#include "tests/client/link.hpp"

#include "core/base/check.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace daohu::client::test {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

namespace {

constexpr int kPollMilliseconds = 20;

// Closing so sends a reset instead of a polite end.
void make_abrupt(int socket) {
    const linger abrupt{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &abrupt, sizeof(abrupt));
}

bool is_readable(int socket) {
    pollfd poll{.fd = socket, .events = POLLIN, .revents = 0};
    return ::poll(&poll, 1, kPollMilliseconds) > 0;
}

}  // namespace

Link::Link(std::uint16_t target, std::uint64_t budget, LinkFault fault)
    : m_target{target}, m_fault{fault}, m_budget{budget} {
    m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof(address);
    DAOHU_CHECK(::bind(m_listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
    DAOHU_CHECK(::listen(m_listener, 8) == 0);
    DAOHU_CHECK(::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread{[this](const std::stop_token& stop) { run(stop); }};
}

Link::~Link() {
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listener);
}

void Link::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        if (!is_readable(m_listener)) {
            continue;
        }
        const int tablet = ::accept(m_listener, nullptr, nullptr);
        const int county = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address = loopback(m_target);
        if (::connect(county, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0 &&
            !serve(tablet, county, stop)) {
            make_abrupt(tablet);  // what was passed on before still reaches the county, as on a real link
        }
        ::close(tablet);
        ::close(county);
    }
}

// False when the link was cut.
bool Link::serve(int tablet, int county, const std::stop_token& stop) {
    std::array<char, 1500> piece;
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> polls{pollfd{.fd = tablet, .events = POLLIN, .revents = 0},
                                    pollfd{.fd = county, .events = POLLIN, .revents = 0}};
        ::poll(polls.data(), polls.size(), kPollMilliseconds);
        for (const pollfd& from : polls) {
            if (from.revents == 0) {
                continue;
            }
            const std::uint64_t room = std::max<std::uint64_t>(1, m_budget - std::min<std::uint64_t>(m_used, m_budget));
            const ::ssize_t got = ::recv(from.fd, piece.data(), std::min<std::size_t>(piece.size(), room), 0);
            if (got <= 0) {
                return true;
            }
            const auto bytes = static_cast<std::uint64_t>(got);
            if (m_swallowing) {
                continue;
            }
            ::send(from.fd == tablet ? county : tablet, piece.data(), bytes, MSG_NOSIGNAL);
            m_used += bytes;
            m_passed += bytes;
            if (m_used >= m_budget) {
                m_used = 0;
                ++m_cuts;
                if (m_fault == LinkFault::cut) {
                    return false;
                }
                m_swallowing = true;
            }
        }
    }
    return true;
}

}  // namespace daohu::client::test
