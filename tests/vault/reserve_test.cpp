// SPDX-License-Identifier: Apache-2.0
#include "core/vault/reserve.hpp"

#include "tests/vault/forwarding_files.hpp"
#include "tests/vault/temporary_folder.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::vault;

namespace {

constexpr std::uint64_t kSmall = 64 * 1024;

// A disk of which so much is left.
class Disk final : public vault::test::ForwardingFiles {
public:
    [[nodiscard]] Result<std::uint64_t> free_space(const std::filesystem::path&) override { return left; }

    Result<std::uint64_t> left{0};
};

}  // namespace

TEST_CASE("Reserve: photographs are refused with less than 200 MiB left, and not before", "[vault]") {
    const daohu::test::TemporaryFolder folder;
    Disk disk;
    Reserve reserve{disk, folder.path()};
    disk.left = Reserve::kPhotoLimit;
    CHECK(reserve.may_take_photos().value());
    disk.left = Reserve::kPhotoLimit - 1;
    CHECK_FALSE(reserve.may_take_photos().value());
    disk.left = fail(ErrorCode::io_failed, "no such disk");
    CHECK(reserve.may_take_photos().error().code == ErrorCode::io_failed);
}

TEST_CASE("Reserve: is kept where there is three times as much, and given back once", "[vault]") {
    const daohu::test::TemporaryFolder folder;
    Disk disk;
    Reserve reserve{disk, folder.path(), kSmall};
    disk.left = 3 * kSmall - 1;
    REQUIRE(reserve.keep());
    CHECK_FALSE(reserve.release().value());
    disk.left = 3 * kSmall;
    REQUIRE(reserve.keep());
    CHECK(std::filesystem::file_size(folder / "reserve") == kSmall);
    CHECK(reserve.release().value());
    CHECK_FALSE(reserve.release().value());
}
