// SPDX-License-Identifier: Apache-2.0
#pragma once

// The pack of a county that the app came without: Lushan's, under another name.

#include "core/policy/pack.hpp"

#include <string_view>

namespace daohu::testing {

inline constexpr const char* kSixth = "sixth-2026";

[[nodiscard]] policy::PackFiles sixth_county(std::string_view valid_from);

}  // namespace daohu::testing
