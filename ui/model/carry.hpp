// SPDX-License-Identifier: Apache-2.0
#pragma once

// Carrying records on a stick where no network will come for days: what is on the tablet only, what was carried, and
// whether it arrived. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

enum class CarryStage : std::uint8_t { idle, writing, written, reading, read, failed };

struct CarryMedium {
    std::string name;  // as the system calls it
    std::uint64_t free_bytes = 0;
};

struct CarryState {
    Moment now;
    SyncBadge badge;
    CarryStage stage = CarryStage::idle;
    std::optional<CarryMedium> medium;  // none is plugged in
    int unacknowledged = 0;             // records without a receipt: they go onto the stick
    std::uint64_t bytes = 0;            // they will take
    int done = 0;                       // while writing or reading, of `total`
    int total = 0;
    std::optional<Moment> last_carried;  // written and verified; no receipt yet
    std::string outcome;                 // of the last writing or reading, for people; may be empty
};

struct WriteStick {};
struct ReadStick {};

using CarryAction = std::variant<WriteStick, ReadStick, GoBack, OpenSync>;
using CarryActions = ActionList<CarryAction>;

}  // namespace daohu::model
