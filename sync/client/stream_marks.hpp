// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is known of the county's hold on an entry, and how a stream is begun anew. Private to sync/client; on the store's
// thread.

#include "core/journal/reader.hpp"
#include "core/registry/recorder.hpp"

namespace daohu::client {

// Some stream of the county has it, so the county does.
[[nodiscard]] Result<bool> is_placed(vault::Database& database, std::uint64_t ordinal);

// Whether the county has an own entry in a backup, as far as this tablet knows.
[[nodiscard]] Result<bool> is_in_backup(registry::Recorder& recorder, const journal::StoredEntry& stored);

// Whether some photograph that this own entry names has not been brought to the county yet.
[[nodiscard]] Result<bool> has_files_to_bring(registry::Recorder& recorder, const entry::SignedEntry& entry);

// Within a transaction: the stream is pulled from its beginning the next time, whatever is missing here of its entries.
// The county does not send an incarnation its own entries; for those another one has to begin.
Result<void> forget_stream(vault::Database& database, StreamId stream);

}  // namespace daohu::client
