// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a device says it replaces without having seen it (docs/decisions/0017-what-a-device-has-seen.md). Whoever knows
// how ids are made could name every value of a village, those to come included; the server knows what it gave to whom,
// says which of these edges are blind, and no fold counts them. On the writer's thread.

#include "sync/county/county_pen.hpp"

namespace daohu::county {

// A server that was restored from a backup, which begins a later epoch, does not know any more what it gave.
inline constexpr wire::ServerEpoch kEpochThatKnows = 1;

// Before the commit, for what this transaction has put into streams: publishes the county's verdicts, each in the stream of
// the entry it is about. Nothing without a pen, or after kEpochThatKnows.
Result<void> judge_edges(const Store& store, StoreWriter& writer, CountyPen* pen);

}  // namespace daohu::county
