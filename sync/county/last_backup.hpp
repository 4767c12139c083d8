// SPDX-License-Identifier: Apache-2.0
#pragma once

// When this county was copied last, for whoever watches it. A small file of its folder: it is not in the backups, so a
// county that was restored elsewhere knows of none. One process at a time writes.

#include "sync/county/folder.hpp"

#include <chrono>
#include <optional>

namespace daohu::county {

// `begun`: what came later may not be in it. The codes of writing a file.
Result<void> note_backup(const Folder& folder, std::chrono::sys_seconds begun);
// Nothing where none was made, or the file says no time.
[[nodiscard]] std::optional<std::chrono::sys_seconds> last_backup(const Folder& folder);

}  // namespace daohu::county
