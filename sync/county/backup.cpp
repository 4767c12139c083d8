// SPDX-License-Identifier: Apache-2.0
#include "sync/county/backup.hpp"

#include "core/vault/files.hpp"
#include "sync/county/serving_lock.hpp"
#include "sync/county/sqlcipher_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace daohu::county {

namespace {

constexpr const char* kStoreFile = "county.db";
// Commits that are not in the main file yet.
constexpr const char* kLogFile = "county.db-wal";
constexpr const char* kFilesFolder = "files";
constexpr const char* kIndexFile = "county.db-shm";

Result<void> flush_file(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_flushed = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) {
        ::close(file);
    }
    if (!is_flushed) {
        return fail(ErrorCode::io_failed, "flushing " + path.filename().string());
    }
    return {};
}

Result<void> copy_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code failed;
    if (!std::filesystem::copy_file(from, to, failed)) {
        return fail(failed == std::errc::no_space_on_device ? ErrorCode::disk_full : ErrorCode::io_failed,
                    fmt::format("copying {}: {}", from.filename().string(), failed.message()));
    }
    return flush_file(to);
}

// Both files as they are now. Nobody may write meanwhile.
Result<void> copy_store(const std::filesystem::path& from, const std::filesystem::path& to) {
    vault::SystemFiles files;
    TRY(copy_durably(from / kStoreFile, to / kStoreFile));
    if (files.exists(from / kLogFile)) {
        TRY(copy_durably(from / kLogFile, to / kLogFile));
    }
    return files.sync_directory(to);
}

// Every whole file of every shelf that is not there yet. Files never change, so one that is there is the same.
Result<void> copy_files(const std::filesystem::path& from, const std::filesystem::path& to) {
    vault::SystemFiles files;
    std::error_code failed;
    if (!files.exists(from)) {
        return {};
    }
    TRY(files.make_folder(to));
    for (const auto& shelf : std::filesystem::directory_iterator{from, failed}) {
        const std::filesystem::path target = to / shelf.path().filename();
        TRY(files.make_folder(target));
        for (const auto& file : std::filesystem::directory_iterator{shelf.path(), failed}) {
            if (file.is_regular_file() && !files.exists(target / file.path().filename())) {
                TRY(copy_durably(file.path(), target / file.path().filename()));
            }
        }
        TRY(files.sync_directory(target));
    }
    return failed ? Result<void>{fail(ErrorCode::io_failed, failed.message())} : files.sync_directory(to);
}

Result<void> set_aside(const std::filesystem::path& store, std::chrono::sys_seconds now) {
    vault::SystemFiles files;
    const std::filesystem::path aside = store / fmt::format("replaced-{}", now.time_since_epoch().count());
    TRY(files.make_folder(aside));
    for (const char* name : {kStoreFile, kLogFile, kIndexFile}) {
        if (files.exists(store / name)) {
            TRY(files.rename(store / name, aside / name));
        }
    }
    TRY(files.sync_directory(aside));
    return files.sync_directory(store);
}

}  // namespace

Result<void> back_up(const Folder& folder, Store& store, const std::filesystem::path& target) {
    vault::SystemFiles files;
    TRY(files.make_folder(target));
    if (files.exists(target / kStoreFile)) {
        return fail(ErrorCode::county_exists, "a backup is there already");
    }
    TRY(copy_files(folder.files_path(), target / kFilesFolder));  // first: it takes long and nobody need wait for it
    const auto writer = TRY(store.begin());  // keeps every other writer out until the files are copied
    TRY(copy_store(folder.store_path().parent_path(), target));
    TRY(writer->mark_acknowledged_safe());
    return writer->commit();
}

Result<void> restore(const Folder& folder, const std::filesystem::path& source, std::chrono::sys_seconds now) {
    const ServingLock lock = TRY(ServingLock::take(folder.path()));
    const std::filesystem::path place = folder.store_path().parent_path();
    vault::SystemFiles files;
    if (!files.exists(source / kStoreFile)) {
        return fail(ErrorCode::not_found, kStoreFile);
    }
    TRY(set_aside(place, now));
    TRY(copy_store(source, place));
    TRY(copy_files(source / kFilesFolder, folder.files_path()));
    const SecretBytes key = TRY(folder.load_store_key());
    const auto store = TRY(open_sqlcipher_store(folder.store_path(), key));
    const auto writer = TRY(store->begin());
    // By the clock, so that two restores of one backup do not give one number to two different pasts.
    TRY(writer->set_epoch(std::max(store->epoch() + 1, static_cast<std::uint64_t>(now.time_since_epoch().count()))));
    return writer->commit();
}

}  // namespace daohu::county
