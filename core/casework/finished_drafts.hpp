// SPDX-License-Identifier: Apache-2.0
#pragma once

// Which drafts have become entries. Noted in the transaction that saves the entry, so that a draft whose removal was cut
// off is never finished a second time. On the thread of the connection it is given.

#include "core/base/id.hpp"
#include "core/vault/transaction.hpp"

#include <vector>

namespace daohu::casework {

Result<void> make_finished_drafts_table(vault::Database& store);
Result<void> note_finished_draft(vault::Transaction& transaction, DraftId draft);
[[nodiscard]] Result<std::vector<DraftId>> finished_drafts(vault::Database& store);
// Once the drafts are gone from their own file.
Result<void> forget_finished_drafts(vault::Database& store, const std::vector<DraftId>& drafts);

}  // namespace daohu::casework
