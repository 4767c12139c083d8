// SPDX-License-Identifier: Apache-2.0
#pragma once

// One invented family over two years: who it is, what it has, who came to see it and what happened. Private to
// core/casework/demo; one thread.

#include "core/casework/demo/demo_draft.hpp"
#include "core/casework/demo/demo_words.hpp"

#include <optional>

namespace daohu::casework {

// Where and under whom a family lives.
struct DemoVillage {
    std::string division;  // twelve digits
    std::string township;  // the first nine of them
    StreamId stream;
    EntityId worker;
    std::size_t tablet = 0;
    double latitude = 0;  // of its middle, in a lake nobody lives in
    double longitude = 0;
};

struct DemoSetting {
    const DemoWords& words;
    std::string pack;
    std::int64_t pack_version = 1;
    Date first;  // of the history
    Date today;
};

// Adds what was handed in about the family, the first visit first. not_found for a kind of words that is missing.
Result<void> add_demo_family(const DemoSetting& setting, const DemoVillage& village, DemoChance& chance,
                             std::vector<DemoEvent>& events);

}  // namespace daohu::casework
