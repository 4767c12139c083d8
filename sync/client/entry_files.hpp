// SPDX-License-Identifier: Apache-2.0
#pragma once

// The sealed files that entries name. Private to sync/client; any thread.

#include "core/entry/entry.hpp"
#include "sync/client/sync_files.hpp"

#include <vector>

namespace daohu::client {

// Every file that a section attaches, as far as it can be read here: nothing of one that is erased, withheld or sealed.
[[nodiscard]] std::vector<SealedFile> files_in(const entry::SignedEntry& entry, std::size_t section);
// Of all sections.
[[nodiscard]] std::vector<SealedFile> files_in(const entry::SignedEntry& entry);
// Of all sections, on the shelf of another stream than the one the entry was written for.
[[nodiscard]] std::vector<SealedFile> files_in(const entry::SignedEntry& entry, StreamId shared_through);

}  // namespace daohu::client
