// SPDX-License-Identifier: Apache-2.0
#pragma once

// The Sync screen: the state of every record, in words that are true. UI thread.

#include "ui/model/actions.hpp"
#include "ui/model/status.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace daohu::model {

struct SyncProgress {
    int done = 0;
    int total = 0;
};

struct StorageUse {
    std::uint64_t used_bytes = 0;  // by this app
    std::uint64_t free_bytes = 0;  // on the tablet
};

// Photographs that do not go over the link that there is.
struct WaitingPhotos {
    enum class For : std::uint8_t { wifi, unknown_link, word };

    int count = 0;
    For what = For::wifi;
};

struct SyncState {
    SyncBadge badge;
    std::vector<Tab> tabs{Tab::today, Tab::households, Tab::drafts, Tab::sync, Tab::more};
    Moment now;
    std::optional<SyncProgress> progress;  // while syncing
    std::optional<Moment> last_success;    // absent: never yet
    std::optional<Moment> last_attempt;    // of a person or by itself
    std::string failure;                   // why the last attempt failed and what to do, for people; else empty
    std::vector<Notice> notices;           // of what somebody should see to; the worst first
    std::optional<WaitingPhotos> photos;   // absent: none wait for anything but their turn
    std::vector<RecordRow> records;        // newest first
    std::optional<StorageUse> storage;
};

struct SyncNow {};
// Those that wait, over whatever link there is.
struct SendPhotos {};

using SyncAction = std::variant<SyncNow, SendPhotos, OpenRecord, OpenTab>;
using SyncActions = ActionList<SyncAction>;

}  // namespace daohu::model
