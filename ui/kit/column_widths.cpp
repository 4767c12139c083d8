// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/column_widths.hpp"

#include <algorithm>
#include <numeric>

namespace daohu::kit {

std::vector<float> fitted_columns(std::vector<float> needed, float room) {
    const float sum = std::accumulate(needed.begin(), needed.end(), 0.0F);
    const auto count = static_cast<float>(std::max<std::size_t>(needed.size(), 1));
    if (sum <= room) {
        for (float& width : needed) {
            width += (room - sum) / count;
        }
        return needed;
    }
    std::vector<float> ascending = needed;
    std::ranges::sort(ascending);
    float left = room;
    float share = room / count;
    for (std::size_t i = 0; i < ascending.size() && ascending[i] <= share; ++i) {
        left -= ascending[i];
        share = left / static_cast<float>(ascending.size() - i - 1);  // one wider than its share remains
    }
    for (float& width : needed) {
        width = std::min(width, share);
    }
    return needed;
}

}  // namespace daohu::kit
