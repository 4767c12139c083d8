// SPDX-License-Identifier: Apache-2.0
#pragma once

// The month of public labour: it closes with the last moment of its last day in Beijing, or when it was settled on that day
// before. What is written later is a correction. Values; any thread.

#include "core/base/beijing_time.hpp"
#include "core/registry/entity.hpp"

#include <span>

namespace daohu::casework {

// As the forms write it: "2026-03" is its first day. Nothing for what is no month.
[[nodiscard]] std::optional<Date> month_from(std::string_view text);

// The first moment after the month of the day.
[[nodiscard]] WallTime closing_of_month(Date day);

// casework_month_closed for what would change the month of `day` after it closed: a roll drawn up anew.
[[nodiscard]] Result<void> check_month_open(Date day, WallTime now);

struct LabourMonth {
    std::string hours;                  // as a decimal: "6.5"
    std::size_t attended = 0;           // persons
    std::vector<EntityId> corrections;  // written after the close: not counted, shown beside the figures
    std::vector<EntityId> unreadable;   // no day or no number of hours
};
// `entries` are entities of labour_entry; those of other months are passed over. `settled_at`: when somebody closed it.
[[nodiscard]] LabourMonth labour_month(std::span<const registry::Entity> entries, Date month,
                                       std::optional<WallTime> settled_at = {});

}  // namespace daohu::casework
