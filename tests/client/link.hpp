// SPDX-License-Identifier: Apache-2.0
#pragma once

// A bad link: a TCP proxy on loopback that cuts every connection after so many bytes, or lets them vanish. Test code only.

#include <netinet/in.h>

#include <atomic>
#include <cstdint>
#include <thread>

namespace daohu::client::test {

[[nodiscard]] sockaddr_in loopback(std::uint16_t port);

enum class LinkFault : std::uint8_t {
    cut,      // the tablet gets a reset, the county the end of what came so far
    swallow,  // nothing more arrives anywhere, and nobody is told
};

class Link {
public:
    // Passes `budget` bytes of both directions together to 127.0.0.1:`target` and back, for all connections in sum; then
    // the fault, and the next budget.
    Link(std::uint16_t target, std::uint64_t budget, LinkFault fault = LinkFault::cut);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::uint64_t cuts() const { return m_cuts; }
    [[nodiscard]] std::uint64_t passed() const { return m_passed; }
    [[nodiscard]] bool is_swallowing() const { return m_swallowing; }
    // Bytes of the next budgets.
    void set_budget(std::uint64_t budget) { m_budget = budget; }

private:
    void run(const std::stop_token& stop);
    bool serve(int tablet, int county, const std::stop_token& stop);

    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::uint16_t m_target;
    LinkFault m_fault;
    std::atomic<std::uint64_t> m_budget;
    std::uint64_t m_used = 0;
    std::atomic<std::uint64_t> m_cuts{0};
    std::atomic<std::uint64_t> m_passed{0};
    std::atomic<bool> m_swallowing{false};
    std::jthread m_thread;
};

}  // namespace daohu::client::test
