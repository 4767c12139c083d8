// SPDX-License-Identifier: Apache-2.0
#include "sync/county/copying.hpp"

#include "sync/county/file_shelf.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace daohu::county {

namespace {

// Commits that are not in the main file yet.
constexpr const char* kLogFile = "county.db-wal";
constexpr auto kOwnerOnly = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
// Of a copy that is not whole yet.
constexpr const char* kCopyingSuffix = ".copying";

std::error_code last_error() { return {errno, std::generic_category()}; }

ErrorCode code_of(const std::error_code& failed) {
    const bool is_full = failed == std::errc::no_space_on_device || failed.value() == EDQUOT;
    return is_full ? ErrorCode::disk_full : ErrorCode::io_failed;
}

std::string failed_at(std::string_view what, const std::filesystem::path& path, const std::error_code& failed) {
    return fmt::format("{} {}: {}", what, (path.parent_path().filename() / path.filename()).string(), failed.message());
}

Result<void> flush_file(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const std::error_code failed = file >= 0 && ::fsync(file) == 0 ? std::error_code{} : last_error();
    if (file >= 0) {
        ::close(file);
    }
    return failed ? Result<void>{fail(code_of(failed), failed_at("flushing", path, failed))} : Result<void>{};
}

// Under its name once it is whole. The name is durable when the folder is.
Result<void> copy_whole(vault::FileSystem& files, const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::path growing = to;
    growing += kCopyingSuffix;
    std::error_code failed;
    if (!std::filesystem::copy_file(from, growing, std::filesystem::copy_options::overwrite_existing, failed)) {
        return fail(code_of(failed), failed_at("copying", from, failed));
    }
    std::filesystem::permissions(growing, kOwnerOnly, failed);  // wherever the copy goes
    TRY(flush_file(growing));
    return files.rename(growing, to);
}

Result<std::vector<std::filesystem::directory_entry>> items_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::directory_entry> items;
    std::error_code failed;
    for (std::filesystem::directory_iterator item{folder, failed};
         !failed && item != std::filesystem::directory_iterator{}; item.increment(failed)) {
        items.push_back(*item);
    }
    if (failed) {
        return fail(ErrorCode::io_failed, failed_at("reading", folder, failed));
    }
    return items;
}

Result<void> copy_shelf(vault::FileSystem& files, const std::filesystem::path& from, const std::filesystem::path& to,
                        const std::set<std::string>& but_not) {
    TRY(files.make_folder(to));
    const auto items = TRY(items_in(from));
    for (const auto& item : items) {
        const std::string name = item.path().filename().string();
        std::error_code failed;
        const bool is_file = item.is_regular_file(failed);
        if (failed) {
            return fail(ErrorCode::io_failed, failed_at("reading", item.path(), failed));
        }
        if (is_file && !name.ends_with(kCopyingSuffix) && !but_not.contains(name) && !files.exists(to / name)) {
            TRY(copy_whole(files, item.path(), to / name));
        }
    }
    return files.sync_directory(to);
}

// First, so that the file is never seen without it.
Result<void> copy_log(vault::FileSystem& files, const std::filesystem::path& from, const std::filesystem::path& to) {
    TRY(files.remove(to / kLogFile));  // of an attempt that was cut off
    if (files.exists(from / kLogFile)) {
        TRY(copy_whole(files, from / kLogFile, to / kLogFile));
    }
    return files.sync_directory(to);
}

}  // namespace

Result<void> copy_store(vault::FileSystem& files, const std::filesystem::path& from, const std::filesystem::path& to) {
    TRY(copy_log(files, from, to));
    TRY(copy_whole(files, from / kStoreFile, to / kStoreFile));
    return files.sync_directory(to);
}

Result<void> copy_open_store(vault::FileSystem& files, vault::Database& store, const std::filesystem::path& to) {
    TRY(copy_log(files, store.path().parent_path(), to));  // no locks are kept on it
    TRY(vault::replace_file(files, to / kStoreFile, [&](vault::File& copy) { return store.copy_file(copy); }));
    std::error_code ignored;  // a stick has no owners
    std::filesystem::permissions(to / kStoreFile, kOwnerOnly, ignored);
    return files.sync_directory(to);
}

Result<void> copy_shelves(vault::FileSystem& files, const std::filesystem::path& from, const std::filesystem::path& to,
                          const std::set<std::string>& but_not) {
    if (!files.exists(from)) {
        return {};
    }
    TRY(files.make_folder(to));
    const auto shelves = TRY(items_in(from));
    for (const auto& shelf : shelves) {
        const std::string name = shelf.path().filename().string();
        if (!name.starts_with(kCarrierShelf)) {
            TRY(copy_shelf(files, shelf.path(), to / name, but_not));
        }
    }
    return files.sync_directory(to);
}

}  // namespace daohu::county
