// SPDX-License-Identifier: Apache-2.0
#pragma once

// One bad radio link in front of a server: a TCP proxy on loopback that shapes what passes, in real time. Owned by whoever starts it; its thread ends with it.
//
// Modelled: bit rate per direction, first come first served; delay; lost segments, sent again and holding up what is
// behind them; 40 bytes of IP and TCP for each segment of 1,448; a round trip for a new connection; connections reset
// after so many bytes, and a time in which none can be made. Not modelled: the congestion window, which at these rates
// hardly matters.

#include "core/base/result.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <thread>

namespace daohu::sim {

enum class LinkFault : std::uint8_t {
    none,
    half_open,   // after `fault_after` bytes nothing arrives any more, and nobody is told
    portal,      // every connection gets a page instead of the server
    garbage,     // every connection gets noise
    slow_loris,  // after `fault_after` bytes one at a time comes back, `drip` apart
};

// Who shares the bit rate: everybody under one mast, or nobody.
enum class LinkSharing : std::uint8_t { together, each_its_own };

struct LinkOptions {
    std::uint16_t target = 0;  // port on loopback
    double rate = 50'000;      // bit/s
    std::chrono::milliseconds round_trip{600};
    double loss = 0.05;     // of segments
    std::uint64_t cut = 0;  // payload bytes of both directions; 0: never
    std::chrono::milliseconds dead{2000};
    LinkSharing sharing = LinkSharing::together;
    LinkFault fault = LinkFault::none;
    std::uint64_t fault_after = 0;
    std::chrono::milliseconds drip{10'000};
    std::uint64_t seed = 7;
};

struct LinkCounts {
    std::uint64_t connections = 0;
    std::uint64_t refused = 0;  // in a dead time
    std::uint64_t cuts = 0;
    std::uint64_t lost = 0;
    std::uint64_t payload_up = 0;  // what a socket sees, TLS included
    std::uint64_t payload_down = 0;
    std::uint64_t wire_up = 0;  // with segment heads and what was sent again
    std::uint64_t wire_down = 0;
};

class ShapedLink {
public:
    // Listens before it returns. listen_failed.
    [[nodiscard]] static Result<std::unique_ptr<ShapedLink>> start(const LinkOptions& options);
    ~ShapedLink();
    ShapedLink(const ShapedLink&) = delete;
    ShapedLink& operator=(const ShapedLink&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] LinkCounts counts() const;

private:
    class Loop;

    ShapedLink(const LinkOptions& options, int listener, std::uint16_t port);

    std::uint16_t m_port;
    mutable std::mutex m_mutex;
    LinkCounts m_counts;
    std::jthread m_thread;
};

}  // namespace daohu::sim
