// SPDX-License-Identifier: Apache-2.0
#include "tests/journal/fixture.hpp"

#include "core/journal/delivery.hpp"
#include "core/journal/mirror_gap.hpp"
#include "core/journal/mirror_keeper.hpp"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <fstream>
#include <future>
#include <sstream>

using namespace daohu;
using namespace daohu::journal;
using namespace daohu::journal::test;

namespace {

std::vector<entry::SignedEntry> make_entries(int count) {
    const Signer signer;
    std::vector<entry::SignedEntry> entries{
        entry::test::signed_entry(family_draft(), entry::test::first_position(), signer)};
    while (static_cast<int>(entries.size()) < count) {
        entries.push_back(
            entry::test::signed_entry(family_draft(), entry::test::position_after(entries.back()), signer));
    }
    return entries;
}

Bytes file_bytes(const std::filesystem::path& path) {
    vault::SystemFiles files;
    return files.read(path, 1'000'000).value();
}

void put_bytes(const std::filesystem::path& path, ByteView bytes) {
    std::ofstream{path, std::ios::binary} << as_text(bytes);
}

// Tells when something was flushed; the first flushes may fail.
class WatchedFiles final : public vault::FileSystem {
public:
    explicit WatchedFiles(int failures = 0) : m_failures{failures} {}

    [[nodiscard]] bool wait_for_flush() {
        return m_flushed.get_future().wait_for(std::chrono::seconds{60}) == std::future_status::ready;
    }

    [[nodiscard]] Result<std::unique_ptr<vault::File>> open(const std::filesystem::path& path,
                                                            vault::OpenMode mode) override {
        auto file = TRY(m_files.open(path, mode));
        return std::unique_ptr<vault::File>{std::make_unique<WatchedFile>(*this, std::move(file))};
    }
    [[nodiscard]] Result<Bytes> read(const std::filesystem::path& path, std::uint64_t limit) override {
        return m_files.read(path, limit);
    }
    [[nodiscard]] bool exists(const std::filesystem::path& path) override { return m_files.exists(path); }
    [[nodiscard]] std::vector<std::string> list(const std::filesystem::path& folder) override {
        return m_files.list(folder);
    }
    Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override {
        return m_files.rename(from, to);
    }
    Result<void> remove(const std::filesystem::path& path) override { return m_files.remove(path); }
    Result<void> make_folder(const std::filesystem::path& folder) override { return m_files.make_folder(folder); }
    Result<void> sync_directory(const std::filesystem::path& folder) override { return m_files.sync_directory(folder); }
    Result<void> allocate(const std::filesystem::path& path, std::uint64_t bytes) override {
        return m_files.allocate(path, bytes);
    }
    [[nodiscard]] Result<std::uint64_t> free_space(const std::filesystem::path& folder) override {
        return m_files.free_space(folder);
    }

private:
    class WatchedFile final : public vault::File {
    public:
        WatchedFile(WatchedFiles& owner, std::unique_ptr<vault::File> file) : m_owner{owner}, m_file{std::move(file)} {}
        Result<void> append(ByteView bytes) override { return m_file->append(bytes); }
        Result<void> sync() override {
            if (m_owner.m_failures-- > 0) {
                return fail(ErrorCode::disk_full);
            }
            TRY(m_file->sync());
            if (!m_owner.m_is_flushed.exchange(true)) {
                m_owner.m_flushed.set_value();
            }
            return {};
        }
        [[nodiscard]] std::uint64_t size() const override { return m_file->size(); }

    private:
        WatchedFiles& m_owner;
        std::unique_ptr<vault::File> m_file;
    };

    vault::SystemFiles m_files;
    std::atomic<int> m_failures;
    std::atomic<bool> m_is_flushed = false;
    std::promise<void> m_flushed;
};

}  // namespace

TEST_CASE("Mirror: gives back what was flushed, byte for byte and in order", "[journal]") {
    Tablet tablet;
    const auto entries = make_entries(3);
    {
        Mirror mirror = tablet.open_mirror();
        CHECK(mirror.read().value().entries.empty());
        for (const auto& entry : entries) {
            mirror.note(entry);
        }
        CHECK(mirror.has_pending());
        REQUIRE(mirror.flush());
        CHECK_FALSE(mirror.has_pending());
        REQUIRE(mirror.flush());
    }
    const auto contents = tablet.open_mirror().read().value();
    REQUIRE(contents.entries.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(contents.entries[i].encode() == entries[i].encode());
    }
    CHECK(contents.damaged_records == 0);
}

TEST_CASE("Mirror: a changed byte costs one record and no other", "[journal]") {
    Tablet tablet;
    {
        Mirror mirror = tablet.open_mirror();
        for (const auto& entry : make_entries(3)) {
            mirror.note(entry);
        }
        REQUIRE(mirror.flush());
    }
    const Bytes good = file_bytes(tablet.folder / "mirror");
    for (std::size_t at = 0; at < good.size(); at += 7) {
        Bytes bad = good;
        bad[at] ^= 0x10;
        put_bytes(tablet.folder / "mirror", bad);
        const auto contents = tablet.open_mirror().read().value();
        CHECK(contents.entries.size() == 2);
        CHECK(contents.damaged_records == 1);
    }
}

TEST_CASE("Mirror: every truncation keeps the whole records before it", "[journal]") {
    Tablet tablet;
    {
        Mirror mirror = tablet.open_mirror();
        for (const auto& entry : make_entries(2)) {
            mirror.note(entry);
        }
        REQUIRE(mirror.flush());
    }
    const Bytes good = file_bytes(tablet.folder / "mirror");
    std::size_t most = 0;
    for (std::size_t size = 0; size < good.size(); size += 3) {
        put_bytes(tablet.folder / "mirror", ByteView{good}.first(size));
        const std::size_t found = tablet.open_mirror().read().value().entries.size();
        CHECK(found >= most);
        most = std::max(most, found);
    }
    CHECK(most == 1);
}

TEST_CASE("Mirror: records appended after a torn one are found", "[journal]") {
    Tablet tablet;
    const auto entries = make_entries(2);
    {
        Mirror mirror = tablet.open_mirror();
        mirror.note(entries[0]);
        REQUIRE(mirror.flush());
    }
    const Bytes good = file_bytes(tablet.folder / "mirror");
    put_bytes(tablet.folder / "mirror", ByteView{good}.first(good.size() / 2));
    {
        Mirror mirror = tablet.open_mirror();
        mirror.note(entries[1]);
        REQUIRE(mirror.flush());
    }
    const auto contents = tablet.open_mirror().read().value();
    REQUIRE(contents.entries.size() == 1);
    CHECK(contents.entries[0].hash() == entries[1].hash());
    CHECK(contents.damaged_records == 1);
}

TEST_CASE("Mirror: rewriting keeps the head, the given entries and what was noted meanwhile", "[journal]") {
    Tablet tablet;
    const auto entries = make_entries(4);
    Mirror mirror = tablet.open_mirror();
    mirror.note(entries[0]);
    mirror.note(entries[1]);
    REQUIRE(mirror.flush());
    mirror.note(entries[2]);
    mirror.note(entries[3]);
    const MirrorHead head{entries[1].id(), entries[1].hash()};
    REQUIRE(mirror.rewrite({entries[2]}, head));
    CHECK(mirror.has_pending());
    REQUIRE(mirror.flush());
    const auto contents = mirror.read().value();
    CHECK(contents.head == head);
    REQUIRE(contents.entries.size() == 2);
    CHECK(contents.entries[0].hash() == entries[2].hash());
    CHECK(contents.entries[1].hash() == entries[3].hash());
}

TEST_CASE("Mirror: nothing in the file can be read without the key", "[journal]") {
    Tablet tablet;
    Mirror mirror = tablet.open_mirror();
    mirror.note(make_entries(1)[0]);
    REQUIRE(mirror.flush());
    CHECK(as_text(file_bytes(tablet.folder / "mirror")).find("Shili") == std::string_view::npos);
    SeededEntropy other{9};
    const auto wrong_key = SecretBytes::random(32, other).value();
    const auto contents = Mirror::open(tablet.files, tablet.folder / "mirror", wrong_key, other).value().read().value();
    CHECK(contents.entries.empty());
    CHECK(contents.damaged_records == 1);
}

TEST_CASE("MirrorKeeper: writes what was noted without being asked, after a full disk too", "[journal]") {
    const auto entries = make_entries(2);
    for (const int failures : {0, 1}) {
        Tablet tablet;
        WatchedFiles files{failures};
        Mirror mirror = Mirror::open(files, tablet.folder / "mirror", tablet.key, tablet.entropy).value();
        const MirrorKeeper keeper{mirror};
        mirror.note(entries[0]);
        REQUIRE(files.wait_for_flush());
        const auto contents = mirror.read().value();
        REQUIRE_FALSE(contents.entries.empty());
        CHECK(contents.entries[0].encode() == entries[0].encode());
    }
}

TEST_CASE("MirrorKeeper: writes what is left when the app is closed", "[journal]") {
    const auto entries = make_entries(50);
    Tablet tablet;
    Mirror mirror = tablet.open_mirror();
    {
        const MirrorKeeper keeper{mirror};
        for (const auto& entry : entries) {
            mirror.note(entry);
        }
    }
    CHECK_FALSE(mirror.has_pending());
    CHECK(mirror.read().value().entries.size() == entries.size());
}

TEST_CASE("Mirror: lets go of what is safe when the app opens, once that is worth it", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        for (int i = 0; i < 201; ++i) {
            app.save();
        }
        REQUIRE(app.mirror.flush());
        auto marks = DeliveryMarks::open(app.database).value();
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(marks.raise(transaction, app.journal.identity().incarnation, {200, 200}));
        REQUIRE(transaction.commit());
        CHECK(app.mirror.read().value().entries.size() == 201);
    }
    OpenTablet app{tablet};
    CHECK(app.mirror.read().value().entries.size() == 1);
    CHECK_FALSE(app.journal.opening_report().started_new_incarnation);
}

TEST_CASE("Mirror: lets go of what became safe while the app is open, once that is worth it", "[journal]") {
    Tablet tablet;
    OpenTablet app{tablet};
    for (int i = 0; i < 205; ++i) {
        app.save();
    }
    REQUIRE(app.mirror.flush());
    auto marks = DeliveryMarks::open(app.database).value();
    const auto become_safe = [&](std::uint64_t until) {
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(marks.raise(transaction, app.journal.identity().incarnation, {until, until}));
        REQUIRE(transaction.commit());
        REQUIRE(app.journal.let_go_of_safe_entries());
    };
    become_safe(199);
    CHECK(app.mirror.read().value().entries.size() == 205);
    become_safe(200);
    REQUIRE(app.mirror.read().value().entries.size() == 5);
    app.save();
    REQUIRE(app.mirror.flush());
    become_safe(206);  // six are not worth another file
    CHECK(app.mirror.read().value().entries.size() == 6);
}

namespace {

std::size_t mirrored(OpenTablet& app) {
    REQUIRE(app.mirror.flush());
    const auto contents = app.mirror.read().value();
    CHECK(contents.damaged_records == 0);
    return contents.entries.size();
}

}  // namespace

TEST_CASE("Mirror: what it lost or never got is noted again when the journal opens", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        for (int i = 0; i < 5; ++i) {
            app.save();
        }
        REQUIRE(app.mirror.flush());
        app.save();  // never reaches it
    }
    const auto path = tablet.folder / "mirror";
    const Bytes good = file_bytes(path);
    SECTION("the last entry was not flushed") {}
    SECTION("the file is lost") { std::filesystem::remove(path); }
    SECTION("the file is cut") { put_bytes(path, ByteView{good}.first(good.size() / 2)); }
    SECTION("a byte is changed") {
        Bytes bad = good;
        bad[bad.size() / 2] ^= 0x10;
        put_bytes(path, bad);
    }
    {
        OpenTablet app{tablet};
        CHECK_FALSE(app.journal.opening_report().started_new_incarnation);
        CHECK(missing_in_mirror(app.database, tablet.device, app.mirror.read().value()).value().size() <= 6);
        CHECK(mirrored(app) == 6);
        CHECK(missing_in_mirror(app.database, tablet.device, app.mirror.read().value()).value().empty());
    }
    std::filesystem::remove(tablet.folder / "store.db");
    std::filesystem::remove(tablet.folder / "store.db-wal");
    OpenTablet app{tablet};
    CHECK(app.journal.opening_report().restored_from_mirror == 6);
}

TEST_CASE("Mirror: an entry that is safe elsewhere is not noted again", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        app.save();
        app.save();
        auto marks = DeliveryMarks::open(app.database).value();
        auto transaction = vault::Transaction::begin(app.database).value();
        REQUIRE(marks.raise(transaction, app.journal.identity().incarnation, {1, 1}));
        REQUIRE(transaction.commit());
    }
    OpenTablet app{tablet};
    CHECK(mirrored(app) == 1);
}

TEST_CASE("Mirror: an own entry that is put back goes into it", "[journal]") {
    Tablet tablet;
    entry::SignedEntry saved = [&] {
        OpenTablet app{tablet};
        return app.save();
    }();
    for (const char* name : {"store.db", "store.db-wal", "mirror"}) {
        std::filesystem::remove(tablet.folder / name);
    }
    OpenTablet app{tablet};
    CHECK(app.import(saved) == ImportOutcome::added);
    CHECK(mirrored(app) == 1);
}
