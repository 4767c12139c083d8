// SPDX-License-Identifier: Apache-2.0
#pragma once

// How wide the columns of a table are, on the screen and on paper. Pure; any thread.

#include <vector>

namespace daohu::kit {

// What needs less than its share keeps what it needs, the others share what is left; spare room goes to all alike.
[[nodiscard]] std::vector<float> fitted_columns(std::vector<float> needed, float room);

}  // namespace daohu::kit
