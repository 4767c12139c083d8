// SPDX-License-Identifier: Apache-2.0
#pragma once

// What sync shows of itself: the sync thread writes, anybody reads a copy. What survives a restart (how far the server
// has this device's entries, the last success) is read from the journal's delivery marks, not from here.

#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "core/journal/delivery.hpp"
#include "sync/client/sync_files.hpp"
#include "sync/wire/messages.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

namespace daohu::client {

enum class SyncPhase : std::uint8_t { idle, connecting, pushing, pulling, files, waiting };

// What became of one own entry, by its sequence number.
enum class RecordState : std::uint8_t {
    waiting,    // here only
    delivered,  // on the county's disk
    safe,       // and in a backup elsewhere, and its photographs are with the county
    set_aside,  // on the county's disk, not handed on; the standing says why
};

struct RecordStatus {
    RecordState state = RecordState::waiting;
    wire::Standing standing = wire::Standing::accepted;
    bool lacks_photos = false;  // the county does not have all that it names
};

struct SyncStatus {
    SyncPhase phase = SyncPhase::idle;
    // Of the last talk. A revoked tablet brings what it has and gets nothing.
    wire::DeviceStanding standing = wire::DeviceStanding::active;
    std::optional<ErrorCode> last_error;  // of the last attempt; none after a success
    std::optional<WallTime> last_success;
    IncarnationId incarnation;
    std::uint64_t last = 0;  // the newest own entry
    journal::Delivery delivery;
    std::map<std::uint64_t, wire::Standing> set_aside;  // of the current incarnation
    OwnPhotos photos;                                   // as they were when the last talk began, or has ended
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_received = 0;
    // How far this device's clock was ahead of the county's when it was greeted last; negative: behind.
    std::optional<std::chrono::milliseconds> clock_ahead;
    // The county speaks a later version of the protocol: another program is there to be had.
    bool is_program_old = false;
    // The county does not know any more what it had promised, and does not say that it was restored: somebody put an old
    // copy in its place. Nothing is given up until that is cleared up.
    bool has_county_gone_back = false;

    [[nodiscard]] RecordStatus record(std::uint64_t sequence) const;
    [[nodiscard]] std::uint64_t waiting() const {
        return last > delivery.acknowledged ? last - delivery.acknowledged : 0;
    }
};

class StatusBoard {
public:
    [[nodiscard]] SyncStatus snapshot() const;

    template <class Change>
    void update(Change change) {
        const std::lock_guard lock{m_mutex};
        change(m_status);
    }

private:
    mutable std::mutex m_mutex;
    SyncStatus m_status;
};

}  // namespace daohu::client
