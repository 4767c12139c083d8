// SPDX-License-Identifier: Apache-2.0
#pragma once

// The plan of the day as its screen shows it: words and groups, no rule. UI thread.

#include "core/casework/read/plan.hpp"
#include "ui/model/plan.hpp"
#include "ui/model/vocabulary.hpp"

#include <set>

namespace daohu::model {

// What a person chose to see of it.
struct PlanView {
    std::string search;
    std::set<EntityId> found{};       // by the search, beyond what the names say
    std::set<std::string> filters{};  // those that are on; none: everything
    std::optional<RowId> selected{};
};

// Fills groups, filters and the detail; the rest of the state is the composition's.
void fill_plan(PlanState& state, const casework::PlanOfDay& plan, const PlanView& view, const Vocabulary& words);

// A shift of today at a point, by a worker; either may have no name.
[[nodiscard]] PlanDuty row_of(const casework::DutyToday& duty, std::string_view point, std::string_view worker,
                              const Vocabulary& words);

// What a stop is called in the state.
[[nodiscard]] EntityId subject_of(const casework::PlanStop& stop);

// How long until then, or since: "5 h 20 min left".
[[nodiscard]] std::string clock_words(std::chrono::milliseconds left, policy::Status status, const Vocabulary& words);

}  // namespace daohu::model
