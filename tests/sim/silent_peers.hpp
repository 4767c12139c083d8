// SPDX-License-Identifier: Apache-2.0
#pragma once

// Connections to a server of this machine that say nothing. One thread.

#include "core/base/result.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace daohu::sim {

class SilentPeers {
public:
    // As many as the process may have files open; raise that bound before. io_failed when one cannot be made.
    [[nodiscard]] static Result<SilentPeers> connect(std::uint16_t port, std::size_t count);
    SilentPeers(SilentPeers&&) noexcept = default;
    SilentPeers& operator=(SilentPeers&&) = delete;
    ~SilentPeers();

    // Those that the server has not closed.
    [[nodiscard]] std::size_t count();
    // Waits until there are none, or so long. Returns those that are left.
    [[nodiscard]] std::size_t outlast(std::chrono::seconds patience);

private:
    SilentPeers() = default;

    std::vector<int> m_sockets;
};

}  // namespace daohu::sim
