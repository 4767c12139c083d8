// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/sysfs_ports.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
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

[[nodiscard]] bool is_modem(std::string_view interface) {
    constexpr std::array<std::string_view, 4> kModems{"wwan", "rmnet", "ppp", "usb"};
    return std::any_of(kModems.begin(), kModems.end(),
                       [interface](std::string_view prefix) { return interface.starts_with(prefix); });
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

SysfsConnectivity::SysfsConnectivity(std::filesystem::path root) : m_root{std::move(root)} {}

Network SysfsConnectivity::network() const {
    Network best = Network::none;
    each_entry(m_root, [&best](const std::filesystem::path& interface) {
        const std::string name = interface.filename().string();
        if (name == "lo" || line_of(interface / "operstate") != "up") {
            return;
        }
        best = std::max(best, is_modem(name) ? Network::metered : Network::unmetered);
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
