// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything a pack has to say of a household on a day: casework's and the tool's way into this room. Any thread.

#include "core/policy/facts.hpp"
#include "core/policy/fault.hpp"
#include "core/policy/library.hpp"
#include "core/policy/outcome.hpp"
#include "core/policy/standards.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daohu::policy {

struct Assessment {
    std::string pack;
    std::int64_t pack_version = 0;
    Date on;
    std::string household;
    Faults faults;  // facts that contradict each other; what rests on them is disputed
    Outcomes outcomes;
};

[[nodiscard]] Assessment assess(const Pack& pack, const Standards& standards, Facts facts, Date on);

// The version under which a case was opened, where the facts name one of this pack; else the one in force on the day.
// policy_pack_missing when it is not here.
[[nodiscard]] Result<const Pack*> choose_pack(const PackLibrary& library, std::string_view id, const Facts& facts,
                                              Date on);

// One thing that falls due, of whichever household.
struct DueItem {
    std::string household;
    Outcome outcome;
    std::optional<Date> due;  // the reminder; nothing where only readings are known
};

// What falls due by the pack's calendar, earliest first, what has no date last: of households, and of the township
// once. Facts that contradict each other are added to `faults` with the household's name as their file.
[[nodiscard]] std::vector<DueItem> due_calendar(const Pack& pack, const Standards& standards,
                                                const std::vector<Facts>& households, Date on, Faults& faults);
[[nodiscard]] std::vector<DueItem> due_calendar(const Pack& pack, const Standards& standards,
                                                const std::vector<Facts>& households, Date on);

// JSON for the tool and for tests; docs/policy-facts.md says what the members are.
[[nodiscard]] std::string to_json(const Assessment& assessment, const Pack& pack);
[[nodiscard]] std::string to_json(const std::vector<DueItem>& items, const Pack& pack, Date on);

}  // namespace daohu::policy
