// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/silent_peers.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

namespace daohu::sim {

Result<SilentPeers> SilentPeers::connect(std::uint16_t port, std::size_t count) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    SilentPeers peers;
    while (peers.m_sockets.size() < count) {
        const int peer = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (peer < 0) {
            return fail(ErrorCode::io_failed, fmt::format("no more than {} files may be open", peers.m_sockets.size()));
        }
        peers.m_sockets.push_back(peer);
        if (::connect(peer, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
            return fail(ErrorCode::io_failed, fmt::format("connection {} was refused", peers.m_sockets.size()));
        }
    }
    return peers;
}

SilentPeers::~SilentPeers() {
    for (const int peer : m_sockets) {
        ::close(peer);
    }
}

std::size_t SilentPeers::count() {
    std::vector<pollfd> polls;
    for (const int peer : m_sockets) {
        polls.push_back({.fd = peer, .events = POLLIN, .revents = 0});
    }
    ::poll(polls.data(), polls.size(), 0);
    // The server says nothing first: whatever can be read is the end.
    return static_cast<std::size_t>(std::ranges::count(polls, 0, &pollfd::revents));
}

std::size_t SilentPeers::outlast(std::chrono::seconds patience) {
    constexpr std::chrono::milliseconds kPause{200};
    std::size_t left = count();
    for (std::chrono::milliseconds waited{0}; left > 0 && waited < patience; waited += kPause) {
        std::this_thread::sleep_for(kPause);
        left = count();
    }
    return left;
}

}  // namespace daohu::sim
