// SPDX-License-Identifier: Apache-2.0
#pragma once

// A passphrase is set: another one in place of the present one, that of one more person on this tablet, or a new one after
// the county has opened a sealed tablet. UI thread.
//
// What is typed is never part of a state; it leaves the screen in one action and is wiped by its receiver.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace daohu::model {

enum class SecretField : std::uint8_t { current, next, again };
enum class SecretStage : std::uint8_t {
    typing,
    working,  // keys are being derived, a few seconds
    failed    // `failure` says why; what was typed is gone
};

// The fields of any screen on which one is set.
struct SecretForm {
    bool asks_current = true;
    bool has_current = false;
    bool has_next = false;
    bool has_again = false;
    SecretStage stage = SecretStage::typing;
    std::string failure;  // for people
};

enum class SecretPurpose : std::uint8_t { change, new_person };

struct SecretState {
    SyncBadge badge;
    SecretPurpose purpose = SecretPurpose::change;
    SecretForm form;
};

struct TypeSecret {
    SecretField field;
    std::string text;
};
struct KeepSecret {};

using SecretAction = std::variant<TypeSecret, KeepSecret, GoBack, OpenSync>;
using SecretActions = ActionList<SecretAction>;

}  // namespace daohu::model
