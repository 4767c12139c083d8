// SPDX-License-Identifier: Apache-2.0
#pragma once

// When the store's database cannot be opened or read any more: it is put aside, never deleted, and a new one is made
// from the mirror and from whatever of the old one can still be read. The rest comes from the server by pulling anew. On
// one thread, with nothing else open.

#include "core/journal/journal.hpp"
#include "core/vault/vault.hpp"

namespace daohu::journal {

struct RescueReport {
    std::filesystem::path put_aside;  // the damaged file
    std::size_t from_mirror = 0;
    std::size_t from_damaged = 0;  // entries that only the damaged file had
    std::size_t unreadable = 0;    // rows of it that could not be read
};

[[nodiscard]] Result<RescueReport> rescue_store(const vault::Vault& vault, vault::FileSystem& files, const Clock& clock,
                                                Entropy& entropy, WallTime build_time);

}  // namespace daohu::journal
