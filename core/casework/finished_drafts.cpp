// SPDX-License-Identifier: Apache-2.0
#include "core/casework/finished_drafts.hpp"

#include "core/vault/migrations.hpp"

#include <array>

namespace daohu::casework {

namespace {

constexpr std::array<std::string_view, 1> kSteps = {
    "CREATE TABLE finished_draft(draft BLOB PRIMARY KEY NOT NULL) WITHOUT ROWID"};
constexpr vault::Schema kSchema{.room = "casework", .steps = kSteps};

}  // namespace

Result<void> make_finished_drafts_table(vault::Database& store) { return migrate(store, kSchema); }

// A plain INSERT: a draft that was finished before makes the whole save fail, and nothing is written twice.
Result<void> note_finished_draft(vault::Transaction& transaction, DraftId draft) {
    vault::Statement insert = TRY(transaction.database().prepare("INSERT INTO finished_draft(draft) VALUES (?1)"));
    return insert.run({draft});
}

Result<std::vector<DraftId>> finished_drafts(vault::Database& store) {
    vault::Statement select = TRY(store.prepare("SELECT draft FROM finished_draft"));
    std::vector<DraftId> drafts;
    vault::Cursor rows = select.query();
    while (TRY(rows.next())) {
        drafts.push_back(TRY(rows.as<DraftId>(0)));
    }
    return drafts;
}

Result<void> forget_finished_drafts(vault::Database& store, const std::vector<DraftId>& drafts) {
    vault::Transaction transaction = TRY(vault::Transaction::begin(store));
    vault::Statement remove = TRY(store.prepare("DELETE FROM finished_draft WHERE draft = ?1"));
    for (const DraftId draft : drafts) {
        TRY(remove.run({draft}));
    }
    return transaction.commit();
}

}  // namespace daohu::casework
