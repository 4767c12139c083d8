// SPDX-License-Identifier: Apache-2.0
#include "tests/vault/own_memory.hpp"
#include "tests/vault/vault_fixture.hpp"
#include "tests/vault/whole_file.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::vault;
using namespace daohu::vault::test;
using daohu::test::read_file;
using daohu::test::write_file;

namespace {

ErrorCode try_wrong(VaultHome& home, SlotId slot) { return home.unlock(slot, "not the right passphrase").error().code; }

}  // namespace

TEST_CASE("Vault: what was kept in it is there after locking and unlocking", "[vault]") {
    VaultHome home;
    PublicKey author;
    PublicKey device;
    {
        const Vault vault = home.create().value();
        author = vault.author_key().public_key();
        device = vault.device_key().public_key();
        CHECK(author != device);
        Database store = vault.open_database(VaultFile::store).value();
        REQUIRE(store.execute("CREATE TABLE t(x); INSERT INTO t VALUES (5)"));
    }
    const Vault vault = home.unlock(home.slot()).value();
    CHECK(vault.author_key().public_key() == author);
    CHECK(vault.device_key().public_key() == device);
    CHECK(home.status().device_key == device);
    Database store = vault.open_database(VaultFile::store).value();
    Statement select = store.prepare("SELECT x FROM t").value();
    Cursor row = select.query();
    REQUIRE(row.next().value());
    CHECK(row.integer(0) == 5);
}

TEST_CASE("Vault: the files of store and drafts have different keys", "[vault]") {
    VaultHome home;
    const Vault vault = home.create().value();
    { REQUIRE(vault.open_database(VaultFile::store).value().execute("CREATE TABLE t(x)")); }
    std::filesystem::copy_file(vault.database_path(VaultFile::store), vault.database_path(VaultFile::drafts));
    CHECK(vault.open_database(VaultFile::drafts).error().code == ErrorCode::database_damaged);
}

TEST_CASE("Vault: a second one in the same folder is refused and the first stays", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    CHECK(home.create().error().code == ErrorCode::vault_exists);
    CHECK(home.unlock(slot));
}

TEST_CASE("Vault: none is made over the store of one that lost its slots", "[vault]") {
    VaultHome home;
    {
        auto vault = home.create().value();
        REQUIRE(vault.open_database(VaultFile::store));
    }
    std::filesystem::remove(home.path() / "slots-a");
    std::filesystem::remove(home.path() / "slots-b");
    CHECK(home.create().error().code == ErrorCode::vault_exists);
    std::filesystem::remove(home.path() / "store.db");
    CHECK(home.create());
}

TEST_CASE("Vault: a label that could not be read again is refused, and the slots stay as they are", "[vault]") {
    VaultHome home;
    for (const std::string& label : {std::string(65, 'x'), std::string{"\xff"}}) {
        const auto made = Vault::create(home.path(), home.environment(), {label, kPassphrase, kFast, std::nullopt});
        CHECK(made.error().code == ErrorCode::invalid_argument);
    }
    {
        auto vault = home.create().value();
        CHECK(vault.add_coordinator(std::string(65, 'x'), kOtherPassphrase, kFast).error().code ==
              ErrorCode::invalid_argument);
    }
    CHECK(home.unlock(home.slot()));
    CHECK(home.status().slots.size() == 2);  // the first coordinator's and the county's
}

TEST_CASE("Vault: a second process is kept out until the first is gone", "[vault]") {
    VaultHome home;
    std::optional<Vault> vault = home.create().value();
    CHECK(home.unlock(home.slot()).error().code == ErrorCode::store_in_use);
    CHECK(home.status().slots.at(0).tries_left == kMaxTries);
    vault.reset();
    CHECK(home.unlock(home.slot()));
}

TEST_CASE("Vault: wrong tries are counted, the right one forgets them, ten seal the vault", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    for (std::uint32_t i = 1; i < kMaxTries; ++i) {
        CHECK(try_wrong(home, slot) == ErrorCode::vault_wrong_secret);
        CHECK(home.status().slots.at(0).tries_left == kMaxTries - i);
    }
    { REQUIRE(home.unlock(slot)); }
    CHECK(home.status().slots.at(0).tries_left == kMaxTries);
    for (std::uint32_t i = 1; i < kMaxTries; ++i) {
        CHECK(try_wrong(home, slot) == ErrorCode::vault_wrong_secret);
    }
    CHECK(try_wrong(home, slot) == ErrorCode::vault_sealed);
    CHECK(home.status().is_sealed);
    CHECK(home.unlock(slot).error().code == ErrorCode::vault_sealed);
}

TEST_CASE("Vault: a count that was deleted or damaged leaves one try and the right secret still opens", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    std::filesystem::remove(home.path() / "tries");
    CHECK(home.status().slots.at(0).tries_left == 1);
    { REQUIRE(home.unlock(slot)); }
    CHECK(home.status().slots.at(0).tries_left == kMaxTries);
    write_file(home.path() / "tries", "garbage");
    CHECK(try_wrong(home, slot) == ErrorCode::vault_sealed);
}

TEST_CASE("Vault: the platform's key store keeps the count when the file is put back", "[vault]") {
    VaultHome home;
    home.secure_key = std::make_unique<FakeSecureKey>(KeyProtection::software);
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    const std::string fresh = read_file(home.path() / "tries");
    CHECK(try_wrong(home, slot) == ErrorCode::vault_wrong_secret);
    CHECK(try_wrong(home, slot) == ErrorCode::vault_wrong_secret);
    write_file(home.path() / "tries", fresh);
    CHECK(home.status().slots.at(0).tries_left == kMaxTries - 2);
}

TEST_CASE("Vault: a changed passphrase opens and the old one does not", "[vault]") {
    VaultHome home;
    {
        Vault vault = home.create().value();
        CHECK(vault.change_passphrase("wrong wrong wrong", kOtherPassphrase, kFast).error().code ==
              ErrorCode::vault_wrong_secret);
        CHECK(vault.change_passphrase(kPassphrase, "short", kFast).error().code == ErrorCode::passphrase_too_short);
        REQUIRE(vault.change_passphrase(kPassphrase, kOtherPassphrase, kFast));
    }
    const SlotId slot = home.slot();
    CHECK(home.unlock(slot, kPassphrase).error().code == ErrorCode::vault_wrong_secret);
    CHECK(home.unlock(slot, kOtherPassphrase));
}

TEST_CASE("Vault: two coordinators share the data and not the signing key", "[vault]") {
    VaultHome home;
    SlotId second;
    PublicKey first_author;
    {
        Vault vault = home.create().value();
        first_author = vault.author_key().public_key();
        second = vault.add_coordinator("2", kOtherPassphrase, kFast).value();
        REQUIRE(vault.open_database(VaultFile::store).value().execute("CREATE TABLE t(x)"));
    }
    {
        Vault vault = home.unlock(second, kOtherPassphrase).value();
        CHECK(vault.author_key().public_key() != first_author);
        Database store = vault.open_database(VaultFile::store).value();
        CHECK(store.execute("INSERT INTO t VALUES (1)"));
    }
    CHECK(home.unlock(second, kPassphrase).error().code == ErrorCode::vault_wrong_secret);
    {
        Vault vault = home.unlock(home.slot()).value();
        CHECK(vault.remove_coordinator(vault.slot()).error().code == ErrorCode::invalid_argument);
        REQUIRE(vault.remove_coordinator(second));
    }
    CHECK(home.unlock(second, kOtherPassphrase).error().code == ErrorCode::slot_unknown);
}

TEST_CASE("Vault: a PIN opens only where hardware keeps a second factor, and not without it", "[vault]") {
    VaultHome home;
    CHECK(Vault::create(home.path(), home.environment(), {"1", "730418", kFast, std::nullopt}).error().code ==
          ErrorCode::passphrase_too_short);
    home.secure_key = std::make_unique<FakeSecureKey>(KeyProtection::hardware);
    { REQUIRE(Vault::create(home.path(), home.environment(), {"1", "730418", kFast, std::nullopt})); }
    { REQUIRE(home.unlock(home.slot(), "730418")); }
    REQUIRE(home.secure_key->forget("vault-factor"));
    CHECK(home.unlock(home.slot(), "730418").error().code == ErrorCode::vault_hardware_secret_lost);
}

TEST_CASE("Vault: a machine opens its own vault by the platform's secret", "[vault]") {
    VaultHome home;
    CHECK(Vault::create_for_device(home.path(), home.environment(), std::nullopt).error().code ==
          ErrorCode::port_absent);
    VaultHome server{2};
    server.secure_key = std::make_unique<FakeSecureKey>(KeyProtection::software);
    { REQUIRE(Vault::create_for_device(server.path(), server.environment(), std::nullopt)); }
    {
        const Vault vault = Vault::unlock_for_device(server.path(), server.environment()).value();
        CHECK(vault.author_key().public_key() == vault.device_key().public_key());
    }
    CHECK(server.unlock(server.slot()).error().code == ErrorCode::slot_unknown);
}

TEST_CASE("Vault: no copy of its keys stays in memory after locking", "[vault]") {
    VaultHome home{4711};
    Bytes data_key;
    Bytes author_seed;
    Bytes store_key_text;
    {
        const Vault vault = home.create().value();
        Database store = vault.open_database(VaultFile::store).value();
        REQUIRE(store.execute("CREATE TABLE t(x)"));
        data_key = masked(vault.data_key().bytes());
        author_seed = masked(vault.author_key().seed().value().bytes());
        std::string text = to_hex(derive_key(vault.data_key(), "daohu-store-1").value().bytes());
        store_key_text = masked(as_bytes(text));
        std::ranges::fill(text, '\0');
        CHECK(occurrences_of_masked(data_key) >= 1);
        CHECK(occurrences_of_masked(author_seed) >= 1);
    }
    CHECK(occurrences_of_masked(data_key) == 0);
    CHECK(occurrences_of_masked(author_seed) == 0);
    CHECK(occurrences_of_masked(store_key_text) == 0);
}
