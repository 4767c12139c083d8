// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a role finds in the app: what it may not see or do is not offered. The rules are casework's
// (core/casework/act/roles.hpp); here is only which page shows what. Any thread.

#include "core/casework/act/roles.hpp"
#include "platform/daohu/pages/page.hpp"

#include <vector>

namespace daohu {

[[nodiscard]] bool is_offered(casework::Role role, PlaceKind place);
// Of the tab bar, in its order.
[[nodiscard]] std::vector<model::Tab> tabs_of(casework::Role role);
// Where work begins: the first of its tabs.
[[nodiscard]] Place home_of(casework::Role role);

}  // namespace daohu
