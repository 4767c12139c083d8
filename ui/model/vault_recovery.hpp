// SPDX-License-Identifier: Apache-2.0
#pragma once

// The way back into a tablet that nobody can open any more: a request goes to the county's office, an answer comes back,
// a new passphrase is set. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/secret.hpp"

#include <string>
#include <variant>

namespace daohu::model {

enum class RecoveryStage : std::uint8_t {
    impossible,  // the county's key was never put into this vault
    asking,      // the request can be written, an answer read
    answered     // the county's answer is here: a new passphrase opens the vault
};

struct VaultRecoveryState {
    RecoveryStage stage = RecoveryStage::asking;
    bool has_stick = false;
    std::string request_file;  // on the stick, once it is written
    std::string answer_file;   // what the office has to put there
    std::string failure;       // for people
    SecretForm form{.asks_current = false, .failure = {}};
};

struct WriteRecoveryRequest {};
struct ReadRecoveryAnswer {};

using VaultRecoveryAction = std::variant<WriteRecoveryRequest, ReadRecoveryAnswer, TypeSecret, KeepSecret, GoBack>;
using VaultRecoveryActions = ActionList<VaultRecoveryAction>;

}  // namespace daohu::model
