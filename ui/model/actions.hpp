// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a person asked for during one frame. A screen appends, the composition carries out afterwards. UI thread.
//
// Kept and cleared by the composition, so that a frame in which nothing happens allocates nothing.

#include <utility>
#include <vector>

namespace daohu::model {

template <class Action>
class ActionList {
public:
    void add(Action action) { m_actions.push_back(std::move(action)); }

    [[nodiscard]] bool empty() const { return m_actions.empty(); }
    [[nodiscard]] const std::vector<Action>& all() const { return m_actions; }
    void clear() { m_actions.clear(); }

private:
    std::vector<Action> m_actions;
};

}  // namespace daohu::model
