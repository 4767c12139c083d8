// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/sysfs_ports.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace daohu::linux_platform {

namespace {

// The first line of a kernel file; empty where there is none.
[[nodiscard]] std::string line_of(const std::filesystem::path& file) {
    std::ifstream stream{file};
    std::string line;
    std::getline(stream, line);
    return line;
}

[[nodiscard]] std::optional<std::uint64_t> number_of(const std::filesystem::path& file) {
    const std::string line = line_of(file);
    std::uint64_t value = 0;
    const auto read = std::from_chars(line.data(), line.data() + line.size(), value);
    return read.ec == std::errc{} ? std::optional{value} : std::nullopt;
}

template <class Visit>
void each_entry(const std::filesystem::path& root, Visit visit) {
    std::error_code error;
    for (std::filesystem::directory_iterator entry{root, error}, end; !error && entry != end; entry.increment(error)) {
        visit(entry->path());
    }
}

// What the kernel calls the kinds of hardware, in if_arp.h.
constexpr std::uint64_t kEthernet = 1;  // Wi-Fi too

// Mobile data, also through a telephone on a cable.
[[nodiscard]] bool is_modem(const std::filesystem::path& interface) {
    constexpr std::array<std::string_view, 4> kModems{"ww", "rmnet", "ppp", "usb"};
    const std::string name = interface.filename().string();
    return std::any_of(kModems.begin(), kModems.end(),
                       [&name](std::string_view prefix) { return name.starts_with(prefix); });
}

[[nodiscard]] Network kind_of(const std::filesystem::path& interface) {
    if (is_modem(interface)) {
        return Network::metered;
    }
    return number_of(interface / "type") == kEthernet ? Network::unmetered : Network::unknown;
}

// The interface over which everything goes that has no route of its own; of several the one with the least metric. The
// columns are Iface, Destination, Gateway, Flags, RefCnt, Use, Metric and more.
[[nodiscard]] std::optional<std::string> default_interface(const std::filesystem::path& routes) {
    std::ifstream table{routes};
    std::optional<std::string> chosen;
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    for (std::string line; std::getline(table, line);) {
        std::istringstream columns{line};
        std::string interface;
        std::string destination;
        std::string skipped;
        std::uint64_t metric = 0;
        columns >> interface >> destination >> skipped >> skipped >> skipped >> skipped >> metric;
        if (columns && destination == "00000000" && metric < least) {
            chosen = interface;
            least = metric;
        }
    }
    return chosen;
}

}  // namespace

SysfsPower::SysfsPower(std::filesystem::path root) : m_root{std::move(root)} {}

PowerStatus SysfsPower::status() const {
    PowerStatus status;
    each_entry(m_root, [&status](const std::filesystem::path& supply) {
        const std::string type = line_of(supply / "type");
        if (type == "Battery" && line_of(supply / "scope") != "Device") {
            if (const auto percent = number_of(supply / "capacity"); percent && *percent <= 100) {
                status.percent = static_cast<int>(*percent);
            }
            if (status.source == PowerSource::unknown) {
                status.source = PowerSource::battery;
            }
        } else if (type != "Battery" && number_of(supply / "online").value_or(0) != 0) {
            status.source = PowerSource::charger;
        }
    });
    return status;
}

SysfsConnectivity::SysfsConnectivity(std::filesystem::path root, std::filesystem::path routes)
    : m_root{std::move(root)}, m_routes{std::move(routes)} {}

Network SysfsConnectivity::network() const {
    if (const auto interface = default_interface(m_routes)) {
        return kind_of(m_root / *interface);
    }
    Network best = Network::none;
    each_entry(m_root, [&best](const std::filesystem::path& interface) {
        if (interface.filename() != "lo" && line_of(interface / "operstate") == "up") {
            best = std::max(best, kind_of(interface));
        }
    });
    return best;
}

std::uint64_t SysfsConnectivity::changes() const {
    std::uint64_t sum = 0;
    each_entry(m_root, [&sum](const std::filesystem::path& interface) {
        sum += number_of(interface / "carrier_changes").value_or(0);
    });
    return sum;
}

}  // namespace daohu::linux_platform
