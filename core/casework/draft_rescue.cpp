// SPDX-License-Identifier: Apache-2.0
#include "core/casework/draft_rescue.hpp"

#include "core/casework/draft_store.hpp"
#include "core/journal/put_aside.hpp"

namespace daohu::casework {

namespace {

namespace fs = std::filesystem;

using vault::VaultFile;

// The new file until it is whole.
fs::path unfinished(const fs::path& file) { return file.string() + ".rescued"; }

Result<void> remove_unfinished(vault::FileSystem& files, const fs::path& file) {
    for (const char* part : {"-shm", "-wal", ""}) {
        TRY(files.remove(unfinished(file).string() + part));
    }
    return files.sync_directory(file.parent_path());
}

// On a connection of its own: after a bad page a connection reads nothing any more.
Result<DraftStore> open_damaged(const vault::Vault& vault, const fs::path& file) {
    vault::Database database =
        TRY(vault.open_database_at(file, VaultFile::drafts, {.access = vault::Access::read_only, .vfs = {}}));
    return DraftStore::open(std::move(database));
}

Result<std::vector<DraftInfo>> list_of(const vault::Vault& vault, const fs::path& file) {
    DraftStore damaged = TRY(open_damaged(vault, file));
    return damaged.list();
}

Result<ReadablePatches> patches_of(const vault::Vault& vault, const fs::path& file, DraftId draft) {
    DraftStore damaged = TRY(open_damaged(vault, file));
    return damaged.readable_patches(draft);
}

Result<void> copy(const DraftInfo& draft, const ReadablePatches& readable, DraftStore& fresh,
                  DraftRescueReport& report) {
    if (readable.patches.empty()) {
        ++report.unreadable;
        return {};
    }
    TRY(fresh.create(draft, readable.patches.front()));
    TRY(fresh.append(draft, std::span{readable.patches}.subspan(1)));
    ++(readable.is_whole ? report.whole : report.shortened);
    return {};
}

}  // namespace

Result<DraftRescueReport> rescue_drafts(const vault::Vault& vault, vault::FileSystem& files) {
    TRY(finish_draft_rescue(vault, files));
    const fs::path path = vault.database_path(VaultFile::drafts);
    TRY(remove_unfinished(files, path));
    DraftRescueReport report;
    {
        vault::Database database = TRY(vault.open_database_at(unfinished(path), VaultFile::drafts));
        DraftStore fresh = TRY(DraftStore::open(std::move(database)));
        const auto drafts = list_of(vault, path);
        report.is_list_lost = !drafts;
        for (const DraftInfo& draft : drafts.value_or(std::vector<DraftInfo>{})) {
            const auto readable = patches_of(vault, path, draft.id);
            TRY(copy(draft, readable.value_or(ReadablePatches{}), fresh, report));
        }
        TRY(fresh.checkpoint());
    }
    if (files.exists(path)) {
        report.put_aside = TRY(journal::put_aside(files, path));
    }
    TRY(finish_draft_rescue(vault, files));
    return report;
}

Result<void> finish_draft_rescue(const vault::Vault& vault, vault::FileSystem& files) {
    const fs::path path = vault.database_path(VaultFile::drafts);
    if (files.exists(path) || !files.exists(unfinished(path))) {
        return {};
    }
    if (files.exists(path.string() + "-wal") || files.exists(path.string() + "-shm")) {
        TRY(journal::put_aside(files,
                               path));  // a log of the file that is put aside already: it would spoil the new one
    }
    TRY(files.rename(unfinished(path), path));
    return files.sync_directory(path.parent_path());
}

}  // namespace daohu::casework
