// SPDX-License-Identifier: Apache-2.0
#pragma once

// The vault lock: the passphrase opens the data. UI thread.
//
// The passphrase itself is never part of a state; it leaves the screen in one action and is wiped by its receiver.

#include "ui/model/actions.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace daohu::model {

enum class UnlockStage : std::uint8_t {
    waiting,   // for the passphrase
    deriving,  // the key is being derived; about a second
    wrong,     // the last one was wrong; `tries_left` says how many remain
    sealed,    // too many wrong tries: the county must help; nothing is deleted
    broken     // the store cannot be opened; `failure` says why
};

struct UnlockState {
    UnlockStage stage = UnlockStage::waiting;
    std::string village;
    std::string coordinator;
    int tries_left = 10;
    int unsent = 0;       // finished records without a receipt, all still there
    std::string failure;  // for people
};

struct SubmitPassphrase {
    std::string passphrase;
};

using UnlockAction = std::variant<SubmitPassphrase>;
using UnlockActions = ActionList<UnlockAction>;

}  // namespace daohu::model
