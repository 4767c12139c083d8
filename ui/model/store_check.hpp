// SPDX-License-Identifier: Apache-2.0
#pragma once

// The weekly look at the files of a tablet, and what it came to. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace daohu::model {

enum class CheckStage : std::uint8_t {
    rest,
    running,
    sound,
    damaged,
    failed  // it could not be finished; `failure` says why, and it is tried again
};

struct StoreCheckState {
    SyncBadge badge;
    CheckStage stage = CheckStage::rest;
    bool is_recent = false;  // nothing wrong was found within a week
    std::string failure;     // for people
};

struct CheckStore {};
// Close the tablet and mend it.
struct MendStore {};

using StoreCheckAction = std::variant<CheckStore, MendStore, GoBack, OpenSync>;
using StoreCheckActions = ActionList<StoreCheckAction>;

}  // namespace daohu::model
