// SPDX-License-Identifier: Apache-2.0
#pragma once

// The first page of a tablet that is not there yet: whoever works on it first chooses a passphrase. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/secret.hpp"

#include <variant>

namespace daohu::model {

struct NewTabletState {
    SecretForm form{.asks_current = false, .failure = {}};
};

using NewTabletAction = std::variant<TypeSecret, KeepSecret>;
using NewTabletActions = ActionList<NewTabletAction>;

}  // namespace daohu::model
