// SPDX-License-Identifier: Apache-2.0
#include "core/casework/draft_rescue.hpp"

#include "core/casework/draft_store.hpp"
#include "core/journal/put_aside.hpp"

#include <set>

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

// Every draft that any walk of the file comes upon.
struct Found {
    std::set<DraftId> drafts;
    bool are_all = false;
};

Found drafts_in(const vault::Vault& vault, const fs::path& file) {
    Found found;
    for (const DraftWalk walk :
         {DraftWalk::list, DraftWalk::list_from_end, DraftWalk::patches, DraftWalk::patches_from_end}) {
        auto damaged = open_damaged(vault, file);
        const auto readable = damaged ? damaged->readable_drafts(walk) : Result<ReadableDrafts>{ReadableDrafts{}};
        if (readable) {
            found.drafts.insert(readable->drafts.begin(), readable->drafts.end());
            found.are_all |= readable->is_whole;
        }
    }
    return found;
}

Result<DraftInfo> info_of(const vault::Vault& vault, const fs::path& file, DraftId draft) {
    DraftStore damaged = TRY(open_damaged(vault, file));
    return damaged.info(draft);
}

// What the first answer of a draft says of it.
DraftInfo info_from(const form::Patch& opening, DraftId draft, WallTime now) {
    DraftInfo info;
    info.id = draft;
    info.form_id = opening.form_id;
    info.form_version = opening.form_version;
    info.opened_at = now;
    info.changed_at = now;
    return info;
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

Result<DraftRescueReport> rescue_drafts(const vault::Vault& vault, vault::FileSystem& files, WallTime now) {
    TRY(finish_draft_rescue(vault, files));
    const fs::path path = vault.database_path(VaultFile::drafts);
    TRY(remove_unfinished(files, path));
    DraftRescueReport report;
    {
        vault::Database database = TRY(vault.open_database_at(unfinished(path), VaultFile::drafts));
        DraftStore fresh = TRY(DraftStore::open(std::move(database)));
        const Found found = drafts_in(vault, path);
        report.is_list_lost = !found.are_all;
        for (const DraftId draft : found.drafts) {
            const auto patches = patches_of(vault, path, draft);
            const ReadablePatches readable = patches.value_or(ReadablePatches{});
            const auto info = info_of(vault, path, draft);
            const form::Patch opening = readable.patches.empty() ? form::Patch{} : readable.patches.front();
            TRY(copy(info.value_or(info_from(opening, draft, now)), readable, fresh, report));
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
