// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/samples.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace daohu::bench {

Milliseconds processor_time() {
    return std::chrono::duration<double>{static_cast<double>(std::clock()) / CLOCKS_PER_SEC};
}

double Samples::percentile(double percent) const {
    if (m_times.empty()) {
        return 0;
    }
    std::vector<double> sorted = m_times;
    std::ranges::sort(sorted);
    const double rank = std::ceil(percent / 100 * static_cast<double>(sorted.size()));
    return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

}  // namespace daohu::bench
