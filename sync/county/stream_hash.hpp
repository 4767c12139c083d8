// SPDX-License-Identifier: Apache-2.0
#pragma once

// The number by which the county and its tablets notice that they differ about a stream (core/registry/stream_state.hpp),
// folded anew from the stream's entries: work in proportion to the stream. Any thread.

#include "core/journal/county_devices.hpp"
#include "core/registry/schema.hpp"
#include "sync/county/store.hpp"

namespace daohu::county {

// All zero for a stream without entries. `county`: whose verdicts on edges the tablets believe.
[[nodiscard]] Result<Hash256> fold_stream_hash(Store& store, StreamId stream, const registry::SchemaSet& schemas,
                                               const journal::CountyDevices& county = {});

}  // namespace daohu::county
