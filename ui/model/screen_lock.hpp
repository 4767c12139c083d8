// SPDX-License-Identifier: Apache-2.0
#pragma once

// The lock of a tablet that was laid aside: six digits open it again, five wrong tries close it until the passphrase is
// given. UI thread.
//
// The digits are never part of a state; each leaves the screen as it is struck, and its receiver wipes them.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace daohu::model {

enum class LockStage : std::uint8_t {
    waiting,   // for digits
    checking,  // the six are being checked
    wrong,     // they were; `tries_left` says how many remain
    closed     // too many: the passphrase is needed, nothing is lost
};

struct ScreenLockState {
    Moment now;
    LockStage stage = LockStage::waiting;
    std::string coordinator;
    int typed = 0;  // digits so far
    int tries_left = 5;
    int unsent = 0;
    bool has_draft = false;  // an open form waits behind the lock, unchanged
};

struct TypePinDigit {
    std::uint8_t digit;  // 0 to 9
};
struct ErasePinDigit {};
// Give the passphrase instead.
struct UsePassphrase {};

using ScreenLockAction = std::variant<TypePinDigit, ErasePinDigit, UsePassphrase>;
using ScreenLockActions = ActionList<ScreenLockAction>;

}  // namespace daohu::model
