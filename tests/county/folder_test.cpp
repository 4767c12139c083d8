// SPDX-License-Identifier: Apache-2.0
#include "sync/county/folder.hpp"

#include "tests/vault/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <set>

using namespace daohu;
using namespace daohu::county;

namespace {

struct NewFolder {
    daohu::test::TemporaryFolder path;
    SystemEntropy entropy;
    Folder folder = Folder::create(path.path(), "county.example", entropy).value();
};

}  // namespace

TEST_CASE("Folder: what was created is found again", "[county]") {
    NewFolder made;
    const Folder opened = Folder::open(made.path.path()).value();
    CHECK(opened.identity().server == made.folder.identity().server);
    CHECK(opened.identity().root == opened.load_root_key().value().public_key());
    CHECK(opened.identity().server_certificate.key == opened.load_server_key().value().public_key());
    CHECK(opened.load_authorities().value().size() == 2);
}

TEST_CASE("Folder: nobody but the owner may read any file of it", "[county]") {
    NewFolder made;
    std::size_t files = 0;
    for (const auto& item : std::filesystem::recursive_directory_iterator{made.path.path()}) {
        INFO(item.path().filename());
        const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
        CHECK((item.status().permissions() & others) == std::filesystem::perms::none);
        files += item.is_regular_file() ? 1 : 0;
    }
    CHECK(files == 12);
}

TEST_CASE("Folder: a second init leaves the county that is there alone", "[county]") {
    NewFolder made;
    CHECK(Folder::create(made.path.path(), "other.example", made.entropy).error().code == ErrorCode::county_exists);
    CHECK(Folder::open(made.path.path()).value().identity().server == made.folder.identity().server);
}

TEST_CASE("Folder: a store whose identity is away is not given other keys", "[county]") {
    NewFolder made;
    std::ofstream{made.folder.store_path()} << "a store";
    std::filesystem::remove(made.path / "county.json");
    CHECK(Folder::create(made.path.path(), "county.example", made.entropy).error().code == ErrorCode::county_exists);
    CHECK(made.folder.load_root_key());  // still of the county that was there
}

TEST_CASE("Folder: the pack that tablets work under is named later, and once more, and stays named", "[county]") {
    NewFolder made;
    CHECK(made.folder.identity().pack.empty());
    for (const char* const pack : {"example-2026", "example-2027"}) {
        REQUIRE(made.folder.name_pack(pack));
        CHECK(made.folder.identity().pack == pack);
        const Folder opened = Folder::open(made.path.path()).value();
        CHECK(opened.identity().pack == pack);
        CHECK(opened.identity().root == made.folder.identity().root);
    }
    for (const std::string& pack :
         {std::string{}, std::string{"Example"}, std::string{"../policy"}, std::string(65, 'a')}) {
        CHECK(made.folder.name_pack(pack).error().code == ErrorCode::invalid_argument);
    }
    CHECK(Folder::open(made.path.path()).value().identity().pack == "example-2027");
}

TEST_CASE("Folder: a name that no certificate can hold is refused", "[county]") {
    daohu::test::TemporaryFolder path;
    SystemEntropy entropy;
    for (const char* name : {"", "two names", "a,DNS:b", "*.example", "county.example:8443", "::1", "-", ".example"}) {
        INFO(name);
        CHECK(Folder::create(path / "county", name, entropy).error().code == ErrorCode::server_name_malformed);
    }
    CHECK_FALSE(std::filesystem::exists(path / "county"));
    CHECK(Folder::create(path / "county", "192.0.2.1", entropy));
}

TEST_CASE("Folder: a changed identity or an exchanged key is noticed", "[county]") {
    NewFolder made;
    NewFolder other;
    std::filesystem::copy_file(other.path / "secret/server.key", made.path / "secret/server.key",
                               std::filesystem::copy_options::overwrite_existing);
    CHECK(made.folder.load_server_key().error().code == ErrorCode::county_folder_damaged);

    std::ofstream{made.path / "county.json"} << "{\"format\": 1}";
    CHECK(Folder::open(made.path.path()).error().code == ErrorCode::county_folder_damaged);
    CHECK(Folder::open(made.path / "nothing").error().code == ErrorCode::not_found);
}

TEST_CASE("Folder: enrolling needs the root, which may have been taken away", "[county]") {
    NewFolder made;
    std::filesystem::remove_all(made.path / "offline");
    CHECK(Folder::open(made.path.path()));
    const Error missing = made.folder.load_root_key().error();
    CHECK(missing.code == ErrorCode::not_found);
    CHECK(missing.detail.contains("offline/root.key"));  // what to bring back
}
