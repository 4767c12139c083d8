// SPDX-License-Identifier: Apache-2.0
#pragma once

// How far the journal was looked through, for files to carry or for the county's orders. Private to sync/client; on the
// store's thread.

#include "core/journal/reader.hpp"
#include "core/registry/recorder.hpp"

namespace daohu::client {

enum class Scan : std::uint8_t { files, orders };

// The entries after the last one that was looked at, `most` of them; none: all were.
[[nodiscard]] Result<std::vector<journal::StoredEntry>> entries_to_scan(registry::Recorder& recorder, Scan scan,
                                                                        std::uint64_t most);

// Within a transaction: everything up to this entry was looked at.
Result<void> note_scanned(vault::Database& database, Scan scan, std::uint64_t ordinal);

}  // namespace daohu::client
