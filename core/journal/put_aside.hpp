// SPDX-License-Identifier: Apache-2.0
#pragma once

// Database files that could not be read any more and stand beside their successor, under names of their own. On the
// thread of the writing connection.

#include "core/vault/files.hpp"

namespace daohu::journal {

// Under a name that is free: store.db.damaged-1, -2... The log goes with the file. After a cut the file may have gone
// without its log: the next call puts the log aside under the next name.
[[nodiscard]] Result<std::filesystem::path> put_aside(vault::FileSystem& files, const std::filesystem::path& database);

// Every file that was put aside for this database. They open with its key and hold what was dropped from it since.
Result<void> remove_put_aside(vault::FileSystem& files, const std::filesystem::path& database);

}  // namespace daohu::journal
