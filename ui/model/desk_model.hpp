// SPDX-License-Identifier: Apache-2.0
#pragma once

// What waits at the township's desk, in words. UI thread.

#include "core/casework/act_views.hpp"
#include "core/casework/case_list.hpp"
#include "core/casework/read/deadlines.hpp"
#include "core/casework/read/doubles.hpp"
#include "ui/model/desk.hpp"
#include "ui/model/rules_model.hpp"

#include <span>

namespace daohu::model {

// A discovery that nobody has closed.
struct OpenDiscovery {
    casework::CaseLine line;
    std::string state;  // code
};

// One tablet that wrote something.
struct KnownDevice {
    DeviceId device;
    std::uint64_t entries = 0;
    std::optional<Moment> last;
    bool is_own = false;
    std::vector<std::string> holders;  // names of workers with whom it stands
};

// All of it, the most pressing first.
struct DeskMatters {
    std::vector<OpenDiscovery> discoveries;
    std::vector<casework::ReferralLine> referrals;  // closed ones are not among them
    std::vector<casework::LikelyDouble> doubles;
    std::vector<casework::Merged> merged;
    std::vector<casework::Deadline> deadlines;  // clocks of discoveries, and names to be checked
    std::vector<KnownDevice> devices;
};

// Of both: one person may stand in several pairs.
[[nodiscard]] RowId row_id(const casework::LikelyDouble& pair);

// Counts of every page, rows of the one that `state` shows.
void fill_desk(DeskState& state, const DeskMatters& matters, WallTime now, const NameHousehold& name,
               const Vocabulary& words);

}  // namespace daohu::model
