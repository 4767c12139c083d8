// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.hpp"

#include "core/base/id.hpp"

#include <fstream>

namespace daohu {

WallTime SystemClock::wall_now() const {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

MonotonicTime SystemClock::monotonic_now() const {
    return std::chrono::duration_cast<MonotonicTime>(std::chrono::steady_clock::now().time_since_epoch());
}

std::array<std::uint8_t, 16> SystemClock::boot_id() const {
    std::ifstream file{"/proc/sys/kernel/random/boot_id"};
    std::string text;
    file >> text;
    return detail::parse_id(text).value_or(std::array<std::uint8_t, 16>{});
}

}  // namespace daohu
