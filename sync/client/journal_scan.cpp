// SPDX-License-Identifier: Apache-2.0
#include "sync/client/journal_scan.hpp"

#include "sync/client/sync_tables.hpp"

namespace daohu::client {

Result<std::vector<journal::StoredEntry>> entries_to_scan(registry::Recorder& recorder, Scan scan, std::uint64_t most) {
    vault::Database& database = recorder.database();
    TRY(vault::migrate(database, kSyncSchema));
    auto scanned = TRY(database.prepare(scan == Scan::files ? "SELECT ordinal FROM sync_scan"
                                                            : "SELECT ordinal FROM sync_order_scan"));
    std::uint64_t ordinal = 0;
    {
        vault::Cursor row = scanned.query();
        TRY(row.next());
        ordinal = row.unsigned_integer(0);
    }
    return recorder.journal().reader().read_after(ordinal, most);
}

Result<void> note_scanned(vault::Database& database, Scan scan, std::uint64_t ordinal) {
    auto advance = TRY(database.prepare(scan == Scan::files ? "UPDATE sync_scan SET ordinal = ?1"
                                                            : "UPDATE sync_order_scan SET ordinal = ?1"));
    return advance.run({ordinal});
}

}  // namespace daohu::client
