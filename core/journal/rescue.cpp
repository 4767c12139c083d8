// SPDX-License-Identifier: Apache-2.0
#include "core/journal/rescue.hpp"

#include "core/journal/damaged_file.hpp"
#include "core/journal/put_aside.hpp"

#include <algorithm>

namespace daohu::journal {

namespace {

using vault::Database;
using vault::Transaction;
using vault::VaultFile;

constexpr std::int64_t kBatch = 256;  // rows in one transaction

// The new database until it is whole.
std::filesystem::path unfinished(const std::filesystem::path& database) { return database.string() + ".rescued"; }

Result<void> remove_database(vault::FileSystem& files, const std::filesystem::path& database) {
    for (const char* part : {"-shm", "-wal", ""}) {
        TRY(files.remove(database.string() + part));
    }
    return files.sync_directory(database.parent_path());
}

// One bad page costs the rows on it and no others.
Result<void> import_row(DamagedFile& damaged, std::int64_t ordinal, Journal& journal, Transaction& transaction,
                        RescueReport& report) {
    const auto bytes = damaged.row(ordinal);
    if (bytes && !*bytes) {
        return {};
    }
    const auto entry = bytes ? entry::SignedEntry::decode(**bytes) : fail(bytes.error());
    if (!entry) {
        ++report.unreadable;
    } else if (TRY(journal.import_copy(transaction, *entry)) != ImportOutcome::known) {
        ++report.from_damaged;
    }
    return {};
}

Result<void> import_readable(DamagedFile& damaged, Journal& journal, Database& fresh, RescueReport& report) {
    const std::int64_t last = damaged.last_ordinal();
    for (std::int64_t first = 1; first <= last; first += kBatch) {
        RescueReport committed = report;
        Transaction transaction = TRY(Transaction::begin(fresh));
        for (std::int64_t ordinal = first; ordinal <= std::min(last, first + kBatch - 1); ++ordinal) {
            TRY(import_row(damaged, ordinal, journal, transaction, committed));
        }
        TRY(transaction.commit());
        report = std::move(committed);
    }
    return {};
}

}  // namespace

Result<RescueReport> rescue_store(const vault::Vault& vault, vault::FileSystem& files, const Clock& clock,
                                  Entropy& entropy, WallTime build_time) {
    TRY(finish_rescue(vault, files));
    const std::filesystem::path path = vault.database_path(VaultFile::store);
    TRY(remove_database(files, unfinished(path)));
    RescueReport report;
    {
        Mirror mirror = TRY(Mirror::open(files, vault.folder() / "mirror", vault.data_key(), entropy));
        Database fresh = TRY(vault.open_database_at(unfinished(path), VaultFile::store));
        Journal journal = TRY(Journal::open(fresh, &mirror, clock, entropy, {vault.device(), build_time}));
        report.from_mirror = journal.opening_report().restored_from_mirror;
        if (files.exists(path)) {
            auto damaged = DamagedFile::open(vault, path);
            if (damaged) {
                TRY(import_readable(*damaged, journal, fresh, report));
            } else {
                report.not_opened = std::move(damaged).error();
            }
        }
        if (journal.has_dropped()) {
            TRY(journal.finish_dropping());
        }
        TRY(fresh.checkpoint());
        mirror.flush().ignore("what the mirror misses is noted again when the journal opens");
    }
    if (files.exists(path)) {
        report.put_aside = TRY(put_aside(files, path));
    }
    TRY(finish_rescue(vault, files));
    return report;
}

Result<void> finish_rescue(const vault::Vault& vault, vault::FileSystem& files) {
    const std::filesystem::path path = vault.database_path(VaultFile::store);
    if (files.exists(path) || !files.exists(unfinished(path))) {
        return {};
    }
    if (files.exists(path.string() + "-wal") || files.exists(path.string() + "-shm")) {
        TRY(put_aside(files, path));  // a log of the file that is put aside already: it would spoil the new one
    }
    TRY(files.rename(unfinished(path), path));
    return files.sync_directory(path.parent_path());
}

}  // namespace daohu::journal
