// SPDX-License-Identifier: Apache-2.0
#include "sync/client/status.hpp"

namespace daohu::client {

RecordStatus SyncStatus::record(std::uint64_t sequence) const {
    const bool lacks_photos = photos.lacking.contains(sequence);
    if (const auto found = set_aside.find(sequence); found != set_aside.end()) {
        return {.state = RecordState::set_aside, .standing = found->second, .lacks_photos = lacks_photos};
    }
    const RecordState state = sequence <= delivery.safe && !lacks_photos ? RecordState::safe
                              : sequence <= delivery.acknowledged        ? RecordState::delivered
                                                                         : RecordState::waiting;
    return {.state = state, .standing = wire::Standing::accepted, .lacks_photos = lacks_photos};
}

SyncStatus StatusBoard::snapshot() const {
    const std::lock_guard lock{m_mutex};
    return m_status;
}

}  // namespace daohu::client
