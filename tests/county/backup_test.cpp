// SPDX-License-Identifier: Apache-2.0
//
// Backups and their restore when something goes wrong on the way: what was there stays as it was, or what comes has a new
// epoch. Never the past under a number that tablets know.

#include "sync/county/backup.hpp"

#include "sync/county/county.hpp"
#include "sync/county/last_backup.hpp"
#include "sync/county/status.hpp"
#include "tests/county/forwarding_store.hpp"
#include "tests/county/store_fixture.hpp"

#include <fstream>
#include <functional>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

constexpr std::chrono::sys_seconds kToday{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};

// A county with one entry in its backup and one more since.
struct Past {
    Past() {
        bring(store, {device.write()});
        REQUIRE(store.store->empty_log());  // everything is in the one file
        REQUIRE(back_up(store.folder, *store.store, backup.path()));
        bring(store, {device.write()});
        store.store.reset();
    }

    TestStore store;
    TestDevice device{store, 1};
    daohu::test::TemporaryFolder backup;
};

std::string status_of(const Folder& folder) {
    const auto store = open_sqlcipher_store(folder.store_path(), folder.load_store_key().value());
    return store ? status_json(folder, **store, kToday).value() : std::string{"cannot be opened"};
}

struct Served {
    wire::ServerEpoch epoch = 0;
    std::uint64_t entries = 0;
};

// What a county in this folder would serve; nothing where it cannot be opened.
std::optional<Served> served_by(const Folder& folder) {
    const SystemClock clock;
    SystemEntropy entropy;
    auto county = County::open(folder.path(), clock, entropy);
    if (!county) {
        return std::nullopt;
    }
    return Served{.epoch = county->store().epoch(), .entries = county->store().count().value().entries};
}

// Tablets know epoch 1 and two entries. Whatever is served under that number must still have both.
bool is_sound(const Folder& folder) {
    const auto served = served_by(folder);
    return !served || served->entries == 2 || (served->entries == 1 && served->epoch > 1);
}

void place_file(const std::filesystem::path& path) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path} << "sealed";
}

std::size_t count_named(const std::filesystem::path& folder, std::string_view prefix) {
    std::size_t count = 0;
    for (const auto& item : std::filesystem::directory_iterator{folder}) {
        count += item.path().filename().string().starts_with(prefix) ? 1 : 0;
    }
    return count;
}

// The process dies at the step of this number: nothing after it is done.
class CutFiles final : public vault::FileSystem {
public:
    explicit CutFiles(int steps) : m_left{steps} {}
    [[nodiscard]] bool was_cut() const { return m_left < 0; }

    Result<std::unique_ptr<vault::File>> open(const std::filesystem::path& path, vault::OpenMode mode) override {
        TRY(step());
        return m_files.open(path, mode);
    }
    Result<Bytes> read(const std::filesystem::path& path, std::uint64_t limit) override {
        return m_files.read(path, limit);
    }
    Result<Bytes> read_part(const std::filesystem::path& path, std::uint64_t offset, std::size_t size) override {
        return m_files.read_part(path, offset, size);
    }
    bool exists(const std::filesystem::path& path) override { return m_files.exists(path); }
    std::vector<std::string> list(const std::filesystem::path& folder) override { return m_files.list(folder); }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        TRY(step());
        return m_files.rename(from, to);
    }
    Result<void> remove(const std::filesystem::path& path) override {
        TRY(step());
        return m_files.remove(path);
    }
    Result<void> make_folder(const std::filesystem::path& folder) override {
        TRY(step());
        return m_files.make_folder(folder);
    }
    Result<void> sync_directory(const std::filesystem::path& folder) override {
        TRY(step());
        return m_files.sync_directory(folder);
    }
    Result<void> allocate(const std::filesystem::path& path, std::uint64_t bytes) override {
        return m_files.allocate(path, bytes);
    }
    Result<std::uint64_t> free_space(const std::filesystem::path& folder) override {
        return m_files.free_space(folder);
    }

private:
    Result<void> step() { return --m_left < 0 ? Result<void>{fail(ErrorCode::io_failed, "cut")} : Result<void>{}; }

    vault::SystemFiles m_files;
    int m_left;
};

// Something happens between the copying of the photographs and the turn to write.
class WatchedStore final : public ForwardingStore {
public:
    WatchedStore(Store& store, std::function<void()> happens) : ForwardingStore{store}, m_happens{std::move(happens)} {}

    Result<std::unique_ptr<StoreWriter>> begin() override {
        m_happens();
        return ForwardingStore::begin();
    }

private:
    std::function<void()> m_happens;
};

}  // namespace

TEST_CASE("Restore: a backup of another county, a damaged or an empty one takes nothing away", "[county]") {
    Past past;
    Past other;
    const std::string before = status_of(past.store.folder);
    CHECK(restore(past.store.folder, other.backup.path(), kToday).error().code == ErrorCode::database_key_wrong);
    CHECK(status_of(past.store.folder) == before);

    const std::filesystem::path file = past.backup.path() / "county.db";
    {  // of the page in the middle
        std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
        bytes.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file) / 2));
        bytes << "damaged";
    }
    std::filesystem::remove(past.backup.path() / "county.db-wal");
    CHECK(restore(past.store.folder, past.backup.path(), kToday).error().code == ErrorCode::database_damaged);
    CHECK(status_of(past.store.folder) == before);

    std::ofstream{file, std::ios::trunc} << "";
    CHECK(restore(past.store.folder, past.backup.path(), kToday).error().code == ErrorCode::database_foreign);
    std::filesystem::remove(file);
    CHECK(restore(past.store.folder, past.backup.path(), kToday).error().code == ErrorCode::not_found);
    CHECK(status_of(past.store.folder) == before);
    CHECK(count_named(past.store.folder.path(), "replaced-") == 0);
    CHECK(count_named(past.store.folder.path(), "restoring") == 0);
}

TEST_CASE("Restore: photographs that cannot be read leave the store and its epoch as they were", "[county]") {
    Past past;
    const std::string before = status_of(past.store.folder);
    place_file(past.backup.path() / "files" / "not a shelf");
    CHECK(restore(past.store.folder, past.backup.path(), kToday).error().code == ErrorCode::io_failed);
    CHECK(status_of(past.store.folder) == before);

    std::filesystem::remove_all(past.backup.path() / "files");
    REQUIRE(restore(past.store.folder, past.backup.path(), kToday));
    CHECK(served_by(past.store.folder)->entries == 1);
    CHECK(served_by(past.store.folder)->epoch > 1);
}

TEST_CASE("Restore: cut off at any step it never serves the past under an epoch that tablets know", "[county]") {
    const Past past;
    place_file(past.backup.path() / "files" / "aaaa" / std::string(64, 'a'));
    int cuts = 0;
    int without_a_store = 0;
    for (bool was_cut = true; was_cut; ++cuts) {
        const daohu::test::TemporaryFolder copy;
        std::filesystem::copy(past.store.path.path(), copy.path(), std::filesystem::copy_options::recursive);
        const Folder folder = Folder::open(copy.path()).value();
        CutFiles files{cuts};
        const auto outcome = restore(folder, past.backup.path(), kToday, files);
        was_cut = files.was_cut();
        INFO("cut at step " << cuts);
        CHECK(outcome.has_value() == !was_cut);
        CHECK(is_sound(folder));
        without_a_store += served_by(folder) ? 0 : 1;
        REQUIRE(restore(folder, past.backup.path(), kToday));  // whatever it was, doing it again mends it
        CHECK(served_by(folder)->entries == 1);
        CHECK(served_by(folder)->epoch > 1);
    }
    CHECK(cuts > 10);
    CHECK(without_a_store == 1);  // between the two renames
}

TEST_CASE(
    "Restore: copied straight into the store's place and cut off before the epoch, the past is served as the present",
    "[county]") {
    // The control of the test above.
    const Past past;
    REQUIRE(is_sound(past.store.folder));
    const std::filesystem::path place = past.store.folder.store_path().parent_path();
    std::filesystem::remove_all(place);
    std::filesystem::copy(past.backup.path(), place);
    CHECK_FALSE(is_sound(past.store.folder));
}

TEST_CASE("Restore: twice in one second, or with a clock of long ago, gives two epochs and keeps both pasts",
          "[county]") {
    Past past;
    REQUIRE(restore(past.store.folder, past.backup.path(), kToday));
    const auto first = served_by(past.store.folder)->epoch;
    REQUIRE(restore(past.store.folder, past.backup.path(), kToday));
    const auto second = served_by(past.store.folder)->epoch;
    CHECK(second > first);
    REQUIRE(restore(past.store.folder, past.backup.path(), std::chrono::sys_seconds{}));
    CHECK(served_by(past.store.folder)->epoch > second);
    CHECK(count_named(past.store.folder.path(), "replaced-") == 3);
}

TEST_CASE("Restore: what an attempt left that the power cut off disturbs nothing", "[county]") {
    Past past;
    for (const char* name : {"county.db", "county.db-wal", "county.db-shm"}) {
        place_file(past.store.folder.path() / "restoring" / name);
    }
    REQUIRE(restore(past.store.folder, past.backup.path(), kToday));
    CHECK(served_by(past.store.folder)->entries == 1);
}

TEST_CASE("Restore: a photograph that was cut off while it was copied is copied again, whole", "[county]") {
    Past past;
    const std::string name(64, 'a');
    place_file(past.backup.path() / "files" / "aaaa" / name);
    std::filesystem::create_directories(past.store.folder.files_path() / "aaaa");
    std::ofstream{past.store.folder.files_path() / "aaaa" / (name + ".copying")} << "sea";
    REQUIRE(restore(past.store.folder, past.backup.path(), kToday));
    CHECK(std::filesystem::file_size(past.store.folder.files_path() / "aaaa" / name) == 6);
    CHECK(count_named(past.store.folder.files_path() / "aaaa", name) == 1);
}

TEST_CASE("Backup: a photograph that comes while others are copied is in it before its entry is called safe",
          "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    const std::filesystem::path shelf = store.folder.files_path() / "aaaa";
    place_file(shelf / std::string(64, 'a'));
    WatchedStore watched{*store.store, [&] {
                             bring(store, {device.write()});
                             place_file(shelf / std::string(64, 'b'));
                         }};
    const daohu::test::TemporaryFolder backup;
    REQUIRE(back_up(store.folder, watched, backup.path()));
    CHECK(store.store->load_chain(device.position.device, device.position.incarnation).value().safe == 1);
    CHECK(std::filesystem::exists(backup.path() / "files" / "aaaa" / std::string(64, 'a')));
    CHECK(std::filesystem::exists(backup.path() / "files" / "aaaa" / std::string(64, 'b')));
}

TEST_CASE("Backup: with a shelf that cannot be read nothing is called safe, wherever the shelf stands", "[county]") {
    for (const char* name : {"aaaa", "zzzz"}) {
        TestStore store;
        TestDevice device{store, 1};
        bring(store, {device.write()});
        place_file(store.folder.files_path() / "mmmm" / std::string(64, 'a'));
        place_file(store.folder.files_path() / name);  // where a shelf should be
        const daohu::test::TemporaryFolder backup;
        CHECK(back_up(store.folder, *store.store, backup.path()).error().code == ErrorCode::io_failed);
        CHECK(store.store->load_chain(device.position.device, device.position.incarnation).value().safe == 0);

        std::filesystem::remove(store.folder.files_path() / name);
        REQUIRE(back_up(store.folder, *store.store, backup.path()));  // the same folder: there was no backup in it yet
        CHECK(store.store->load_chain(device.position.device, device.position.incarnation).value().safe == 1);
    }
}

TEST_CASE("Backup: inside the county's own folder nothing is called safe", "[county]") {
    TestStore store;
    TestDevice device{store, 1};
    bring(store, {device.write()});
    for (const std::filesystem::path& target : {store.path.path(), store.path / "backup", store.path / "store/../x"}) {
        INFO(target);
        CHECK(back_up(store.folder, *store.store, target).error().code == ErrorCode::invalid_argument);
        CHECK_FALSE(std::filesystem::exists(target / "county.db"));
    }
    const auto chain = store.store->load_chain(device.position.device, device.position.incarnation).value();
    CHECK(chain.acknowledged == 1);
    CHECK(chain.safe == 0);
    const daohu::test::TemporaryFolder beside;
    CHECK(back_up(store.folder, *store.store, beside.path()));
}

TEST_CASE("Backup: status says when the last one was made and how old it is, or that there is none", "[county]") {
    TestStore store;
    const auto status_at = [&](std::chrono::sys_seconds now) {
        return status_json(store.folder, *store.store, now).value();
    };
    CHECK(status_at(kToday).find(R"("last_backup": null)") != std::string::npos);
    REQUIRE(note_backup(store.folder, kToday));
    CHECK(last_backup(store.folder) == kToday);
    const std::string later = status_at(kToday + std::chrono::hours{25});
    CHECK(later.find(R"("at": "2030-01-01T00:00:00Z")") != std::string::npos);
    CHECK(later.find(R"("age_seconds": 90000)") != std::string::npos);

    std::ofstream{store.folder.path() / "last-backup"} << "yesterday";
    CHECK(status_at(kToday).find(R"("last_backup": null)") != std::string::npos);
}
