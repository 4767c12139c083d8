// SPDX-License-Identifier: Apache-2.0
//
// The slot file: two copies of it, older and newer ones, and disks that fail while it is written.

#include "tests/vault/forwarding_files.hpp"
#include "tests/vault/vault_fixture.hpp"
#include "tests/vault/whole_file.hpp"

#include "core/base/cbor.hpp"
#include "core/base/hash.hpp"
#include "core/vault/reserve.hpp"

#include <catch2/catch_test_macros.hpp>

#include <utility>

using namespace daohu;
using namespace daohu::vault;
using namespace daohu::vault::test;
using daohu::test::read_file;
using daohu::test::write_file;

namespace {

// A disk without room as long as the reserve takes it.
class FullFiles final : public ForwardingFiles {
public:
    explicit FullFiles(std::filesystem::path folder) : m_folder{std::move(folder)} {}

    [[nodiscard]] Result<std::unique_ptr<File>> open(const std::filesystem::path& path, OpenMode mode) override {
        if (exists(m_folder / "reserve")) {
            return fail(ErrorCode::disk_full);
        }
        return ForwardingFiles::open(path, mode);
    }

private:
    std::filesystem::path m_folder;
};

// A disk that refuses to write one file, or fails once right after that file has got its name.
class RefusingFiles final : public ForwardingFiles {
public:
    std::string refused;
    std::string not_flushed;

    [[nodiscard]] Result<std::unique_ptr<File>> open(const std::filesystem::path& path, OpenMode mode) override {
        if (!refused.empty() && path.filename().string().starts_with(refused)) {
            return fail(ErrorCode::io_failed);
        }
        return ForwardingFiles::open(path, mode);
    }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        m_fails_next = to.filename() == not_flushed;
        return ForwardingFiles::rename(from, to);
    }
    Result<void> sync_directory(const std::filesystem::path& folder) override {
        if (std::exchange(m_fails_next, false)) {
            return fail(ErrorCode::io_failed);
        }
        return ForwardingFiles::sync_directory(folder);
    }

private:
    bool m_fails_next = false;
};

}  // namespace

TEST_CASE("Vault: weak derivation parameters written into the slot file do not open it", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    SlotTable table = load_slots(home.files, home.path()).value();
    table.slots[0].argon2 = {.passes = 2, .memory_kib = 16};
    REQUIRE(save_slots(home.files, home.path(), table));
    CHECK(home.unlock(table.slots[0].id).error().code == ErrorCode::vault_wrong_secret);
}

TEST_CASE("Vault: either copy of the slots is enough, and the other is mended", "[vault]") {
    for (const char* damaged : {"slots-a", "slots-b"}) {
        VaultHome home;
        { REQUIRE(home.create()); }
        const SlotId slot = home.slot();
        const std::string good = read_file(home.path() / damaged);
        write_file(home.path() / damaged, good.substr(0, good.size() / 2));
        { REQUIRE(home.unlock(slot)); }
        CHECK(read_file(home.path() / damaged) == good);
    }
}

TEST_CASE("Vault: both copies of the slots damaged is an error of its own", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    write_file(home.path() / "slots-a", "x");
    write_file(home.path() / "slots-b", "");
    CHECK(home.unlock(slot).error().code == ErrorCode::slots_damaged);
    CHECK(home.create().error().code == ErrorCode::vault_exists);
}

TEST_CASE("Vault: slots of a newer app are refused, and their older copy does not replace them", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    const std::string old = read_file(home.path() / "slots-a");
    const Bytes body = CborWriter{}.array(2).text("daohu-slots-2").array(0).take();
    CborWriter newer;
    newer.array(2).bytes(body).bytes(hash256(body).bytes());
    const Bytes bytes = newer.take();
    write_file(home.path() / "slots-a", as_text(bytes));
    CHECK(home.unlock(slot).error().code == ErrorCode::database_newer);
    CHECK(home.create().error().code == ErrorCode::vault_exists);
    CHECK(read_file(home.path() / "slots-a") == as_text(bytes));
    write_file(home.path() / "slots-a", old);
    CHECK(home.unlock(slot));
}

TEST_CASE("Vault: an old slot file put back is noticed", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    const std::string old = read_file(home.path() / "slots-a");
    {
        Vault vault = home.unlock(slot).value();
        CHECK_FALSE(vault.slots_were_rolled_back());
        REQUIRE(vault.change_passphrase(kPassphrase, kOtherPassphrase, kFast));
    }
    write_file(home.path() / "slots-a", old);
    write_file(home.path() / "slots-b", old);
    CHECK(home.unlock(slot, kPassphrase).value().slots_were_rolled_back());
}

TEST_CASE("Vault: a full disk takes the reserve instead of locking the coordinator out", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    FullFiles full{home.path()};
    const VaultEnvironment environment{full, home.entropy, *home.secure_key};
    CHECK(Reserve{home.files, home.path(), 4096}.keep());
    CHECK(Vault::unlock(home.path(), environment, slot, "wrong wrong wrong").error().code ==
          ErrorCode::vault_wrong_secret);
    CHECK(home.status().slots.at(0).tries_left == kMaxTries - 1);
    CHECK_FALSE(std::filesystem::exists(home.path() / "reserve"));
    CHECK(Reserve{home.files, home.path(), 4096}.keep());
    CHECK(Vault::unlock(home.path(), environment, slot, kPassphrase));
}

TEST_CASE("Vault: a changed passphrase holds although the anchor could not be written", "[vault]") {
    VaultHome home;
    RefusingFiles files;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    const std::string old = read_file(home.path() / "slots-a");
    {
        const VaultEnvironment environment{files, home.entropy, *home.secure_key};
        Vault vault = Vault::unlock(home.path(), environment, slot, kPassphrase).value();
        files.refused = "anchor";
        CHECK(vault.change_passphrase(kPassphrase, kOtherPassphrase, kFast));
        CHECK(vault.set_screen_pin("194826"));
    }
    CHECK(home.unlock(slot, kPassphrase).error().code == ErrorCode::vault_wrong_secret);
    CHECK_FALSE(home.unlock(slot, kOtherPassphrase).value().slots_were_rolled_back());  // the anchor is written now
    write_file(home.path() / "slots-a", old);
    write_file(home.path() / "slots-b", old);
    CHECK(home.unlock(slot, kPassphrase).value().slots_were_rolled_back());
}

TEST_CASE("Vault: a change of the slots that fails is undone in memory too", "[vault]") {
    VaultHome home;
    RefusingFiles files;
    const VaultEnvironment environment{files, home.entropy, *home.secure_key};
    SlotId slot;
    SlotId second;
    {
        Vault vault = home.create().value();
        slot = vault.slot();
        second = vault.add_coordinator("2", kOtherPassphrase, kFast).value();
    }
    {
        Vault vault = Vault::unlock(home.path(), environment, slot, kPassphrase).value();
        files.refused = "slots-a";
        CHECK_FALSE(vault.add_coordinator("3", kOtherPassphrase, kFast));
        CHECK_FALSE(vault.remove_coordinator(second));
        CHECK_FALSE(vault.set_screen_pin("194826"));
        CHECK_FALSE(vault.has_screen_pin());
        CHECK_FALSE(vault.change_passphrase(kPassphrase, kOtherPassphrase, kFast));
        files.refused.clear();
        REQUIRE(vault.set_screen_pin("194826"));  // writes the table as it is in memory
    }
    CHECK(home.status().slots.size() == 3);  // two coordinators and the county's key
    CHECK(home.unlock(slot, kPassphrase));
    CHECK(home.unlock(second, kOtherPassphrase));
}

TEST_CASE("Vault: a passphrase whose slot is on the disk counts as changed, whatever failed after it", "[vault]") {
    VaultHome home;
    RefusingFiles files;
    const VaultEnvironment environment{files, home.entropy, *home.secure_key};
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    {
        Vault vault = Vault::unlock(home.path(), environment, slot, kPassphrase).value();
        files.not_flushed = "slots-a";
        CHECK(vault.change_passphrase(kPassphrase, kOtherPassphrase, kFast));
        files.not_flushed.clear();
        REQUIRE(vault.set_screen_pin("194826"));
    }
    CHECK(home.unlock(slot, kOtherPassphrase));
    CHECK(home.unlock(slot, kPassphrase).error().code == ErrorCode::vault_wrong_secret);
}
