// SPDX-License-Identifier: Apache-2.0
#include "tests/journal/fixture.hpp"
#include "tests/journal/mirror_contents.hpp"
#include "tests/vault/forwarding_files.hpp"

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
class WatchedFiles final : public vault::test::ForwardingFiles {
public:
    explicit WatchedFiles(int failures = 0) : m_failures{failures} {}

    [[nodiscard]] bool wait_for_flush() {
        return m_flushed.get_future().wait_for(std::chrono::seconds{60}) == std::future_status::ready;
    }

    [[nodiscard]] Result<std::unique_ptr<vault::File>> open(const std::filesystem::path& path,
                                                            vault::OpenMode mode) override {
        auto file = TRY(ForwardingFiles::open(path, mode));
        return std::unique_ptr<vault::File>{std::make_unique<WatchedFile>(*this, std::move(file))};
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
        CHECK(contents_of(mirror).entries.empty());
        for (const auto& entry : entries) {
            mirror.note(entry);
        }
        CHECK(mirror.has_pending());
        REQUIRE(mirror.flush());
        CHECK_FALSE(mirror.has_pending());
        REQUIRE(mirror.flush());
    }
    const auto contents = contents_of(tablet.open_mirror());
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
        const auto contents = contents_of(tablet.open_mirror());
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
        const std::size_t found = contents_of(tablet.open_mirror()).entries.size();
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
    const auto contents = contents_of(tablet.open_mirror());
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
    REQUIRE(mirror.rewrite(head, [&](const Mirror::Take& put) { return put(entries[2]); }));
    CHECK(mirror.has_pending());
    REQUIRE(mirror.flush());
    const auto contents = contents_of(mirror);
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
    const auto contents = contents_of(Mirror::open(tablet.files, tablet.folder / "mirror", wrong_key, other).value());
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
        const auto contents = contents_of(mirror);
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
    CHECK(contents_of(mirror).entries.size() == entries.size());
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
        CHECK(contents_of(app.mirror).entries.size() == 201);
    }
    OpenTablet app{tablet};
    CHECK(contents_of(app.mirror).entries.size() == 1);
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
    CHECK(contents_of(app.mirror).entries.size() == 205);
    become_safe(200);
    REQUIRE(contents_of(app.mirror).entries.size() == 5);
    app.save();
    REQUIRE(app.mirror.flush());
    become_safe(206);  // six are not worth another file
    CHECK(contents_of(app.mirror).entries.size() == 6);
}

namespace {

std::size_t mirrored(OpenTablet& app) {
    REQUIRE(app.mirror.flush());
    const auto contents = contents_of(app.mirror);
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
        CHECK(missing_in_mirror(app.database, tablet.device, contents_of(app.mirror).hashes()).value().size() <= 6);
        CHECK(mirrored(app) == 6);
        CHECK(missing_in_mirror(app.database, tablet.device, contents_of(app.mirror).hashes()).value().empty());
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

namespace {

void lose_database(const Tablet& tablet) {
    for (const char* name : {"store.db", "store.db-wal", "store.db-shm"}) {
        std::filesystem::remove(tablet.folder / name);
    }
}

// Every block from `bad` on cannot be read.
class BadBlocks final : public vault::test::ForwardingFiles {
public:
    explicit BadBlocks(std::uint64_t bad) : m_bad{bad} {}
    [[nodiscard]] Result<Bytes> read(const std::filesystem::path&, std::uint64_t) override {
        return fail(ErrorCode::file_too_large, "whole");
    }
    [[nodiscard]] Result<Bytes> read_part(const std::filesystem::path& path, std::uint64_t offset,
                                          std::size_t size) override {
        CHECK(size <= std::size_t{1024} * 1024);
        if (offset >= m_bad) {
            return fail(ErrorCode::io_failed, "bad block");
        }
        return ForwardingFiles::read_part(path, offset, size);
    }

private:
    std::uint64_t m_bad;
};

}  // namespace

TEST_CASE("Mirror: one larger than memory gives everything back to a lost database, and stays", "[journal]") {
    constexpr std::uint64_t kLarge = std::uint64_t{300} * 1024 * 1024;
    Tablet tablet;
    {
        OpenTablet app{tablet};
        for (int i = 0; i < 5; ++i) {
            app.save();
        }
        REQUIRE(app.mirror.flush());
    }
    std::filesystem::resize_file(tablet.folder / "mirror", kLarge);
    lose_database(tablet);
    OpenTablet app{tablet};
    CHECK(app.journal.opening_report().restored_from_mirror == 5);
    CHECK(app.journal.opening_report().damaged_mirror_records == 1);
    app.save();
    REQUIRE(app.mirror.flush());
    CHECK(app.mirror.size() > kLarge);
    CHECK(contents_of(app.mirror).entries.size() == 6);
}

TEST_CASE("Mirror: a record across two pieces is read, and a bad block costs what lies on it", "[journal]") {
    Tablet tablet;
    std::size_t saved = 0;
    {
        OpenTablet app{tablet};
        while (app.mirror.size() < std::uint64_t{200} * 1024) {
            app.save();
            ++saved;
            REQUIRE(app.mirror.flush());
        }
    }
    CHECK(contents_of(tablet.open_mirror()).entries.size() == saved);
    BadBlocks files{std::uint64_t{128} * 1024};
    const auto contents =
        contents_of(Mirror::open(files, tablet.folder / "mirror", tablet.key, tablet.entropy).value());
    CHECK(contents.entries.size() > saved / 3);
    CHECK(contents.entries.size() < saved);
    CHECK(contents.damaged_records == 1);
}

TEST_CASE("Mirror: a database that is empty, new or behind it never writes it anew", "[journal]") {
    Tablet tablet;
    {
        OpenTablet app{tablet};
        app.save();
        app.save();
        REQUIRE(app.mirror.flush());
    }
    const auto path = tablet.folder / "mirror";
    Bytes bytes = file_bytes(path);
    SECTION("nothing of it can be read") { std::ranges::fill(bytes, std::uint8_t{0x5a}); }
    SECTION("half of it can be read") {
        std::ranges::fill(std::span{bytes}.subspan(bytes.size() / 2), std::uint8_t{0});
    }
    put_bytes(path, bytes);
    lose_database(tablet);
    {
        OpenTablet app{tablet};
        app.save();
        REQUIRE(app.mirror.flush());
    }
    const Bytes after = file_bytes(path);
    REQUIRE(after.size() > bytes.size());
    CHECK(std::ranges::equal(std::span{after}.first(bytes.size()), bytes));
}

TEST_CASE("Mirror: a damaged one is put aside whole by a database that lacks nothing of it", "[journal]") {
    Tablet tablet;
    const auto path = tablet.folder / "mirror";
    Bytes bad;
    {
        OpenTablet app{tablet};
        app.save();
        app.save();
        REQUIRE(app.mirror.flush());
        bad = file_bytes(path);
        bad[bad.size() / 2] ^= 0x10;
    }
    put_bytes(path, bad);
    OpenTablet app{tablet};
    CHECK(mirrored(app) == 2);
    CHECK(file_bytes(tablet.folder / "mirror.damaged-1") == bad);
}
