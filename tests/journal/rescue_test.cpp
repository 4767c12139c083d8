// SPDX-License-Identifier: Apache-2.0
#include "core/journal/rescue.hpp"
#include "tests/journal/fixture.hpp"
#include "tests/journal/mirror_contents.hpp"
#include "tests/vault/forwarding_files.hpp"
#include "tests/vault/vault_fixture.hpp"

#include <algorithm>
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
    [[nodiscard]] std::filesystem::path database_path() const { return vault.database_path(vault::VaultFile::store); }
    [[nodiscard]] std::vector<std::string> put_aside() {
        auto names = home.files.list(vault.folder());
        std::erase_if(names, [](const std::string& name) { return !name.starts_with("store.db.damaged-"); });
        return names;
    }
    // The journal as the app opens it.
    template <class Work>
    void with_journal(Work work) {
        auto mirror = Mirror::open(home.files, vault.folder() / "mirror", vault.data_key(), home.entropy).value();
        auto database = vault.open_database(vault::VaultFile::store).value();
        auto journal = Journal::open(database, &mirror, clock, home.entropy,
                                     {.device = vault.device(), .build_time = kBuildTime, .files = &home.files})
                           .value();
        work(database, journal, mirror);
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

// Gives up at one renaming, as a process that is killed there.
class CutFiles final : public vault::test::ForwardingFiles {
public:
    explicit CutFiles(int renames_before) : m_left{renames_before} {}

    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        return m_left-- > 0 ? ForwardingFiles::rename(from, to) : Result<void>{fail(ErrorCode::io_failed)};
    }

private:
    int m_left;
};

constexpr std::uint64_t kPage = 4096;

std::uint64_t root_of_entries(const vault::Vault& vault) {
    auto database = vault.open_database(vault::VaultFile::store).value();
    auto select = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'entry'").value();
    auto row = select.query();
    REQUIRE(row.next().value());
    return row.unsigned_integer(0);
}

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

TEST_CASE("Rescue: without a mirror, any bad page costs the rows that need it and no others", "[journal]") {
    Store store;
    const auto saved = store.save(60);
    const std::uint64_t root = root_of_entries(store.vault);
    const Bytes whole = store.home.files.read(store.database_path(), 10'000'000).value();
    std::size_t pages_of_rows = 0;
    for (std::uint64_t page = 1; page <= whole.size() / kPage; ++page) {
        CAPTURE(page);
        std::filesystem::remove(store.vault.folder() / "mirror");
        REQUIRE(vault::replace_file(store.home.files, store.database_path(), whole));
        store.overwrite((page - 1) * kPage, kPage);
        const auto report = store.rescue();
        CHECK(store.count_of(saved) == report.from_damaged);
        if (report.not_opened) {  // a page of the schema
            CHECK(report.from_damaged == 0);
        } else if (page != root) {
            CHECK(report.from_damaged + report.unreadable == saved.size());
            CHECK(report.from_damaged >= saved.size() - 16);
            pages_of_rows += report.unreadable > 0 ? 1 : 0;
        }
        CHECK(report.is_whole() == (report.from_damaged == saved.size()));
    }
    CHECK(pages_of_rows > 4);
}

TEST_CASE("Rescue: one that is cut short loses nothing and is begun again", "[journal]") {
    for (const auto& [renames, is_opened_next] : {std::pair{0, true}, {0, false}, {1, true}, {1, false}}) {
        CAPTURE(renames, is_opened_next);
        Store store;
        const auto saved = store.save(5);
        std::filesystem::remove(store.vault.folder() / "mirror");
        CutFiles files{renames};
        CHECK_FALSE(rescue_store(store.vault, files, store.clock, store.home.entropy, kBuildTime));
        CHECK(std::filesystem::exists(store.database_path()) == (renames == 0));
        if (is_opened_next) {
            REQUIRE(finish_rescue(store.vault, store.home.files));
        } else {
            static_cast<void>(store.rescue());
        }
        CHECK(store.count_of(saved) == 5);
    }
}

TEST_CASE("Rescue: what was dropped in the damaged file stays dropped, though the mirror still has it", "[journal]") {
    Store store;
    const auto saved = store.save(3);
    store.with_journal([&](vault::Database& database, Journal& journal, Mirror&) {
        auto transaction = vault::Transaction::begin(database).value();
        REQUIRE(journal.drop_section(transaction, saved[1].id(), saved[1].hash(), 0));
        REQUIRE(transaction.commit());  // and the power goes before the mirror is cleaned
    });
    static_cast<void>(store.rescue());
    store.with_journal([&](vault::Database&, Journal& journal, Mirror& mirror) {
        const auto stored = journal.reader().find(saved[1].id()).value();
        REQUIRE(stored.size() == 1);
        CHECK(stored[0].entry.section(0).error().code == ErrorCode::entry_section_dropped);
        const MirrorContents contents = contents_of(mirror);
        for (const auto& entry : contents.entries) {
            CHECK((entry.hash() != saved[1].hash() || !entry.section(0)));
        }
    });
}

TEST_CASE("Rescue: a file put aside goes when something is dropped for good", "[journal]") {
    Store store;
    const auto saved = store.save(3);
    store.overwrite(0, kPage);
    static_cast<void>(store.rescue());
    REQUIRE(store.put_aside().size() == 1);
    store.with_journal([&](vault::Database& database, Journal& journal, Mirror&) {
        auto transaction = vault::Transaction::begin(database).value();
        REQUIRE(journal.drop_section(transaction, saved[1].id(), saved[1].hash(), 0));
        REQUIRE(transaction.commit());
        REQUIRE(journal.finish_dropping());
    });
    CHECK(store.put_aside().empty());
}
