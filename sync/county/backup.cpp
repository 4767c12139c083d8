// SPDX-License-Identifier: Apache-2.0
#include "sync/county/backup.hpp"

#include "core/vault/database.hpp"
#include "sync/county/copying.hpp"
#include "sync/county/erasure.hpp"
#include "sync/county/serving_lock.hpp"
#include "sync/county/sqlcipher_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <system_error>

namespace daohu::county {

namespace {

constexpr const char* kFilesFolder = "files";
// Where a backup becomes a store, before it is put in the store's place. Nothing else is ever in there.
constexpr const char* kRestoringFolder = "restoring";

void take_away(const std::filesystem::path& folder) {
    std::error_code ignored;  // what is left is overwritten by the next restore
    std::filesystem::remove_all(folder, ignored);
}

// Names of photographs that must not come back.
Result<std::set<std::string>> erased_files(const Folder& folder) {
    std::set<std::string> names;
    for (const ErasedSection& section : TRY(read_erase_list(folder))) {
        for (const Hash256& file : section.files) {
            names.insert(file.to_string());
        }
    }
    return names;
}

// A county's store, whole, and of this key.
Result<void> check_store(const std::filesystem::path& path, const SecretBytes& key) {
    vault::Database database = TRY(vault::Database::open(path, key));
    auto find = TRY(database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'server'"));
    {
        vault::Cursor row = find.query();
        if (!TRY(row.next())) {
            return fail(ErrorCode::database_foreign, "no county's store");
        }
    }
    return database.check_integrity(vault::IntegrityDepth::pages);
}

// Of the store that is to be replaced, where it can still be read: a clock that stands still or goes back gives no number
// a second time.
wire::ServerEpoch epoch_before(const Folder& folder, const SecretBytes& key) {
    std::error_code failed;
    if (!std::filesystem::exists(folder.store_path(), failed)) {
        return 0;
    }
    const auto store = open_sqlcipher_store(folder.store_path(), key);
    return store ? (*store)->epoch() : 0;
}

// By the clock, so that two restores of one backup do not give one number to two different pasts.
Result<void> begin_epoch(const std::filesystem::path& path, const SecretBytes& key, wire::ServerEpoch before,
                         std::chrono::sys_seconds now) {
    const auto store = TRY(open_sqlcipher_store(path, key));
    const auto writer = TRY(store->begin());
    TRY(writer->set_epoch(
        std::max({store->epoch() + 1, before + 1, static_cast<wire::ServerEpoch>(now.time_since_epoch().count())})));
    TRY(writer->commit());
    return store->empty_log();
}

// A name for what is replaced that nothing has yet.
std::filesystem::path aside_of(const Folder& folder, std::chrono::sys_seconds now, vault::FileSystem& files) {
    const std::string name = fmt::format("{}{}", kReplacedPrefix, now.time_since_epoch().count());
    std::filesystem::path aside = folder.path() / name;
    for (int more = 2; files.exists(aside); ++more) {
        aside = folder.path() / fmt::format("{}-{}", name, more);
    }
    return aside;
}

Result<void> put_in_place(const Folder& folder, const std::filesystem::path& restored, std::chrono::sys_seconds now,
                          vault::FileSystem& files) {
    const std::filesystem::path place = folder.store_path().parent_path();
    if (files.exists(place)) {
        TRY(files.rename(place, aside_of(folder, now, files)));
    }
    TRY(files.rename(restored, place));
    return files.sync_directory(folder.path());
}

Result<void> restore_by_way_of(const Folder& folder, const std::filesystem::path& source,
                               const std::filesystem::path& restored, std::chrono::sys_seconds now,
                               vault::FileSystem& files) {
    const SecretBytes key = TRY(folder.load_store_key());
    const std::set<std::string> erased = TRY(erased_files(folder));
    TRY(files.make_folder(restored));
    TRY(copy_store(files, source, restored));
    TRY(check_store(restored / kStoreFile, key));
    TRY(begin_epoch(restored / kStoreFile, key, epoch_before(folder, key), now));
    TRY(copy_shelves(files, source / kFilesFolder, folder.files_path(), erased));
    return put_in_place(folder, restored, now, files);
}

// What lies beside the store is lost with it, and tablets would be told that it is safe.
Result<void> check_target(const Folder& folder, const std::filesystem::path& target) {
    std::error_code failed;
    const auto county = std::filesystem::weakly_canonical(folder.path(), failed);
    const auto wanted = std::filesystem::weakly_canonical(target, failed);
    if (failed) {
        return fail(ErrorCode::io_failed, fmt::format("{}: {}", target.string(), failed.message()));
    }
    if (std::ranges::mismatch(county, wanted).in1 == county.end()) {
        return fail(ErrorCode::invalid_argument, "a backup inside the county's own folder");
    }
    return {};
}

}  // namespace

Result<void> back_up(const Folder& folder, Store& store, const std::filesystem::path& target) {
    vault::SystemFiles files;
    TRY(check_target(folder, target));
    TRY(files.make_folder(target));
    if (files.exists(target / kStoreFile)) {
        return fail(ErrorCode::county_exists, "a backup is there already");
    }
    const SecretBytes key = TRY(folder.load_store_key());
    vault::Database source = TRY(vault::Database::open(folder.store_path(), key,
                                                       {.access = vault::Access::read_only,
                                                        .flushing = vault::Flushing::full,
                                                        .cache = vault::CacheSize::mib_2,
                                                        .vfs = {}}));
    TRY(copy_shelves(files, folder.files_path(), target / kFilesFolder));  // it takes long and nobody need wait for it
    const auto writer = TRY(store.begin());  // keeps every other writer out until the files are copied
    // What came meanwhile: its entry may have been acknowledged, and is about to be called safe.
    TRY(copy_shelves(files, folder.files_path(), target / kFilesFolder));
    TRY(copy_open_store(files, source, target));
    TRY(writer->mark_acknowledged_safe());
    return writer->commit();
}

Result<void> restore(const Folder& folder, const std::filesystem::path& source, std::chrono::sys_seconds now) {
    vault::SystemFiles files;
    return restore(folder, source, now, files);
}

Result<void> restore(const Folder& folder, const std::filesystem::path& source, std::chrono::sys_seconds now,
                     vault::FileSystem& files) {
    const ServingLock lock = TRY(ServingLock::take(folder.path()));
    if (!files.exists(source / kStoreFile)) {
        return fail(ErrorCode::not_found, kStoreFile);
    }
    const std::filesystem::path restored = folder.path() / kRestoringFolder;
    take_away(restored);
    auto outcome = restore_by_way_of(folder, source, restored, now, files);
    if (!outcome) {
        take_away(restored);
    }
    return outcome;
}

}  // namespace daohu::county
