// SPDX-License-Identifier: Apache-2.0
#pragma once

// A tablet whose files are damaged: what was found, what can be rescued, and what was. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class MendingStage : std::uint8_t {
    looking,  // at every page of the files
    found,    // what is wrong; nothing has been changed
    working,
    done,
    failed  // nothing was changed; `failure` says why
};

// What the rescue came to.
struct Mended {
    int from_copy = 0;     // records that the second copy had
    int from_file = 0;     // records that could be read from the damaged file
    bool is_shut = false;  // the damaged file could not be opened at all
    int unreadable = 0;    // rows of it that could not
    int drafts = 0;
    int shortened_drafts = 0;
    int lost_drafts = 0;
    bool are_drafts_unknown = false;  // which there were cannot be read
    std::vector<std::string> kept_files;
};

struct MendingState {
    MendingStage stage = MendingStage::looking;
    bool is_store_damaged = false;    // the file of records
    bool are_drafts_damaged = false;  // the file of open forms
    std::string failure;              // for people
    Mended mended;
};

struct StartMending {};
// To the tablet as it is now.
struct OpenMended {};

using MendingAction = std::variant<StartMending, OpenMended, GoBack>;
using MendingActions = ActionList<MendingAction>;

}  // namespace daohu::model
