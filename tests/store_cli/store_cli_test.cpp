// SPDX-License-Identifier: Apache-2.0
//
// daohu-store as somebody at the county's office uses it: the program itself, on a store with a conflict and a fork in
// it.
#include "core/journal/mirror.hpp"
#include "tests/registry/store_fixture.hpp"
#include "tests/store_cli/store_tool.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <fstream>

using namespace daohu;
using namespace daohu::test;
using vault::test::kPassphrase;
using vault::test::VaultHome;

namespace {

constexpr std::string_view kName = "示例·甲";
constexpr std::string_view kOtherName = "示例·乙";
const EntityId kPerson = entity_numbered(10);

// A vault with one person whose name was changed twice from the same value, and a cloned tablet's entry.
struct Office {
    Office() {
        auto vault = home.create().value();
        auto database = vault.open_database(vault::VaultFile::store).value();
        auto mirror =
            journal::Mirror::open(home.files, vault.folder() / "mirror", vault.data_key(), home.entropy).value();
        FakeClock clock{journal::test::kBuildTime};
        auto journal =
            journal::Journal::open(database, &mirror, clock, home.entropy, {vault.device(), journal::test::kBuildTime})
                .value();
        const auto registry = registry::Registry::open(database, asset_schemas()).value();
        registry::Recorder recorder{database, journal, *registry};
        const auto save = [&](std::vector<entry::DraftOperation> operations) {
            entry::EntryDraft draft;
            draft.scope = stream_numbered(1);
            draft.sections = {{kPerson, std::move(operations), {}}};
            return recorder.save(entry::assemble(draft, home.entropy).value(), {vault.author_key(), vault.device_key()})
                .value();
        };
        const auto made = save({operation(OperationCode::create, "person", {set_to("full_name", words("示例·丙"))})});
        const entry::WriteId base{made.id(), 1};
        save({operation(OperationCode::update, "person", {set_to("full_name", words(kName), {base})})});
        save({operation(OperationCode::update, "person", {set_to("full_name", words(kOtherName), {base})})});

        const entry::test::Signer stranger;
        for (const std::uint64_t salt : {1U, 2U}) {
            const auto twin =
                entry::test::signed_entry(entry::test::family_draft(), entry::test::first_position(), stranger, salt);
            REQUIRE(recorder.receive(std::array{registry::ReceivedEntry{twin, std::nullopt}}));
        }
        REQUIRE(mirror.flush());
    }

    // Runs daohu-store with the passphrase on standard input.
    [[nodiscard]] Ended run(const std::string& arguments, std::string_view passphrase = kPassphrase) const {
        return run_store(home.folder.path(), arguments, passphrase);
    }
    [[nodiscard]] vault::SlotId slot() const {
        VaultHome other;
        return vault::Vault::status(home.path(), other.environment()).value().slots.at(0).id;
    }
    [[nodiscard]] std::string folder() const { return " --folder " + home.path().string(); }

    VaultHome home;
};

}  // namespace

TEST_CASE("daohu-store: verify says what the store holds, and that its registers follow from it", "[store_cli]") {
    const Office office;
    const Ended verified = office.run("verify" + office.folder());
    CAPTURE(verified.out, verified.err);
    CHECK(verified.code == 0);
    CHECK(has(verified.out, "5 entries in 2 chains"));
    CHECK(has(verified.out, "1 forks"));
    CHECK(has(verified.out, "3 entries in the mirror"));
    CHECK(has(verified.out, "registry as the journal says"));
}

TEST_CASE("daohu-store: verify says that an older copy of the key slots was put back", "[store_cli]") {
    const Office office;
    VaultHome other;
    const std::string old = text_of(office.home.path() / "slots-a");
    {
        auto vault = vault::Vault::unlock(office.home.path(), other.environment(), office.slot(), kPassphrase).value();
        REQUIRE(vault.change_passphrase(kPassphrase, vault::test::kOtherPassphrase, vault::test::kFast));
    }
    for (const char* name : {"slots-a", "slots-b"}) {
        std::ofstream{office.home.path() / name, std::ios::binary} << old;
    }
    const Ended verified = office.run("verify" + office.folder());
    CAPTURE(verified.out, verified.err);
    CHECK(verified.code == 1);
    CHECK(has(verified.out, "an older copy of the key slots"));
}

TEST_CASE("daohu-store: a flipped bit is a finding, and recover puts the entries back", "[store_cli]") {
    const Office office;
    const auto path = office.home.path() / "store.db";
    std::string bytes = text_of(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    std::ofstream{path, std::ios::binary} << bytes;

    const Ended found = office.run("verify" + office.folder());
    CAPTURE(found.out, found.err);
    CHECK(found.code == 1);
    CHECK(has(found.err, "database_damaged"));
    CHECK(office.run("recover store" + office.folder()).code == 0);
    const Ended rebuilt = office.run("rebuild" + office.folder());
    CHECK(has(rebuilt.out, "folded 5 entries anew"));
    CHECK(office.run("verify" + office.folder()).code == 0);
}

TEST_CASE("daohu-store: history and conflicts show no personal data unless asked", "[store_cli]") {
    const Office office;
    const std::string subject = " " + kPerson.to_string();
    for (const std::string& command : {"history" + subject, std::string{"conflicts"}}) {
        const Ended hidden = office.run(command + office.folder());
        CAPTURE(command, hidden.out, hidden.err);
        CHECK(hidden.code == 0);
        CHECK(has(hidden.out, "(hidden)"));
        CHECK_FALSE(has(hidden.out, "示例"));
        const Ended shown = office.run(command + " --show" + office.folder());
        CHECK(shown.code == 0);
        CHECK(has(shown.out, kName));
        CHECK(has(shown.out, kOtherName));
    }
    CHECK(has(office.run("conflicts" + office.folder()).out, "1 conflicts, 1 forks"));
    const Ended unknown = office.run("history " + entity_numbered(99).to_string() + office.folder());
    CHECK(unknown.code == 2);
    CHECK(has(unknown.err, "not_found"));
    CHECK(office.run("history not-an-id" + office.folder()).code == 2);
}

TEST_CASE("daohu-store: what was exported is imported once, and a changed file is told apart", "[store_cli]") {
    const Office office;
    const std::string file = " --file " + (office.home.folder / "bundle").string();
    CHECK(has(office.run("export" + office.folder() + file).out, "5 entries"));
    CHECK(has(office.run("import" + office.folder() + file).out, "0 added, 5 known"));

    for (const char* name : {"store.db", "store.db-wal", "store.db-shm", "mirror"}) {
        std::filesystem::remove(office.home.path() / name);
    }
    CHECK(has(office.run("import" + office.folder() + file).out, "4 added, 0 known, 0 completed, 1 forked"));
    CHECK(has(office.run("verify" + office.folder()).out, "registry as the journal says"));

    const auto bundle = office.home.folder / "bundle";
    std::string bytes = text_of(bundle);
    bytes[bytes.size() - 9] ^= 1;
    std::ofstream{bundle, std::ios::binary} << bytes;
    const Ended damaged = office.run("import" + office.folder() + file);
    CHECK(damaged.code == 1);
    CHECK(has(damaged.out, "1 damaged records"));
    std::ofstream{bundle, std::ios::binary} << "something else altogether, and long enough to be looked at by a reader "
                                               "that expects a key sealed to it at the start of the file";
    const Ended foreign = office.run("import" + office.folder() + file);
    CHECK(foreign.code == 2);
    CHECK(has(foreign.err, "bundle_malformed"));
}

TEST_CASE("daohu-store: says how it wants to be asked", "[store_cli]") {
    const Office office;
    const Ended help = office.run("--help");
    CHECK(help.code == 0);
    for (const char* command :
         {"create", "info", "verify", "rebuild", "history", "conflicts", "export", "import", "recover"}) {
        CHECK(has(help.out, command));
        CHECK(office.run(std::string{command} + " --help").code == 0);
    }
    CHECK(office.run("").code == 2);
    CHECK(office.run("verify").code == 2);
    CHECK(office.run("verify" + office.folder(), "not the right words at all").code == 2);
}

TEST_CASE("daohu-store: running without input costs no try", "[store_cli]") {
    const Office office;
    for (int i = 0; i < 12; ++i) {
        CHECK(std::system((std::string{DAOHU_STORE_TOOL} + " verify" + office.folder() + " < /dev/null 2> /dev/null")
                              .c_str()) != 0);
        CHECK(office.run("verify" + office.folder(), "").code == 2);  // an empty line is no passphrase either
    }
    CHECK(has(office.run("info" + office.folder()).out, "10 tries left"));
    CHECK(office.run("verify" + office.folder()).code == 0);
}

TEST_CASE("daohu-store: a store without registers says so, and is sound", "[store_cli]") {
    const Office office;
    for (const char* name : {"store.db", "store.db-wal", "store.db-shm"}) {
        std::filesystem::remove(office.home.path() / name);
    }
    CHECK(office.run("recover store" + office.folder()).code == 0);
    const Ended verified = office.run("verify" + office.folder());
    CAPTURE(verified.out, verified.err);
    CHECK(verified.code == 0);
    CHECK(has(verified.out, "registry not made yet"));
    for (const std::string& command : {std::string{"conflicts"}, "history " + kPerson.to_string()}) {
        const Ended asked = office.run(command + office.folder());
        CHECK(asked.code == 2);
        CHECK(has(asked.err, "not_found: no registers in this store yet"));
    }
}

TEST_CASE("daohu-store: a mirror that lacks something is a finding", "[store_cli]") {
    const Office office;
    std::filesystem::resize_file(office.home.path() / "mirror", 0);
    const Ended verified = office.run("verify" + office.folder());
    CHECK(verified.code == 1);
    CHECK(has(verified.out, "0 entries in the mirror, 3 missing there"));
}

TEST_CASE("daohu-store: rebuild and import keep the app's lists", "[store_cli]") {
    const Office office;
    const auto lists = [&office] {
        VaultHome home;
        auto vault = vault::Vault::unlock(office.home.path(), home.environment(), office.slot(), kPassphrase).value();
        auto database = vault.open_database(vault::VaultFile::store).value();
        auto count = database.prepare("SELECT count(*) FROM registry_projector").value();
        auto row = count.query();
        REQUIRE(row.next().value());
        return row.integer(0);
    };
    CHECK(lists() == 0);  // the office's store was made without any
    CHECK(office.run("rebuild" + office.folder()).code == 0);
    const auto after_rebuild = lists();
    CHECK(after_rebuild > 0);
    const std::string file = " --file " + (office.home.folder / "bundle").string();
    CHECK(office.run("export" + office.folder() + file).code == 0);
    CHECK(office.run("import" + office.folder() + file).code == 0);
    CHECK(lists() == after_rebuild);
}
