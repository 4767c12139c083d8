// SPDX-License-Identifier: Apache-2.0
#pragma once

// A screen in one of its sample states, and what was asked for on it. Included after the headers of the screens, whose
// draw() it calls.

#include "tests/screens/screen_bench.hpp"

#include <variant>

namespace daohu::screens {}  // namespace daohu::screens

namespace daohu::testing {

template <class State, class Actions>
struct Shown {
    Bench bench;
    State state;
    Actions actions;

    Shown(State (*make)(Words&, gallery::Sample), gallery::Sample sample, kit::Size pixels = {1280, 800})
        : bench{.pixels = pixels}, state{make(bench.words, sample)} {
        bench.screen.show([this](kit::Kit& kit) { screens::draw(state, kit, actions); });
        bench.screen.settle();
    }
    template <class Action>
    Action only() {
        REQUIRE(actions.all().size() == 1);
        const auto* const action = std::get_if<Action>(&actions.all().front());
        REQUIRE(action != nullptr);
        const Action copy = *action;
        actions.clear();
        return copy;
    }
};

}  // namespace daohu::testing
