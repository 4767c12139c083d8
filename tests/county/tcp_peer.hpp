// SPDX-License-Identifier: Apache-2.0
#pragma once

// A TCP connection to a server of this machine that writes whatever the test wants. Test code only.

#include <catch2/catch_test_macros.hpp>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace daohu::county::test {

// One TCP connection to the server, as its peer sees it.
class Peer {
public:
    explicit Peer(std::uint16_t port) : m_socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        ::sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(m_socket, reinterpret_cast<const ::sockaddr*>(&address), sizeof address) == 0);
    }
    ~Peer() { ::close(m_socket); }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;

    // Nothing more is sent: the server reads the end of what came.
    void end() { ::shutdown(m_socket, SHUT_WR); }
    // False when the server has closed already.
    bool send(std::string_view text) { return ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL) > 0; }

    enum class Heard : std::uint8_t { bytes, end, nothing };
    // Waits so long for whatever comes first.
    Heard listen(std::chrono::milliseconds patience) {
        const ::timeval time{.tv_sec = patience.count() / 1000, .tv_usec = patience.count() % 1000 * 1000};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
        std::array<char, 512> buffer{};
        const auto size = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (size > 0) {
            m_heard.append(buffer.data(), static_cast<std::size_t>(size));
            return Heard::bytes;
        }
        const bool is_silent = size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
        return is_silent ? Heard::nothing : Heard::end;
    }

    // All that was heard so far.
    [[nodiscard]] const std::string& heard() const { return m_heard; }

private:
    int m_socket;
    std::string m_heard;
};

}  // namespace daohu::county::test
