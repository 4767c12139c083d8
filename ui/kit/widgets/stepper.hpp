// SPDX-License-Identifier: Apache-2.0
#pragma once

// A small number with a minus at its left and a plus at its right. UI thread.

#include "ui/kit/kit.hpp"

namespace daohu::kit {

struct Stepper {
    ItemId id;   // "question.people": its keys are "question.people.less" and "question.people.more"
    Text value;  // with its unit; empty: nothing yet
    ItemState less = ItemState::enabled;
    ItemState more = ItemState::enabled;
};
enum class StepperTap : std::uint8_t { nothing, less, more };
[[nodiscard]] float stepper_height(Kit& kit);
StepperTap stepper(Kit& kit, Rect rect, const Stepper& stepper);

}  // namespace daohu::kit
