// SPDX-License-Identifier: Apache-2.0
#include "core/vault/files.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::vault;
using daohu::test::TemporaryFolder;

TEST_CASE("SystemFiles: appends, reads, replaces, renames and removes", "[vault]") {
    const TemporaryFolder folder;
    SystemFiles files;
    const auto path = folder / "notes";
    CHECK(files.read(path, 100).error().code == ErrorCode::not_found);
    {
        const auto file = files.open(path, OpenMode::append).value();
        REQUIRE(file->append(as_bytes("one")));
        REQUIRE(file->append(as_bytes("two")));
        REQUIRE(file->sync());
        CHECK(file->size() == 6);
    }
    CHECK(as_text(files.read(path, 100).value()) == "onetwo");
    CHECK(files.read(path, 5).error().code == ErrorCode::file_too_large);
    CHECK(files.open(path, OpenMode::append).value()->size() == 6);

    REQUIRE(replace_file(files, path, as_bytes("three")));
    CHECK(as_text(files.read(path, 100).value()) == "three");
    CHECK(files.list(folder.path()) == std::vector<std::string>{"notes"});

    REQUIRE(files.rename(path, folder / "other"));
    CHECK_FALSE(files.exists(path));
    REQUIRE(remove_file(files, folder / "other"));
    REQUIRE(remove_file(files, folder / "other"));
    CHECK(files.list(folder.path()).empty());
}

TEST_CASE("SystemFiles: space that is allocated is really there", "[vault]") {
    const TemporaryFolder folder;
    SystemFiles files;
    REQUIRE(files.allocate(folder / "reserve", 100'000));
    CHECK(std::filesystem::file_size(folder / "reserve") == 100'000);
    CHECK(files.free_space(folder.path()).value() > 0);
}

TEST_CASE("SystemFiles: an error names the file and its folder, and no more of the path", "[vault]") {
    const TemporaryFolder folder;
    SystemFiles files;
    REQUIRE(files.make_folder(folder / "photos"));
    const auto path = folder / "photos/one";
    CHECK(files.read(path, 1).error().detail == "photos/one");
    REQUIRE(replace_file(files, path, as_bytes("12")));
    CHECK(files.read(path, 1).error().detail == "photos/one: 2 bytes");
    CHECK(files.make_folder(path / "under").error().detail == "mkdir one/under: Not a directory");
    CHECK(files.rename(path, folder / "no/two").error().detail == "rename to no/two: No such file or directory");
    CHECK(files.open(folder / "photos", OpenMode::append).error().detail.starts_with("open "));
    CHECK(files.open(folder / "photos", OpenMode::append).error().detail.ends_with("/photos: Is a directory"));
}

TEST_CASE("SystemFiles: a folder that is not there is an error, not a crash", "[vault]") {
    const TemporaryFolder folder;
    SystemFiles files;
    CHECK_FALSE(files.open(folder / "no/file", OpenMode::append));
    CHECK_FALSE(files.sync_directory(folder / "no"));
    CHECK(files.list(folder / "no").empty());
    REQUIRE(files.make_folder(folder / "yes"));
    REQUIRE(files.make_folder(folder / "yes"));
}
