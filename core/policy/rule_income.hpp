// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the rules on income have in common: income per head (F-8) and where it stands to the local standard. For the
// rules of this room; a thread each.

#include "core/policy/draft.hpp"

#include <cstdint>
#include <optional>

namespace daohu::policy {

// Monthly income per head of those who live together.
struct IncomePerHead {
    Ratio gross;       // fen
    Ratio after_cost;  // less what working costs: as the county limits it, or as the family says
    bool has_costs = false;
    bool is_cost_settled = false;  // the county has laid down how much comes off
    std::int64_t persons = 0;
    Ratio total;                                // fen, gross, of the whole family
    std::optional<Ratio> without_the_departed;  // gross a head, where some lines are of people who died or left

    // What counts where the county has settled it, and else all of it.
    [[nodiscard]] const Ratio& counted() const { return is_cost_settled ? after_cost : gross; }
};
[[nodiscard]] std::optional<IncomePerHead> income_per_head(Draft& draft);

// One line a month, in fen; nothing, and a missing fact, when a season does not say how long it is.
[[nodiscard]] std::optional<Ratio> monthly_income(Draft& draft, std::size_t index, const Income& income, Fen amount);
// Whose a line is: the family's, as a whole or of somebody who lives with it; of somebody who has died or left, and is
// not yet taken off; or of nobody who counts. Missing where nobody knows whether the earner lives with the family.
enum class Earner : std::uint8_t { family, departed, other };
[[nodiscard]] Earner earner_of(Draft& draft, std::size_t index, const Income& income);

// The local standard in fen a month, for where the household lives.
[[nodiscard]] const Fen* local_standard(Draft& draft);
// Where an income stands to a multiple of the standard, by exact fractions.
[[nodiscard]] Truth compare_income(Draft& draft, const Ratio& income, Fen standard, const Ratio& multiple,
                                   Comparison comparison);

}  // namespace daohu::policy
