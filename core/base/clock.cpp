// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.hpp"

#include "core/base/id.hpp"

#include <ctime>
#include <fstream>

namespace daohu {

WallTime SystemClock::wall_now() const {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

MonotonicTime SystemClock::monotonic_now() const {
    // Not steady_clock, which stands still while the machine sleeps: a tablet in a bag must lock, and its night must count.
    std::timespec now{};
    (void)::clock_gettime(CLOCK_BOOTTIME, &now);  // fails only for a clock that the system does not have
    return std::chrono::duration_cast<MonotonicTime>(std::chrono::seconds{now.tv_sec} +
                                                     std::chrono::nanoseconds{now.tv_nsec});
}

std::array<std::uint8_t, 16> SystemClock::boot_id() const {
    std::ifstream file{"/proc/sys/kernel/random/boot_id"};
    std::string text;
    file >> text;
    return detail::parse_id(text).value_or(std::array<std::uint8_t, 16>{});
}

}  // namespace daohu
