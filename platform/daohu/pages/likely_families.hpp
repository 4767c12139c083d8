// SPDX-License-Identifier: Apache-2.0
#pragma once

// Families that the one about to be made may be, to be looked at first: opened, or passed over. UI thread.

#include "core/casework/read/households.hpp"
#include "ui/kit/kit.hpp"
#include "ui/text/words.hpp"

#include <optional>
#include <string>
#include <vector>

namespace daohu {

class LikelyFamilies {
public:
    // The likeliest of them; nothing is shown where there are none.
    void show(std::vector<casework::LikelyHousehold> families, Words& words);
    [[nodiscard]] bool is_shown() const { return !m_families.empty(); }

    struct Answer {
        bool is_new = false;                // none of them: make it
        std::optional<EntityId> household;  // look at this one
    };
    [[nodiscard]] Answer draw(kit::Kit& kit);

private:
    std::vector<EntityId> m_families;
    std::vector<std::string> m_rows;  // what stands in them
};

}  // namespace daohu
