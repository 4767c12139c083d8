// SPDX-License-Identifier: Apache-2.0
#pragma once

// Copies of the store for a day when the machine is lost, and what is done on that day (sync.md, failure 28). One thread.
//
// A backup holds the store's files, encrypted as they are, the sealed photographs, and nothing of the folder's keys: those are kept apart from
// it. After a restore the server is in a new epoch. Tablets that see it forget their cursors and offer again whatever is
// not in a backup; nothing that one of them still holds is lost.

#include "sync/county/folder.hpp"
#include "sync/county/store.hpp"

#include <chrono>
#include <filesystem>

namespace daohu::county {

// Copies the store and the photographs into an empty or new folder while the server may go on, then tells every chain that what it has
// acknowledged is safe: `target` must be on another machine, or go there at once.
//
// county_exists when there is a backup in the folder already; io_failed, disk_full, and the codes of the store.
Result<void> back_up(const Folder& folder, Store& store, const std::filesystem::path& target);

// Puts a backup in the place of the store; what was there is kept beside it. Photographs that are here stay. The server must not be running.
//
// not_found without a backup in `source`; database_busy while the server runs; the codes of the store: a backup of another county does not open.
Result<void> restore(const Folder& folder, const std::filesystem::path& source, std::chrono::sys_seconds now);

}  // namespace daohu::county
