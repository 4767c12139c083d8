// SPDX-License-Identifier: Apache-2.0
#pragma once

// When the store's database cannot be opened or read any more: a new one is made from the mirror and from whatever of the
// old one can still be read, and takes its place. The old one is put aside; it goes when something is dropped from the new
// one for good (Journal::finish_dropping). The rest comes from the server by pulling anew. On one thread, with nothing
// else open.

#include "core/journal/journal.hpp"
#include "core/vault/vault.hpp"

namespace daohu::journal {

struct RescueReport {
    std::filesystem::path put_aside;  // the damaged file; empty where there was none
    std::size_t from_mirror = 0;
    std::size_t from_damaged = 0;     // entries that only the damaged file had
    std::size_t unreadable = 0;       // rows of it that could not be read
    std::optional<Error> not_opened;  // why none of its rows could be read
    [[nodiscard]] bool is_whole() const { return unreadable == 0 && !not_opened; }
};

// On failure, or after a cut, the damaged file is where it was, and the rescue can be begun again.
[[nodiscard]] Result<RescueReport> rescue_store(const vault::Vault& vault, vault::FileSystem& files, const Clock& clock,
                                                Entropy& entropy, WallTime build_time);

// Before the store is opened: puts the new database in its place where a cut came after the old one had been put aside.
Result<void> finish_rescue(const vault::Vault& vault, vault::FileSystem& files);

}  // namespace daohu::journal
