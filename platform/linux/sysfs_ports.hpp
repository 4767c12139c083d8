// SPDX-License-Identifier: Apache-2.0
#pragma once

// Battery and network as the Linux kernel shows them in its files. Threads as the ports say; reads take well under a
// millisecond. What is missing or unreadable counts as unknown, never as an error.

#include "core/ports/connectivity.hpp"
#include "core/ports/power.hpp"

#include <filesystem>

namespace daohu::linux_platform {

class SysfsPower final : public Power {
public:
    explicit SysfsPower(std::filesystem::path root = "/sys/class/power_supply");
    [[nodiscard]] PowerStatus status() const override;

private:
    std::filesystem::path m_root;
};

// The interface of the default route, or where there is none those that are up. Mobile modems are metered, Wi-Fi and
// Ethernet are not; of tunnels nobody can say. The hotspot of a telephone looks like any other Wi-Fi. Whether the county
// can be reached only a try can tell.
class SysfsConnectivity final : public Connectivity {
public:
    explicit SysfsConnectivity(std::filesystem::path root = "/sys/class/net",
                               std::filesystem::path routes = "/proc/net/route");
    [[nodiscard]] Network network() const override;
    // How often carriers came and went since the machine started, which the kernel counts.
    [[nodiscard]] std::uint64_t changes() const override;

private:
    std::filesystem::path m_root;
    std::filesystem::path m_routes;
};

}  // namespace daohu::linux_platform
