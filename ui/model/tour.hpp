// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is where, shown to whoever opens the app for the first time, a few sentences each. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <string>
#include <variant>

namespace daohu::model {

struct TourState {
    int step = 1;  // of `steps`
    int steps = 1;
    std::string title;
    std::string text;
    bool may_practise = false;  // offered at the end
};

struct NextStep {};
struct EndTour {};
struct StartPractice {};

using TourAction = std::variant<NextStep, EndTour, StartPractice, GoBack>;
using TourActions = ActionList<TourAction>;

}  // namespace daohu::model
