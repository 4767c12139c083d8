// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/sysfs_ports.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

using namespace daohu;
using namespace daohu::linux_platform;

namespace {

// A folder laid out as the kernel does, gone when the test ends.
class KernelFiles {
public:
    KernelFiles()
        : m_root{std::filesystem::temp_directory_path() / ("daohu-sysfs-" + std::to_string(std::random_device{}()))} {
        std::filesystem::create_directories(m_root);
    }
    ~KernelFiles() {
        std::error_code ignored;
        std::filesystem::remove_all(m_root, ignored);
    }
    void put(const std::string& file, const std::string& line) const {
        std::filesystem::create_directories((m_root / file).parent_path());
        std::ofstream{m_root / file} << line << '\n';
    }
    [[nodiscard]] const std::filesystem::path& root() const { return m_root; }

private:
    std::filesystem::path m_root;
};

}  // namespace

TEST_CASE("Power: reads the battery, and the charger before it", "[ports]") {
    const KernelFiles files;
    files.put("BAT0/type", "Battery");
    files.put("BAT0/capacity", "24");
    const SysfsPower power{files.root()};
    CHECK(power.status().source == PowerSource::battery);
    CHECK(power.status().percent == 24);
    files.put("AC/type", "Mains");
    files.put("AC/online", "1");
    CHECK(power.status().source == PowerSource::charger);
    CHECK(power.status().percent == 24);
}

TEST_CASE("Power: the battery of a mouse is not the tablet's, and nonsense is unknown", "[ports]") {
    const KernelFiles files;
    files.put("mouse/type", "Battery");
    files.put("mouse/scope", "Device");
    files.put("mouse/capacity", "80");
    CHECK(SysfsPower{files.root()}.status().source == PowerSource::unknown);
    files.put("BAT0/type", "Battery");
    files.put("BAT0/capacity", "four");
    CHECK_FALSE(SysfsPower{files.root()}.status().percent);
    CHECK(SysfsPower{files.root() / "absent"}.status().source == PowerSource::unknown);
}

TEST_CASE("Connectivity: an interface that is up is a network, a modem a metered one, the loop none", "[ports]") {
    const KernelFiles files;
    files.put("lo/operstate", "up");
    files.put("wlan0/type", "1");
    const SysfsConnectivity connectivity{files.root(), files.root() / "no-routes"};
    CHECK(connectivity.network() == Network::none);
    files.put("wwan0/operstate", "up");
    CHECK(connectivity.network() == Network::metered);
    files.put("wlan0/operstate", "up");
    CHECK(connectivity.network() == Network::unmetered);
    files.put("wlan0/operstate", "down");
    CHECK(connectivity.network() == Network::metered);
}

TEST_CASE("Connectivity: what carries the default route says what a link costs, not what else is up", "[ports]") {
    const KernelFiles files;
    const std::string head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n";
    const std::string village = "wlan0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
    const auto by_default = [](const std::string& interface, int metric) {
        return interface + "\t00000000\t0101A8C0\t0003\t0\t0\t" + std::to_string(metric) + "\t00000000\t0\t0\t0\n";
    };
    for (const char* const interface : {"wlan0", "wwp0s20f0u2", "tun0"}) {
        files.put(std::string{interface} + "/operstate", "up");
    }
    files.put("wlan0/type", "1");
    files.put("wwp0s20f0u2/type", "1");
    files.put("tun0/type", "65534");
    const SysfsConnectivity connectivity{files.root(), files.root() / "route"};
    files.put("route", head + village + by_default("wwp0s20f0u2", 700));
    CHECK(connectivity.network() == Network::metered);
    files.put("route", head + village + by_default("wwp0s20f0u2", 700) + by_default("wlan0", 600));
    CHECK(connectivity.network() == Network::unmetered);
    files.put("route", head + by_default("tun0", 50) + by_default("wlan0", 600));
    CHECK(connectivity.network() == Network::unknown);
    files.put("route", head + village);  // no way out: whatever is up
    CHECK(connectivity.network() == Network::unmetered);
}

TEST_CASE("Connectivity: sees in the kernel's count that a link came and went", "[ports]") {
    const KernelFiles files;
    files.put("wlan0/carrier_changes", "4");
    const SysfsConnectivity connectivity{files.root()};
    const auto before = connectivity.changes();
    files.put("wlan0/carrier_changes", "6");
    CHECK(connectivity.changes() == before + 2);
}

TEST_CASE("Kernel files of this machine: are read without harm", "[ports]") {
    const auto percent = SysfsPower{}.status().percent;
    CHECK((!percent || (*percent >= 0 && *percent <= 100)));
    const SysfsConnectivity connectivity;
    CHECK(connectivity.network() <= Network::unmetered);
}
