// SPDX-License-Identifier: Apache-2.0
#include "platform/cli/command_line.hpp"

#include <catch2/catch_test_macros.hpp>

#include <random>

namespace fs = std::filesystem;
using daohu::cli::assets_beside;
using daohu::cli::assets_folder;

namespace {

// A folder of its own, gone with the test.
class Place {
public:
    Place() : m_root{fs::temp_directory_path() / ("daohu-place-" + std::to_string(std::random_device{}()))} {}
    ~Place() { fs::remove_all(m_root); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    [[nodiscard]] fs::path operator/(const char* path) const { return m_root / path; }
    void add_folder(const char* path) const { fs::create_directories(m_root / path); }

private:
    fs::path m_root;
};

}  // namespace

TEST_CASE("Assets: of an installed program they are in share beside its bin", "[cli]") {
    const Place place;
    place.add_folder("usr/bin");
    place.add_folder("usr/share/daohu/text");
    CHECK(assets_beside(place / "usr/bin/daohu") == place / "usr/share/daohu");
}

TEST_CASE("Assets: of a program just built they are the source tree's", "[cli]") {
    const Place place;
    place.add_folder("tree/build/dev/bin");
    place.add_folder("tree/assets/text");
    CHECK(assets_beside(place / "tree/build/dev/bin/daohu") == place / "tree/assets");
}

TEST_CASE("Assets: where both are there the installed ones count", "[cli]") {
    const Place place;
    place.add_folder("tree/build/dev/share/daohu/text");
    place.add_folder("tree/assets/text");
    CHECK(assets_beside(place / "tree/build/dev/bin/daohu") == place / "tree/build/dev/share/daohu");
}

TEST_CASE("Assets: where none are there the place is named where they belong", "[cli]") {
    const Place place;
    CHECK(assets_beside(place / "usr/bin/daohu") == place / "usr/share/daohu");
}

TEST_CASE("Assets: this test finds those of the tree it was built in", "[cli]") {
    CHECK(fs::equivalent(assets_folder(), fs::path{DAOHU_SOURCE_DIR} / "assets"));
}
