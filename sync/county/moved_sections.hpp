// SPDX-License-Identifier: Apache-2.0
#pragma once

// What a stream carries of an entry when somebody in it has moved to another village: sections about those who live in the
// stream's village, and no others. Any thread; with a StoreWriter on the writer's.

#include "sync/county/store.hpp"

#include <functional>
#include <optional>
#include <set>

namespace daohu::county {

// The stream of the village to which a subject has moved; nothing for one who never did.
using HomeOf = std::function<Result<std::optional<StreamId>>(EntityId)>;

// Withholds what `stream` does not carry. What is said about nobody in particular stays in the stream for which it was
// written while anybody whom the entry is about is there, and follows those who moved only where all of them did. True
// when anything was taken out.
[[nodiscard]] Result<bool> withhold_moved(entry::SignedEntry& entry, StreamId stream, const HomeOf& home_of);

// Streams, other than the one it was written for, to which somebody has moved whom the entry is about.
[[nodiscard]] Result<std::set<StreamId>> streams_moved_to(StoreWriter& store, const entry::Header& header);

// An entry that was just put into the stream it was written for: whoever wrote it may not have known that a household has
// moved. It is given a place where they live now, with what it creates, when it is about nobody else.
Result<void> follow_moves(StoreWriter& store, const entry::SignedEntry& entry, EntryRow row);

// Puts the entry into the stream of a household that has moved there, and its photographs within reach.
Result<void> place_with_household(StoreWriter& store, const entry::SignedEntry& entry, EntryRow row, StreamId stream);

}  // namespace daohu::county
