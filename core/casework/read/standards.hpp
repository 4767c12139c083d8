// SPDX-License-Identifier: Apache-2.0
#pragma once

// The published figures that count for a place on a day: allowance standards, minimum wage, populations. Each with its
// document, and whether it may be out of date. Any thread.

#include "core/casework/facts/county_rules.hpp"

namespace daohu::casework {

struct StandardLine {
    policy::StandardRow row;  // amounts in fen a month, as its kind says
    // Older than policy::Standards::kStaleMonths: used, and marked. No law says when a figure is out of date.
    bool may_be_out_of_date = false;
    // Published already for this place, and not in force yet.
    std::optional<Date> replaced_from;
};

// `division`: the code of any place. By kind.
[[nodiscard]] std::vector<StandardLine> standard_lines(const policy::Standards& standards, std::string_view division,
                                                       Date on);

}  // namespace daohu::casework
