// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the rules on income have in common: income per head (F-8) and where it stands to the local standard. For the
// rules of this room; a thread each.

#include "core/policy/draft.hpp"

#include <optional>

namespace daohu::policy {

// Monthly income per head of those who live together.
struct IncomePerHead {
    Ratio gross;       // fen
    Ratio after_cost;  // less what the family says working costs
    bool has_costs = false;
    std::int64_t persons = 0;
    Ratio total;  // fen, gross, of the whole family
};
[[nodiscard]] std::optional<IncomePerHead> income_per_head(Draft& draft);

// The local standard in fen a month, for where the household lives.
[[nodiscard]] const Fen* local_standard(Draft& draft);
// Where an income stands to a multiple of the standard, by exact fractions.
[[nodiscard]] Truth compare_income(Draft& draft, const Ratio& income, Fen standard, const Ratio& multiple,
                                   Comparison comparison);

}  // namespace daohu::policy
