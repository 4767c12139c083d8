// SPDX-License-Identifier: Apache-2.0
#pragma once

// Who is found by what was typed, by looking at everybody: what the search index is held against. Shares no code with
// core/registry. One thread.

#include "tests/bench/county_data.hpp"

#include <set>

namespace daohu::bench {

class BruteSearch {
public:
    void add(const MadeUpPerson& person);
    // Characters or letters of a name, or the end of a number; of one village where asked.
    [[nodiscard]] std::set<EntityId> find(std::string_view typed, const std::optional<StreamId>& village) const;

private:
    struct Known {
        MadeUpPerson person;
        std::u32string name;
    };

    [[nodiscard]] bool sounds_like(const std::u32string& name, std::string_view typed) const;

    std::vector<Known> m_persons;
};

}  // namespace daohu::bench
