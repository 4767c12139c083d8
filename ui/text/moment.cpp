// SPDX-License-Identifier: Apache-2.0
#include "ui/text/moment.hpp"

namespace daohu {

Moment moment_of(WallTime time, std::chrono::minutes offset) {
    const auto local = std::chrono::floor<std::chrono::minutes>(time + offset);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minutes = static_cast<int>((local - day).count());
    return {std::chrono::year_month_day{day}, minutes / 60, minutes % 60};
}

}  // namespace daohu
