// SPDX-License-Identifier: Apache-2.0
//
// Whatever SQLite was about when the disk was full: it says only of writing into its files that they are.

#include "core/vault/database.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <sqlite3.h>

#include <catch2/catch_test_macros.hpp>

#include <cerrno>

using namespace daohu;
using namespace daohu::vault;
using daohu::test::TemporaryFolder;

namespace {

constexpr const char* kVfsName = "daohu-without-room";
int reason = 0;  // why nothing can be opened

// The system's file layer, except that no file can be opened.
sqlite3_vfs* vfs_without_room() {
    static sqlite3_vfs vfs = [] {
        sqlite3_initialize();
        sqlite3_vfs copy = *sqlite3_vfs_find(nullptr);
        copy.zName = kVfsName;
        copy.xOpen = [](sqlite3_vfs*, sqlite3_filename, sqlite3_file* file, int, int*) {
            file->pMethods = nullptr;
            return SQLITE_CANTOPEN;
        };
        copy.xGetLastError = [](sqlite3_vfs*, int, char*) { return reason; };
        return copy;
    }();
    return &vfs;
}

ErrorCode open_failing_with(int system_error) {
    REQUIRE(sqlite3_vfs_register(vfs_without_room(), 0) == SQLITE_OK);
    reason = system_error;
    const TemporaryFolder folder;
    SeededEntropy entropy{1};
    const auto opened = Database::open(
        folder / "store.db", SecretBytes::random(32, entropy).value(),
        {.access = Access::read_write, .flushing = Flushing::full, .cache = CacheSize::mib_2, .vfs = kVfsName});
    sqlite3_vfs_unregister(vfs_without_room());
    REQUIRE_FALSE(opened);
    return opened.error().code;
}

}  // namespace

TEST_CASE("Database: a disk or a quota that is full is said to be, whichever file could not be made", "[faults]") {
    CHECK(open_failing_with(ENOSPC) == ErrorCode::disk_full);
    CHECK(open_failing_with(EDQUOT) == ErrorCode::disk_full);
    CHECK(open_failing_with(EACCES) == ErrorCode::io_failed);
}
