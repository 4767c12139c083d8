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
#include <vector>

namespace daohu::model {

enum class UnlockStage : std::uint8_t {
    waiting,             // for the passphrase
    deriving,            // the key is being derived; about a second
    wrong,               // the last one was wrong; `tries_left` says how many remain
    preparing_practice,  // an invented village is being made; some seconds
    sealed,              // too many wrong tries: the county must help; nothing is deleted
    broken               // the store cannot be opened; `failure` says why
};

// Who may open it. Numbers, no names: this is shown to whoever holds the tablet.
struct UnlockPerson {
    std::string id;     // of the slot
    std::string label;  // "2"
};

struct UnlockState {
    UnlockStage stage = UnlockStage::waiting;
    std::string village;
    std::string coordinator;
    int tries_left = 10;
    int unsent = 0;       // finished records without a receipt, all still there
    std::string failure;  // for people
    std::vector<UnlockPerson> people{};
    std::string chosen{};  // of them; the only one where there is one
};

struct SubmitPassphrase {
    std::string passphrase;
};

struct ChooseUnlockPerson {
    std::string id;
};
// It is sealed: the county's office has to help.
struct AskCounty {};

using UnlockAction = std::variant<SubmitPassphrase, ChooseUnlockPerson, AskCounty>;
using UnlockActions = ActionList<UnlockAction>;

}  // namespace daohu::model
