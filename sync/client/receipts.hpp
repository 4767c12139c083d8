// SPDX-License-Identifier: Apache-2.0
#pragma once

// Believes a receipt of the county or not, and notes what it promises. Whether it answers the request that was asked is
// for the caller. Private to sync/client; the sync thread.

#include "sync/client/sync_store.hpp"
#include "sync/wire/enrolment.hpp"

namespace daohu::client {

// Entries that became acknowledged by it; `position` is kept up to date.
//
// sync_receipt_invalid (for somebody else, or not signed by the county); sync_forked (the county knows this chain
// differently: a new incarnation has begun); the codes of the store.
[[nodiscard]] Result<std::uint64_t> take_receipt(const wire::Receipt& receipt, const wire::Grant& grant,
                                                 SyncStore& store, StorePosition& position);

}  // namespace daohu::client
