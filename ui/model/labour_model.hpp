// SPDX-License-Identifier: Apache-2.0
#pragma once

// A month of public labour as lines: whom it is about, by what the township decided of each; before the roll is drawn up,
// by what the county's document says. Why somebody is excluded stands in his record, not in a list. UI thread.

#include "core/casework/read/labour.hpp"
#include "ui/model/line_list.hpp"
#include "ui/model/rules_model.hpp"

namespace daohu::model {

struct LabourView {
    const casework::LabourRoll& roll;
    Date month;                    // any day of it
    std::vector<FormOffer> forms;  // what may be begun of the month by whoever looks
};
void fill_labour(LineListState& state, const LabourView& view, const NameHousehold& name, const Vocabulary& words);

// "required", "excluded", "boundary": by the roll, else by the rule; empty where neither says.
[[nodiscard]] std::string duty_of(const casework::LabourLine& line);

}  // namespace daohu::model
