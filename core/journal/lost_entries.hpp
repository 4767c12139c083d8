// SPDX-License-Identifier: Apache-2.0
#pragma once

// Entries of this device that neither this journal nor the server has, with later ones behind them: a page went bad, and
// the mirror did not have them either. While nobody says so, the server holds the later ones back. On the thread of the
// database's connection.

#include "core/entry/administrative.hpp"
#include "core/vault/database.hpp"

#include <vector>

namespace daohu::journal {

// Holes in the lives of `device` that are not declared yet, each with the hash of its last entry as the one behind it
// tells. The mirror has been read by then (Journal::open). not_found where the database has no journal yet.
[[nodiscard]] Result<std::vector<entry::Gap>> undeclared_gaps(vault::Database& database, DeviceId device);

}  // namespace daohu::journal
