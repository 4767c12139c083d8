// SPDX-License-Identifier: Apache-2.0
#pragma once

// Times of day in facts: "2026-03-02T10:15", in Beijing time unless an offset follows ("Z", "+08:00"). Any thread.

#include "core/base/clock.hpp"
#include "core/base/result.hpp"

#include <string>
#include <string_view>

namespace daohu::policy {

// Seconds and fractions are allowed. date_malformed for anything else.
[[nodiscard]] Result<WallTime> parse_moment(std::string_view text);
// "2026-03-02T10:15+08:00", with seconds only where there are any.
[[nodiscard]] std::string to_text(WallTime moment);

}  // namespace daohu::policy
