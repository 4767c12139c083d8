// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the mirror should hold and does not. On the thread of the database's connection.

#include "core/entry/entry.hpp"
#include "core/vault/database.hpp"

#include <unordered_set>
#include <vector>

namespace daohu::journal {

struct MissingEntry {
    entry::EntryId id;
    Hash256 hash;
};

// The entries of `device` that are not yet safe on the server's side and that a mirror with these entries lacks, chain by
// chain in order of sequence. Reads indexes only. not_found where the database has no journal yet.
[[nodiscard]] Result<std::vector<MissingEntry>> missing_in_mirror(vault::Database& database, DeviceId device,
                                                                  const std::unordered_set<Hash256>& mirrored);

}  // namespace daohu::journal
