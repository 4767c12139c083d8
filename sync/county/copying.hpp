// SPDX-License-Identifier: Apache-2.0
#pragma once

// Copies of the store's files and of the shelves with photographs, for backups. Private to sync/county; any thread.

#include "core/base/result.hpp"
#include "core/vault/database.hpp"
#include "core/vault/files.hpp"

#include <filesystem>
#include <set>
#include <string>

namespace daohu::county {

inline constexpr const char* kStoreFile = "county.db";
// Of folders beside the store: what a restore has put aside.
inline constexpr const char* kReplacedPrefix = "replaced-";

// A store's file and its log as they are now, into a folder that is there: whoever sees the file in the copy sees all of
// it. Nobody may have it open. disk_full, io_failed.
Result<void> copy_store(vault::FileSystem& files, const std::filesystem::path& from, const std::filesystem::path& to);
// The same of a store that this process and others have open, through one of its connections. Nobody may write meanwhile.
Result<void> copy_open_store(vault::FileSystem& files, vault::Database& store, const std::filesystem::path& to);

// Every whole file that is not there yet of every shelf but the carriers', without those of these names. Files never
// change, so that one which is there is the same. A shelf or file that cannot be read is an error, never passed over.
//
// disk_full, io_failed: what was copied stays.
Result<void> copy_shelves(vault::FileSystem& files, const std::filesystem::path& from, const std::filesystem::path& to,
                          const std::set<std::string>& but_not = {});

}  // namespace daohu::county
