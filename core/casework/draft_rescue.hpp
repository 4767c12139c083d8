// SPDX-License-Identifier: Apache-2.0
#pragma once

// When the file of forms that are being filled in is damaged: a new one is made of every draft of it that can still be
// read, each up to the first answer that cannot, and takes its place. A draft that the list has lost is found by its
// answers. The damaged file is put aside, never deleted. On one thread, with nothing else open.

#include "core/base/clock.hpp"
#include "core/vault/vault.hpp"

namespace daohu::casework {

struct DraftRescueReport {
    std::filesystem::path put_aside;  // the damaged file
    std::size_t whole = 0;            // drafts
    std::size_t shortened = 0;        // drafts without their last answers
    std::size_t unreadable = 0;       // drafts of which there is a name only
    bool is_list_lost = false;        // there may have been more, of which there is not even a name
};

// A draft of which nobody can read any more when it was written counts as written at `now`. On failure, or after a cut, the
// damaged file is where it was, and the rescue can be begun again. The codes of Database::open and DraftStore::create.
[[nodiscard]] Result<DraftRescueReport> rescue_drafts(const vault::Vault& vault, vault::FileSystem& files,
                                                      WallTime now);

// Before the drafts are opened: puts the new file in its place where a cut came after the old one had been put aside.
Result<void> finish_draft_rescue(const vault::Vault& vault, vault::FileSystem& files);

}  // namespace daohu::casework
