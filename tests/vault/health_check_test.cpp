// SPDX-License-Identifier: Apache-2.0
#include "core/vault/health_check.hpp"
#include "core/vault/transaction.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <catch2/catch_test_macros.hpp>

#include <fstream>

using namespace daohu;
using namespace daohu::vault;
using namespace daohu::vault::test;

namespace {

struct Checked {
    VaultHome home;
    FakeClock clock{WallTime{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}}};
    Vault vault = home.create().value();
    HealthCheck health{vault, home.files, clock};

    Checked() {
        for (const VaultFile file : {VaultFile::store, VaultFile::drafts}) {
            Database database = vault.open_database(file).value();
            REQUIRE(database.execute("CREATE TABLE note(text TEXT NOT NULL); CREATE INDEX by_text ON note(text); "
                                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000) "
                                     "INSERT INTO note SELECT hex(randomblob(40)) FROM n"));
        }
    }
    void flip_byte(VaultFile file) const {
        std::fstream out{vault.database_path(file), std::ios::binary | std::ios::in | std::ios::out};
        out.seekp(static_cast<std::streamoff>(std::filesystem::file_size(vault.database_path(file)) / 2));
        out.put('x');
    }
};

}  // namespace

TEST_CASE("HealthCheck: is due once a week, and when the clock went back", "[vault]") {
    Checked checked;
    CHECK(checked.health.is_due());
    REQUIRE(checked.health.run());
    CHECK_FALSE(checked.health.is_due());
    checked.clock.advance(HealthCheck::kEvery - std::chrono::hours{1});
    CHECK_FALSE(checked.health.is_due());
    checked.clock.advance(std::chrono::hours{1});
    CHECK(checked.health.is_due());
    REQUIRE(checked.health.run());
    checked.clock.set_wall(checked.clock.wall_now() - std::chrono::hours{24 * 300});
    CHECK(checked.health.is_due());
}

TEST_CASE("HealthCheck: names the file that was damaged, and stays due", "[vault]") {
    Checked checked;
    VaultFile damaged = VaultFile::store;
    SECTION("the store") {}
    SECTION("the drafts") { damaged = VaultFile::drafts; }
    checked.flip_byte(damaged);
    const auto found = checked.health.run();
    REQUIRE_FALSE(found);
    CHECK(found.error().code == ErrorCode::database_damaged);
    CHECK(found.error().detail.starts_with(checked.vault.database_path(damaged).filename().string()));
    CHECK(checked.health.is_due());
}

TEST_CASE("HealthCheck: looks while others read and write, and finds nothing wrong", "[vault]") {
    Checked checked;
    Database writing = checked.vault.open_database(VaultFile::store).value();
    Database reading = checked.vault.open_database(VaultFile::store, {.access = Access::read_only, .vfs = {}}).value();
    for (int i = 0; i < 20; ++i) {
        Transaction transaction = Transaction::begin(writing).value();
        REQUIRE(writing.execute("UPDATE note SET text = hex(randomblob(40)) WHERE rowid % 7 = 0"));
        REQUIRE(transaction.commit());
        REQUIRE(checked.health.run());
        Statement count = reading.prepare("SELECT count(*) FROM note").value();
        Cursor row = count.query();
        REQUIRE(row.next().value());
        CHECK(row.integer(0) == 5000);
    }
}
