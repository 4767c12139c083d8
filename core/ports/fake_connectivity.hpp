// SPDX-License-Identifier: Apache-2.0
#pragma once

// A network that comes and goes when the test says so. Any thread.

#include "core/ports/connectivity.hpp"

#include <atomic>

namespace daohu {

class FakeConnectivity final : public Connectivity {
public:
    [[nodiscard]] Network network() const override { return m_network; }
    [[nodiscard]] std::uint64_t changes() const override { return m_changes; }

    void set(Network network) {
        if (m_network.exchange(network) != network) {
            ++m_changes;
        }
    }

private:
    std::atomic<Network> m_network{Network::none};
    std::atomic<std::uint64_t> m_changes{0};
};

}  // namespace daohu
