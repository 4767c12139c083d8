// SPDX-License-Identifier: Apache-2.0
#pragma once

// What becomes of an entry that reached the county.
//
// Nothing well-signed is refused: it is stored, and either handed on in its stream or set aside with a reason. Idempotent
// by (id, hash). Writer's thread.

#include "sync/county/store.hpp"

#include <vector>

namespace daohu::county {

// An entry whose signatures were checked against its device's key.
struct VerifiedEntry {
    entry::SignedEntry entry;
    Bytes bytes;
};

// Reads and checks an entry's bytes before any transaction. Any thread.
//
// entry_unreadable (no entry at all, or larger than one may be), device_unknown, entry_signature.
[[nodiscard]] Result<VerifiedEntry> verify_entry(Store& store, Bytes bytes);

struct Arrival {
    DeviceId brought_by;
    std::int64_t received_at = 0;
};

// No person writes more in a day. A device that was not heard of for days may bring as much for each of them, by the
// server's clock. What is above it is kept and waits for the office.
inline constexpr std::uint64_t kDailyEntries = 3000;

// The office has looked at an entry that was set aside, for the reason it saw: it is handed on from now on. One that
// waited for others goes before its turn; the chain goes on past it when they come.
//
// not_found when the row is not held back, or not for this reason any more; entry_unreadable.
Result<void> release(StoreWriter& store, EntryRow row, wire::Standing standing);

// The standings of what was not accepted; entries known already are reported as they stand.
[[nodiscard]] Result<std::vector<wire::Judgement>> take_in(StoreWriter& store, const VerifiedEntry& entry,
                                                           const Arrival& arrival);

}  // namespace daohu::county
