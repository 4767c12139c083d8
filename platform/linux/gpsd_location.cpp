// SPDX-License-Identifier: Apache-2.0
#include "platform/linux/gpsd_location.hpp"

#include <nlohmann/json.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace daohu::linux_platform {

namespace {

constexpr std::string_view kWatch = "?WATCH={\"enable\":true,\"json\":true};\n";
constexpr std::size_t kMaxLine = 64 * 1024;
constexpr double kUnknownAccuracy = 100;  // metres
constexpr int kTwoDimensions = 2;

// Only this machine: no address of anybody else is ever asked.
int connect_here(std::uint16_t port) {
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (handle < 0) {
        return -1;
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        ::close(handle);
        return -1;
    }
    return handle;
}

std::optional<double> number_in(const nlohmann::json& report, const char* name) {
    const auto found = report.find(name);
    if (found == report.end() || !found->is_number() || !std::isfinite(found->get<double>())) {
        return std::nullopt;
    }
    return found->get<double>();
}

}  // namespace

std::optional<Fix> fix_of_report(std::string_view json) {
    const auto report = nlohmann::json::parse(json, nullptr, false);
    if (!report.is_object() || report.value("class", "") != "TPV" || report.value("mode", 0) < kTwoDimensions) {
        return std::nullopt;
    }
    const auto latitude = number_in(report, "lat");
    const auto longitude = number_in(report, "lon");
    const bool is_on_earth = latitude && longitude && std::abs(*latitude) <= 90.0 && std::abs(*longitude) <= 180.0;
    if (!is_on_earth) {
        return std::nullopt;
    }
    const auto across = number_in(report, "eph");
    const auto east = number_in(report, "epx");
    const auto north = number_in(report, "epy");
    const double accuracy = across ? *across : east && north ? std::max(*east, *north) : kUnknownAccuracy;
    return Fix{.latitude = *latitude, .longitude = *longitude, .accuracy = std::max(accuracy, 0.0), .at = {}};
}

GpsdLocation::~GpsdLocation() { close(); }

bool GpsdLocation::is_available() const {
    if (m_socket >= 0) {
        return true;
    }
    const int handle = connect_here(m_port);
    if (handle < 0) {
        return false;
    }
    ::close(handle);
    return true;
}

Result<void> GpsdLocation::start() {
    if (m_socket < 0) {
        m_socket = connect_here(m_port);
        if (m_socket < 0) {
            return fail(ErrorCode::port_absent, "gpsd");
        }
        if (::send(m_socket, kWatch.data(), kWatch.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(kWatch.size())) {
            close();
            return fail(ErrorCode::port_absent, "gpsd");
        }
    }
    ++m_starts;
    return {};
}

void GpsdLocation::stop() {
    if (m_starts > 0 && --m_starts == 0) {
        close();
    }
}

void GpsdLocation::close() {
    if (m_socket >= 0) {
        ::close(m_socket);
    }
    m_socket = -1;
    m_line.clear();
    m_fix.reset();
}

std::optional<Fix> GpsdLocation::latest() const {
    read();
    return m_fix;
}

void GpsdLocation::read() const {
    std::array<char, 4096> buffer{};
    for (;;) {
        const ssize_t count = m_socket < 0 ? 0 : ::recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count <= 0) {
            return;
        }
        m_line.append(buffer.data(), static_cast<std::size_t>(count));
        for (std::size_t end = m_line.find('\n'); end != std::string::npos; end = m_line.find('\n')) {
            if (auto fix = fix_of_report(std::string_view{m_line}.substr(0, end))) {
                fix->at = m_clock.monotonic_now();
                m_fix = *fix;
            }
            m_line.erase(0, end + 1);
        }
        if (m_line.size() > kMaxLine) {
            m_line.clear();  // no report is that long
        }
    }
}

}  // namespace daohu::linux_platform
