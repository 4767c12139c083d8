// SPDX-License-Identifier: Apache-2.0
#pragma once

// Numbered schema changes, each room its own list in a shared file. On the database's thread.
//
// Only derived tables may change shape, because they can be rebuilt; the journal's tables are frozen. A step is one
// transaction in which the version is raised last, so a cut in the middle leaves the version before it.

#include "core/vault/database.hpp"

#include <span>
#include <string_view>

namespace daohu::vault {

struct Schema {
    std::string_view room;                    // "journal", "registry", ...
    std::span<const std::string_view> steps;  // literal SQL; step i leads from version i to i + 1, never edited later
};

// Brings the room's tables to the newest version; does nothing where they are there. database_newer, with nothing
// changed, when a newer program has written this file.
Result<void> migrate(Database& database, const Schema& schema);

// 0 where the room has no tables yet.
[[nodiscard]] Result<std::size_t> schema_version(Database& database, std::string_view room);

}  // namespace daohu::vault
