// SPDX-License-Identifier: Apache-2.0
#pragma once

// What this build is. Any thread.

#include "core/base/clock.hpp"

#include <string_view>

namespace daohu {

// "0.1.0"
[[nodiscard]] std::string_view version();

// When the source was committed (or SOURCE_DATE_EPOCH says so): a moment that has certainly passed when this runs.
[[nodiscard]] WallTime build_date();

}  // namespace daohu
