// SPDX-License-Identifier: Apache-2.0
#pragma once

// What falls due where cases were opened under several versions of a pack. Any thread.

#include "core/policy/assess.hpp"

#include <string_view>
#include <vector>

namespace daohu::policy {

// Each household by the version its case was opened under, the township by the version in force on the day. What runs
// by the hour first, then by day from the earliest, what has no day last. Faults as by one pack; a case
// whose version is not here is one, and left out. policy_pack_missing when no version is in force.
[[nodiscard]] Result<std::vector<DueItem>> due_calendar(const PackLibrary& library, std::string_view pack,
                                                        const Standards& standards,
                                                        const std::vector<Facts>& households, Date on, Faults& faults);

}  // namespace daohu::policy
