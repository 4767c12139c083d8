// SPDX-License-Identifier: Apache-2.0
#pragma once

// What whoever unlocked the tablet wrote on it, entry by entry, as rows. UI thread.

#include "platform/daohu/pages/page.hpp"
#include "ui/model/status.hpp"

#include <map>
#include <vector>

namespace daohu {

struct OwnActs {
    std::vector<model::RecordRow> rows;         // the newest first
    std::map<model::RowId, EntityId> subjects;  // what each is about, where that is known

    // Leads to what the row is about.
    void open(model::RowId row, Guide& guide) const;
};

// At most `limit`.
[[nodiscard]] Result<OwnActs> own_acts_of(const PageParts& parts, std::size_t limit);

}  // namespace daohu
