// SPDX-License-Identifier: Apache-2.0
#pragma once

// Every projector of casework, owned in one place: what a store of a tablet, a tool or a test is opened with. Built
// once; the registry it is given to must not outlive it. The projectors are pure: the store thread calls them.

#include "core/registry/projector.hpp"

#include <memory>
#include <vector>

namespace daohu::casework {

class ProjectorSet {
public:
    ProjectorSet();

    [[nodiscard]] registry::Projectors all() const { return m_all; }

private:
    template <class Made, class... Arguments>
    void add(Arguments&&... arguments) {
        m_owned.push_back(std::make_unique<const Made>(std::forward<Arguments>(arguments)...));
        m_all.push_back(m_owned.back().get());
    }

    std::vector<std::unique_ptr<const registry::Projector>> m_owned;
    std::vector<const registry::Projector*> m_all;
};

}  // namespace daohu::casework
