// SPDX-License-Identifier: Apache-2.0
#pragma once

// Handing on at once what was set aside of one device: months of work that came in one day, or a tablet that was revoked by
// mistake. One thread, with the store to oneself.

#include "sync/county/county_pen.hpp"
#include "sync/county/office.hpp"

namespace daohu::county {

// How many, in transactions that others get between. After an error those before it are handed on.
//
// invalid_argument for what cannot be handed on like this: `accepted`, and what waits for others or forked; the codes of
// release and of the store.
[[nodiscard]] Result<std::size_t> release_all(Store& store, Office& office, DeviceId device, wire::Standing standing,
                                              CountyPen* pen);

}  // namespace daohu::county
