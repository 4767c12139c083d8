// SPDX-License-Identifier: Apache-2.0
#include "core/journal/put_aside.hpp"

namespace daohu::journal {

namespace {

constexpr std::string_view kSuffix = ".damaged-";

}  // namespace

Result<std::filesystem::path> put_aside(vault::FileSystem& files, const std::filesystem::path& database) {
    std::filesystem::path aside;
    int number = 0;
    do {
        aside = database;
        aside += std::string{kSuffix} + std::to_string(++number);
    } while (files.exists(aside));
    for (const char* part : {"", "-wal", "-shm"}) {
        const std::filesystem::path from = database.string() + part;
        if (files.exists(from)) {
            TRY(files.rename(from, aside.string() + part));
        }
    }
    TRY(files.sync_directory(database.parent_path()));
    return aside;
}

Result<void> remove_put_aside(vault::FileSystem& files, const std::filesystem::path& database) {
    const std::filesystem::path folder = database.parent_path();
    const std::string beginning = database.filename().string() + std::string{kSuffix};
    bool is_any = false;
    for (const std::string& name : files.list(folder)) {
        if (name.starts_with(beginning)) {
            TRY(files.remove(folder / name));
            is_any = true;
        }
    }
    return is_any ? files.sync_directory(folder) : Result<void>{};
}

}  // namespace daohu::journal
