// SPDX-License-Identifier: Apache-2.0
#include "core/journal/rescue.hpp"
#include "tests/journal/fixture.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <fstream>

using namespace daohu;
using namespace daohu::journal;
using namespace daohu::journal::test;

namespace {

struct Store {
    vault::test::VaultHome home;
    vault::Vault vault = home.create().value();
    FakeClock clock{kBuildTime};

    [[nodiscard]] std::vector<entry::SignedEntry> save(int count) {
        auto mirror = Mirror::open(home.files, vault.folder() / "mirror", vault.data_key(), home.entropy).value();
        auto database = vault.open_database(vault::VaultFile::store).value();
        auto journal = Journal::open(database, &mirror, clock, home.entropy, {vault.device(), kBuildTime}).value();
        std::vector<entry::SignedEntry> saved;
        for (int i = 0; i < count; ++i) {
            auto transaction = vault::Transaction::begin(database).value();
            saved.push_back(journal
                                .append(transaction, entry::assemble(family_draft(), home.entropy).value(),
                                        {vault.author_key(), vault.device_key()})
                                .value());
            REQUIRE(transaction.commit());
        }
        REQUIRE(mirror.flush());
        return saved;
    }
    void overwrite(std::uint64_t offset, std::size_t count) {
        std::fstream file{vault.database_path(vault::VaultFile::store),
                          std::ios::binary | std::ios::in | std::ios::out};
        file.seekp(static_cast<std::streamoff>(offset));
        file << std::string(count, '\x55');
    }
    [[nodiscard]] RescueReport rescue() {
        return rescue_store(vault, home.files, clock, home.entropy, kBuildTime).value();
    }
    [[nodiscard]] std::size_t count_of(const std::vector<entry::SignedEntry>& entries) {
        auto database = vault.open_database(vault::VaultFile::store).value();
        auto reader = JournalReader::open(database).value();
        std::size_t found = 0;
        for (const auto& entry : entries) {
            const auto stored = reader.find(entry.id()).value();
            found += stored.size() == 1 && stored[0].entry.encode() == entry.encode() ? 1 : 0;
        }
        return found;
    }
};

}  // namespace

TEST_CASE("Rescue: a store whose first page is gone comes back from the mirror", "[journal]") {
    Store store;
    const auto saved = store.save(5);
    store.overwrite(0, 4096);
    CHECK(store.vault.open_database(vault::VaultFile::store).error().code == ErrorCode::database_damaged);
    const auto report = store.rescue();
    CHECK(report.from_mirror == 5);
    CHECK(std::filesystem::exists(report.put_aside));
    CHECK(store.count_of(saved) == 5);
}

TEST_CASE("Rescue: without a mirror, all rows but those on the bad page are read", "[journal]") {
    Store store;
    const auto saved = store.save(40);
    std::filesystem::remove(store.vault.folder() / "mirror");
    const auto size = std::filesystem::file_size(store.vault.database_path(vault::VaultFile::store));
    store.overwrite(size - 2 * 4096, 4096);
    const auto report = store.rescue();
    CHECK(report.from_mirror == 0);
    CHECK(report.from_damaged >= 30);
    CHECK(store.count_of(saved) == report.from_damaged);
}

TEST_CASE("Rescue: the next entry begins a new incarnation", "[journal]") {
    Store store;
    const auto saved = store.save(2);
    store.overwrite(0, 4096);
    static_cast<void>(store.rescue());
    const auto next = store.save(1);
    CHECK(next[0].header().sequence == 1);
    CHECK(next[0].header().incarnation != saved[0].header().incarnation);
}
