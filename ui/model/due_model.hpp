// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is still to be done, and the figures that count here, as lines in words. UI thread.

#include "core/casework/read/deadlines.hpp"
#include "core/casework/read/standards.hpp"
#include "core/casework/read/sweep.hpp"
#include "ui/model/line_list.hpp"
#include "ui/model/rules_model.hpp"

#include <span>

namespace daohu::model {

// "papers after first aid"
[[nodiscard]] std::string deadline_words(casework::DeadlineKind kind, const Vocabulary& words);

// A line is called by the id of its record. The most pressing group first.
void fill_deadlines(LineListState& state, std::span<const casework::Deadline> deadlines, WallTime now,
                    const NameHousehold& name, const Vocabulary& words);

// The same of one record, beside its values.
[[nodiscard]] RecordSection deadline_section(std::span<const casework::Deadline> deadlines, WallTime now,
                                             const Vocabulary& words);

// Families in which somebody is still to be met, by how far the sweep came with them; called by their ids.
void fill_unreached(LineListState& state, const casework::SweepCoverage& coverage, const NameHousehold& name,
                    const Vocabulary& words);
// Whose names that needs.
[[nodiscard]] std::vector<EntityId> named_unreached(const casework::SweepCoverage& coverage);

// Called by their kinds.
void fill_standards(LineListState& state, std::span<const casework::StandardLine> standards, const Vocabulary& words);

}  // namespace daohu::model
