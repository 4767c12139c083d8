// SPDX-License-Identifier: Apache-2.0
#include "core/journal/rescue.hpp"

namespace daohu::journal {

namespace {

using vault::Cursor;
using vault::Database;
using vault::Statement;
using vault::Transaction;
using vault::VaultFile;

// Under a name that is free: store.db.damaged-1, -2...
Result<std::filesystem::path> put_aside(vault::FileSystem& files, const std::filesystem::path& path) {
    std::filesystem::path aside;
    int number = 0;
    do {
        aside = path;
        aside += ".damaged-" + std::to_string(++number);
    } while (files.exists(aside));
    for (const char* suffix : {"-wal", "-shm", ""}) {  // the database last, so that a cut leaves it with its log
        const std::filesystem::path from = path.string() + suffix;
        if (files.exists(from)) {
            TRY(files.rename(from, aside.string() + suffix));
        }
    }
    TRY(files.sync_directory(path.parent_path()));
    return aside;
}

// Reads row by row: one bad page costs the rows on it and no others.
Result<void> import_readable(Database& damaged, Journal& journal, Database& fresh, RescueReport& report) {
    Statement last_row = TRY(damaged.prepare("SELECT coalesce(max(ordinal), 0) FROM entry"));
    Cursor last = last_row.query();
    if (!TRY(last.next())) {
        return {};
    }
    Statement select = TRY(damaged.prepare("SELECT bytes FROM entry WHERE ordinal = ?1"));
    Transaction transaction = TRY(Transaction::begin(fresh));
    for (std::int64_t ordinal = 1; ordinal <= last.integer(0); ++ordinal) {
        Cursor row = select.query({ordinal});
        const auto found = row.next();
        if (found && !*found) {
            continue;
        }
        const auto entry = found ? entry::SignedEntry::decode(row.blob(0)) : fail(found.error());
        if (!entry) {
            ++report.unreadable;
        } else if (TRY(journal.import(transaction, *entry)) != ImportOutcome::known) {
            ++report.from_damaged;
        }
    }
    return transaction.commit();
}

}  // namespace

Result<RescueReport> rescue_store(const vault::Vault& vault, vault::FileSystem& files, const Clock& clock,
                                  Entropy& entropy, WallTime build_time) {
    RescueReport report;
    const auto path = vault.database_path(VaultFile::store);
    if (files.exists(path)) {
        report.put_aside = TRY(put_aside(files, path));
    }
    Mirror mirror = TRY(Mirror::open(files, vault.folder() / "mirror", vault.data_key(), entropy));
    Database fresh = TRY(vault.open_database(VaultFile::store));
    Journal journal = TRY(Journal::open(fresh, &mirror, clock, entropy, {vault.device(), build_time}));
    report.from_mirror = journal.opening_report().restored_from_mirror;
    if (!report.put_aside.empty()) {
        auto damaged =
            vault.open_database_at(report.put_aside, VaultFile::store, {.access = vault::Access::read_only, .vfs = {}});
        if (damaged) {
            import_readable(*damaged, journal, fresh, report).ignore("whatever could be read is in");
        }
    }
    return report;
}

}  // namespace daohu::journal
