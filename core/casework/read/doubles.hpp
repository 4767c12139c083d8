// SPDX-License-Identifier: Apache-2.0
#pragma once

// People of this tablet's villages who were perhaps written down twice: to be looked at, never merged by themselves. On
// the reading connection's thread.

#include "core/casework/read/context.hpp"

namespace daohu::casework {

struct LikelyDouble {
    EntityId one;
    EntityId other;
    std::string name;             // of both
    bool same_id_number = false;  // else the same name, and days of birth that do not differ
};

inline constexpr std::size_t kMaxDoubles = 100;

// Who live somewhere and bear the same name: those with one id number first, then by name; at most kMaxDoubles. Two who
// have different id numbers or were born on different days are not among them, nor who are one already.
[[nodiscard]] Result<std::vector<LikelyDouble>> likely_doubles(const ReadContext& context);

}  // namespace daohu::casework
