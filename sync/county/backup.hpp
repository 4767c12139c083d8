// SPDX-License-Identifier: Apache-2.0
#pragma once

// Copies of the store for a day when the machine is lost, and what is done on that day. One thread.
//
// A backup holds the store's files, encrypted as they are, the sealed photographs, and nothing of the folder's keys:
// those are kept apart from it. After a restore the server is in a new epoch. Tablets that see it forget their cursors
// and offer again whatever is not in a backup; nothing that one of them still holds is lost.

#include "core/vault/files.hpp"
#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <chrono>
#include <filesystem>

namespace daohu::county {

// Copies the store and the photographs into an empty or new folder while the server may go on, then tells every chain that what it has
// acknowledged is safe: `target` must be on another machine, or go there at once. Every photograph that was whole when a
// chain's last safe entry was acknowledged is in it.
//
// invalid_argument inside the county's own folder; county_exists when there is a backup in the folder already; io_failed (a
// shelf or a photograph that cannot be read too: then nothing is called safe), disk_full, and the codes of the store.
Result<void> back_up(const Folder& folder, Store& store, const std::filesystem::path& target);

// Puts a backup in the place of the store; what was there is kept beside it, as `replaced-<seconds>`. Photographs that are
// here stay. The server must not be running.
//
// The backup is copied beside the store, checked and given its new epoch there, and only then put in its place. Whatever
// fails or is cut off before that leaves the store as it was; a cut between the two renames leaves no store at all, which
// nothing opens until the restore is done again.
//
// not_found without a backup in `source`; database_busy while the server runs; the codes of the store: database_key_wrong
// for a backup of another county, database_damaged for one that is not whole, database_foreign for one without a store.
Result<void> restore(const Folder& folder, const std::filesystem::path& source, std::chrono::sys_seconds now);
Result<void> restore(const Folder& folder, const std::filesystem::path& source, std::chrono::sys_seconds now,
                     vault::FileSystem& files);

}  // namespace daohu::county
