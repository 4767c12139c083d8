// SPDX-License-Identifier: Apache-2.0
#pragma once

// Where the machine is, from gpsd on this machine. Nothing blocks: what gpsd wrote is read when somebody asks. UI thread.

#include "core/base/clock.hpp"
#include "core/ports/location.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace daohu::linux_platform {

class GpsdLocation final : public Location {
public:
    static constexpr std::uint16_t kPort = 2947;

    // `clock` outlives it.
    explicit GpsdLocation(const Clock& clock, std::uint16_t port = kPort) : m_clock{clock}, m_port{port} {}
    ~GpsdLocation() override;
    GpsdLocation(const GpsdLocation&) = delete;
    GpsdLocation& operator=(const GpsdLocation&) = delete;

    // Somebody listens there.
    [[nodiscard]] bool is_available() const override;
    Result<void> start() override;
    void stop() override;
    [[nodiscard]] std::optional<Fix> latest() const override;

private:
    void close();
    void read() const;

    const Clock& m_clock;
    std::uint16_t m_port;
    int m_socket = -1;
    int m_starts = 0;
    mutable std::string m_line;  // what is not a whole line yet
    mutable std::optional<Fix> m_fix;
};

// A report of gpsd ("TPV") with a position in it: two dimensions at least, and finite. Without an accuracy it is as good
// as gpsd says of receivers that do not tell.
[[nodiscard]] std::optional<Fix> fix_of_report(std::string_view json);

}  // namespace daohu::linux_platform
