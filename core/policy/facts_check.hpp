// SPDX-License-Identifier: Apache-2.0
#pragma once

// Facts that do not fit together: named, and from then on disputed, so that no figure rests on them. Any thread.

#include "core/base/date.hpp"
#include "core/policy/facts.hpp"
#include "core/policy/fault.hpp"

namespace daohu::policy {

// More than a household can have: an amount above it is a slip of the hand. 100 million yuan.
inline constexpr std::int64_t kImplausibleFen = 10'000'000'000;

// Looks at the facts as known on the day. What contradicts is disputed in `facts` and added to `faults`.
void check_facts(Facts& facts, Date on, Faults& faults);

}  // namespace daohu::policy
