// SPDX-License-Identifier: Apache-2.0
#include "tests/vault/forwarding_files.hpp"
#include "tests/vault/own_memory.hpp"
#include "tests/vault/vault_fixture.hpp"

#include "core/base/cbor.hpp"
#include "core/base/hash.hpp"
#include "core/vault/passphrase.hpp"
#include "core/vault/process.hpp"
#include "core/vault/reserve.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

using namespace daohu;
using namespace daohu::vault;
using namespace daohu::vault::test;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream out;
    out << file.rdbuf();
    return out.str();
}

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream{path, std::ios::binary} << bytes;
}

ErrorCode try_wrong(VaultHome& home, SlotId slot) { return home.unlock(slot, "not the right passphrase").error().code; }

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
    const std::string fresh = bytes_of(home.path() / "tries");
    CHECK(try_wrong(home, slot) == ErrorCode::vault_wrong_secret);
    CHECK(try_wrong(home, slot) == ErrorCode::vault_wrong_secret);
    write_file(home.path() / "tries", fresh);
    CHECK(home.status().slots.at(0).tries_left == kMaxTries - 2);
}

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
        const std::string good = bytes_of(home.path() / damaged);
        write_file(home.path() / damaged, good.substr(0, good.size() / 2));
        { REQUIRE(home.unlock(slot)); }
        CHECK(bytes_of(home.path() / damaged) == good);
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
    const std::string old = bytes_of(home.path() / "slots-a");
    const Bytes body = CborWriter{}.array(2).text("daohu-slots-2").array(0).take();
    CborWriter newer;
    newer.array(2).bytes(body).bytes(hash256(body).bytes());
    const Bytes bytes = newer.take();
    write_file(home.path() / "slots-a", as_text(bytes));
    CHECK(home.unlock(slot).error().code == ErrorCode::database_newer);
    CHECK(home.create().error().code == ErrorCode::vault_exists);
    CHECK(bytes_of(home.path() / "slots-a") == as_text(bytes));
    write_file(home.path() / "slots-a", old);
    CHECK(home.unlock(slot));
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

TEST_CASE("Vault: an old slot file put back is noticed", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const SlotId slot = home.slot();
    const std::string old = bytes_of(home.path() / "slots-a");
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
    const std::string old = bytes_of(home.path() / "slots-a");
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

TEST_CASE("Recovery: the county opens a sealed vault with everything in it", "[vault]") {
    VaultHome home;
    {
        const Vault vault = home.create().value();
        REQUIRE(vault.open_database(VaultFile::store).value().execute("CREATE TABLE t(x); INSERT INTO t VALUES (5)"));
    }
    const SlotId slot = home.slot();
    for (std::uint32_t i = 0; i < kMaxTries; ++i) {
        static_cast<void>(try_wrong(home, slot));
    }
    const auto request = Recovery::request(home.path(), home.environment()).value();
    CHECK(Recovery::request(home.path(), home.environment()).value() == request);  // across restarts
    const auto at_office = decode_recovery_request(encode(request)).value();
    const Bytes answer = answer_recovery(at_office, home.county).value();
    {
        const auto other_slot =
            Recovery::complete(home.path(), home.environment(), answer, SlotId{}, kOtherPassphrase, kFast);
        CHECK(other_slot.error().code == ErrorCode::slot_unknown);
        const Vault vault =
            Recovery::complete(home.path(), home.environment(), answer, slot, kOtherPassphrase, kFast).value();
        Database store = vault.open_database(VaultFile::store).value();
        CHECK(store.execute("INSERT INTO t VALUES (6)"));
    }
    CHECK_FALSE(home.status().is_sealed);
    CHECK(home.unlock(slot, kPassphrase).error().code == ErrorCode::vault_wrong_secret);
    CHECK(home.unlock(slot, kOtherPassphrase));
    CHECK(Recovery::complete(home.path(), home.environment(), answer, slot, kPassphrase, kFast).error().code ==
          ErrorCode::recovery_answer_invalid);  // an answer works once
}

TEST_CASE("Recovery: a vault that was made before anybody knew the county can be told of it", "[vault]") {
    VaultHome home;
    {
        NewVault plan;
        plan.label = "1";
        plan.passphrase = kPassphrase;
        plan.argon2 = kFast;
        Vault vault = Vault::create(home.path(), home.environment(), plan).value();
        CHECK(Recovery::request(home.path(), home.environment()).error().code == ErrorCode::slot_unknown);
        CHECK(Recovery::enable(vault, home.county.public_key()).value());
        CHECK_FALSE(Recovery::enable(vault, home.county.public_key()).value());  // once
    }
    const auto request = Recovery::request(home.path(), home.environment()).value();
    const Bytes answer = answer_recovery(request, home.county).value();
    CHECK(Recovery::complete(home.path(), home.environment(), answer, home.slot(), kOtherPassphrase, kFast));
    CHECK(home.unlock(home.slot(), kOtherPassphrase));
}

TEST_CASE("Recovery: another office, a changed answer and a malformed request are refused", "[vault]") {
    VaultHome home;
    { REQUIRE(home.create()); }
    const auto request = Recovery::request(home.path(), home.environment()).value();
    SeededEntropy entropy{77};
    const BoxKey stranger = BoxKey::generate(entropy).value();
    CHECK(answer_recovery(request, stranger).error().code == ErrorCode::seal_broken);
    Bytes answer = answer_recovery(request, home.county).value();
    answer.back() ^= 1;
    CHECK(Recovery::complete(home.path(), home.environment(), answer, home.slot(), kOtherPassphrase, kFast)
              .error()
              .code == ErrorCode::recovery_answer_invalid);
    CHECK(decode_recovery_request(Bytes{1, 2, 3}).error().code == ErrorCode::recovery_request_malformed);
    CHECK(home.unlock(home.slot()));
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

TEST_CASE("Passphrases: twelve characters or five words, in any script", "[vault]") {
    constexpr auto kNone = KeyProtection::none;
    CHECK(check_passphrase("abcdefghijkl", kNone));
    CHECK(check_passphrase("a b c d e", kNone));
    CHECK(check_passphrase("一二三四五六七八九十甲乙", kNone));
    CHECK(check_passphrase("abcdefghijk", kNone).error().code == ErrorCode::passphrase_too_short);
    CHECK(check_passphrase("a b  c d", kNone).error().code == ErrorCode::passphrase_too_short);
    CHECK(check_passphrase("aaaaaaaaaaaaaaa", kNone).error().code == ErrorCode::passphrase_too_simple);
    CHECK(check_passphrase("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", kNone).error().code ==
          ErrorCode::passphrase_invalid);
    CHECK(check_passphrase("730418", KeyProtection::software).error().code == ErrorCode::passphrase_too_short);
    CHECK(check_passphrase("730418", KeyProtection::hardware));
    CHECK(check_passphrase("111111", KeyProtection::hardware).error().code == ErrorCode::screen_pin_too_simple);
    CHECK(check_screen_pin("345678").error().code == ErrorCode::screen_pin_too_simple);
    CHECK(check_screen_pin("876543").error().code == ErrorCode::screen_pin_too_simple);
    CHECK(check_screen_pin("73041").error().code == ErrorCode::screen_pin_too_simple);
}

TEST_CASE("Calibration: adds passes until a derivation takes long enough and never goes below the floor", "[vault]") {
    // Derivations seem to take these times, one after the other, again and again.
    struct ScriptedClock final : Clock {
        explicit ScriptedClock(std::vector<std::int64_t> durations) : script{std::move(durations)} {}
        [[nodiscard]] WallTime wall_now() const override { return {}; }
        [[nodiscard]] MonotonicTime monotonic_now() const override {
            now += calls % 2 == 1 ? script[(calls / 2) % script.size()] : 0;
            ++calls;
            return MonotonicTime{now};
        }
        [[nodiscard]] std::array<std::uint8_t, 16> boot_id() const override { return {}; }
        std::vector<std::int64_t> script;
        mutable std::size_t calls = 0;
        mutable std::int64_t now = 0;
    };
    const CalibrationGoal goal{kFast, std::chrono::milliseconds{300}};
    CHECK(calibrate_argon2(ScriptedClock{{400}}, goal).value() == kFast);
    CHECK(calibrate_argon2(ScriptedClock{{299}}, goal).value().passes == kArgon2Most.passes);
    // 120 ms at the floor of one pass, then 240, then 360; each beside two runs on a busy machine.
    const ScriptedClock busy{{900, 120, 700, 240, 900, 900, 800, 500, 360}};
    CHECK(calibrate_argon2(busy, goal).value().passes == 3);
}

TEST_CASE("Calibration: a small tablet derives with half the memory, and never with less", "[vault]") {
    constexpr std::uint64_t kGibibyte = std::uint64_t{1024} * 1024 * 1024;
    CHECK(calibration_goal(8 * kGibibyte).floor == Argon2Params{.passes = 3, .memory_kib = 64 * 1024});
    CHECK(calibration_goal(3 * kGibibyte).floor.memory_kib == 64 * 1024);
    CHECK(calibration_goal(2 * kGibibyte).floor == Argon2Params{.passes = 3, .memory_kib = 32 * 1024});
    CHECK(calibration_goal(0).floor.memory_kib == 32 * 1024);
    CHECK(calibration_goal(kGibibyte).least == std::chrono::milliseconds{300});
    CHECK(machine_memory() > 64 * 1024 * 1024);
}
