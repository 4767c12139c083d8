// SPDX-License-Identifier: Apache-2.0
#include "core/vault/database.hpp"
#include "core/vault/migrations.hpp"
#include "core/vault/transaction.hpp"
#include "tests/vault/temporary_folder.hpp"
#include "tests/vault/whole_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cstdio>
#include <limits>

using namespace daohu;
using namespace daohu::vault;
using daohu::test::read_file;
using daohu::test::TemporaryFolder;
using daohu::test::write_file;

namespace {

SecretBytes key_of(std::uint64_t seed) {
    SeededEntropy entropy{seed};
    return SecretBytes::random(32, entropy).value();
}

Database open_new(const TemporaryFolder& folder) { return Database::open(folder / "store.db", key_of(1)).value(); }

std::int64_t one_number(Database& database, std::string_view sql) {
    Statement statement = database.prepare(sql).value();
    Cursor row = statement.query();
    REQUIRE(row.next().value());
    return row.integer(0);
}

}  // namespace

TEST_CASE("Database: gives back every type of value it was given", "[vault]") {
    const TemporaryFolder folder;
    Database database = open_new(folder);
    REQUIRE(database.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c, d, e, f)"));
    SeededEntropy entropy{3};
    const auto id = EntityId::random(entropy);
    const std::uint64_t large = std::numeric_limits<std::uint64_t>::max();
    Statement insert = database.prepare("INSERT INTO t(a, b, c, d, e, f) VALUES (?1, ?2, ?3, ?4, ?5, ?6)").value();
    REQUIRE(insert.run({std::int64_t{-5}, large, "text", id, nullptr, Bytes{}}));

    Statement select = database.prepare("SELECT a, b, c, d, e, f FROM t").value();
    Cursor row = select.query();
    REQUIRE(row.next().value());
    CHECK(row.integer(0) == -5);
    CHECK(row.unsigned_integer(1) == large);
    CHECK(row.text(2) == "text");
    CHECK(row.as<EntityId>(3).value() == id);
    CHECK(row.is_null(4));
    CHECK_FALSE(row.is_null(5));
    CHECK(row.blob(5).empty());
    CHECK(row.as<EntityId>(5).error().code == ErrorCode::database_damaged);
    CHECK_FALSE(row.next().value());
}

TEST_CASE("Database: another key is refused and the right one still opens", "[vault]") {
    const TemporaryFolder folder;
    { open_new(folder).execute("CREATE TABLE t(x)").ignore("checked below"); }
    CHECK(Database::open(folder / "store.db", key_of(2)).error().code == ErrorCode::database_key_wrong);
    Database again = open_new(folder);
    CHECK(one_number(again, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("Database: a key of the wrong size is refused", "[vault]") {
    const TemporaryFolder folder;
    const auto opened = Database::open(folder / "store.db", SecretBytes::zeroed(16).value());
    CHECK(opened.error().code == ErrorCode::key_malformed);
}

TEST_CASE("Database: a file of another program is refused and stays as it was", "[vault]") {
    const TemporaryFolder folder;
    std::string plain{"SQLite format 3\0", 16};
    plain.resize(4096, 'x');
    write_file(folder / "store.db", plain);
    CHECK(Database::open(folder / "store.db", key_of(1)).error().code == ErrorCode::database_foreign);
    CHECK(read_file(folder / "store.db") == plain);

    const std::string garbage(8192, 'g');
    write_file(folder / "other.db", garbage);
    CHECK(Database::open(folder / "other.db", key_of(1)).error().code == ErrorCode::database_key_wrong);
    CHECK(read_file(folder / "other.db") == garbage);
}

TEST_CASE("Database: nothing that was written can be read in the files", "[vault]") {
    const TemporaryFolder folder;
    Database database = open_new(folder);
    REQUIRE(database.execute("CREATE TABLE canary_table(x)"));
    Statement insert = database.prepare("INSERT INTO canary_table VALUES (?1)").value();
    REQUIRE(insert.run({"canary-value"}));
    for (const char* name : {"store.db", "store.db-wal"}) {
        const std::string bytes = read_file(folder / name);
        CHECK(bytes.find("canary") == std::string::npos);
    }
    REQUIRE(database.checkpoint());
    CHECK(read_file(folder / "store.db").find("canary") == std::string::npos);
    CHECK(read_file(folder / "store.db-wal").empty());
}

TEST_CASE("Database: flushes every commit unless a test asks otherwise", "[vault]") {
    const TemporaryFolder folder;
    Database full = open_new(folder);
    CHECK(one_number(full, "PRAGMA synchronous") == 2);
    Database normal =
        Database::open(folder / "normal.db", key_of(1), {.flushing = Flushing::normal, .vfs = {}}).value();
    CHECK(one_number(normal, "PRAGMA synchronous") == 1);
}

TEST_CASE("Database: a reader reads and cannot write", "[vault]") {
    const TemporaryFolder folder;
    Database writer = open_new(folder);
    REQUIRE(writer.execute("CREATE TABLE t(x); INSERT INTO t VALUES (7)"));
    Database reader = Database::open(folder / "store.db", key_of(1), {.access = Access::read_only, .vfs = {}}).value();
    CHECK(one_number(reader, "SELECT x FROM t") == 7);
    CHECK(reader.execute("INSERT INTO t VALUES (8)").error().code == ErrorCode::database_read_only);
}

TEST_CASE("Database: a reader finds no file where there is none", "[vault]") {
    const TemporaryFolder folder;
    const auto opened = Database::open(folder / "none.db", key_of(1), {.access = Access::read_only, .vfs = {}});
    CHECK(opened.error().code == ErrorCode::io_failed);
    CHECK_FALSE(std::filesystem::exists(folder / "none.db"));
}

TEST_CASE("Database: nobody but the owner may read its files", "[vault]") {
    const TemporaryFolder folder;
    const mode_t before = ::umask(022);  // what most systems start with
    {
        Database database = open_new(folder);
        REQUIRE(database.execute("CREATE TABLE t(a)"));
        for (const char* name : {"store.db", "store.db-wal", "store.db-shm"}) {
            CAPTURE(name);
            const auto mode = std::filesystem::status(folder / name).permissions();
            CHECK(mode == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
        }
    }
    ::umask(before);
}

TEST_CASE("Database: a damaged first page is told by its error alone", "[vault]") {
    const TemporaryFolder folder;
    { REQUIRE(open_new(folder).execute("CREATE TABLE t(a)")); }
    std::string bytes = read_file(folder / "store.db");
    bytes[100] ^= 1;
    write_file(folder / "store.db", bytes);
    const auto said = folder / "stderr";
    const int console = ::dup(STDERR_FILENO);
    REQUIRE(std::freopen(said.c_str(), "w", stderr) != nullptr);
    const auto opened = Database::open(folder / "store.db", key_of(1));
    std::fflush(stderr);
    ::dup2(console, STDERR_FILENO);
    ::close(console);
    CHECK_FALSE(opened);
    CHECK(read_file(said).empty());
}

TEST_CASE("Transaction: what was not committed never happened", "[vault]") {
    const TemporaryFolder folder;
    Database database = open_new(folder);
    REQUIRE(database.execute("CREATE TABLE t(x)"));
    bool told = false;
    {
        auto transaction = Transaction::begin(database).value();
        REQUIRE(database.execute("INSERT INTO t VALUES (1)"));
        transaction.after_commit([&told] { told = true; });
    }
    CHECK(one_number(database, "SELECT count(*) FROM t") == 0);
    CHECK_FALSE(told);
    {
        auto transaction = Transaction::begin(database).value();
        REQUIRE(database.execute("INSERT INTO t VALUES (1)"));
        transaction.after_commit([&told] { told = true; });
        REQUIRE(transaction.commit());
    }
    CHECK(one_number(database, "SELECT count(*) FROM t") == 1);
    CHECK(told);
}

TEST_CASE("Transaction: a reader goes on reading what it began with", "[vault]") {
    const TemporaryFolder folder;
    Database writer = open_new(folder);
    REQUIRE(writer.execute("CREATE TABLE t(x)"));
    Database reader = Database::open(folder / "store.db", key_of(1), {.access = Access::read_only, .vfs = {}}).value();
    auto reading = Transaction::begin_reading(reader).value();
    CHECK(one_number(reader, "SELECT count(*) FROM t") == 0);
    REQUIRE(writer.execute("INSERT INTO t VALUES (1)"));
    CHECK(one_number(reader, "SELECT count(*) FROM t") == 0);
    REQUIRE(reading.commit());
    CHECK(one_number(reader, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("Statement: a broken constraint is an error that holds no value", "[vault]") {
    const TemporaryFolder folder;
    Database database = open_new(folder);
    REQUIRE(database.execute("CREATE TABLE t(x TEXT PRIMARY KEY)"));
    Statement insert = database.prepare("INSERT INTO t VALUES (?1)").value();
    REQUIRE(insert.run({"canary"}));
    const auto twice = insert.run({"canary"});
    CHECK(twice.error().code == ErrorCode::database_constraint);
    CHECK(twice.error().detail.find("canary") == std::string::npos);
    CHECK(insert.run({"other"}));
}

TEST_CASE("Database: integrity checks pass on a whole file and name a changed page", "[vault]") {
    const TemporaryFolder folder;
    {
        Database database = open_new(folder);
        REQUIRE(database.execute("CREATE TABLE t(x); INSERT INTO t VALUES (zeroblob(100000))"));
        CHECK(database.check_integrity(IntegrityDepth::full));
    }
    std::string bytes = read_file(folder / "store.db");
    bytes[5 * 4096 + 100] = static_cast<char>(bytes[5 * 4096 + 100] ^ 1);
    write_file(folder / "store.db", bytes);
    Database database = open_new(folder);
    CHECK(database.check_integrity(IntegrityDepth::pages).error().code == ErrorCode::database_damaged);
}

TEST_CASE("Database: a bad page met while reading is damage, not a wrong key", "[vault]") {
    const TemporaryFolder folder;
    {
        Database database = open_new(folder);
        REQUIRE(database.execute("CREATE TABLE t(x)"));
        Statement insert = database.prepare("INSERT INTO t VALUES (?1)").value();
        for (int i = 0; i < 200; ++i) {
            REQUIRE(insert.run({std::string(500, 'x')}));
        }
    }
    std::string bytes = read_file(folder / "store.db");
    bytes[bytes.size() - 2000] = static_cast<char>(bytes[bytes.size() - 2000] ^ 1);
    write_file(folder / "store.db", bytes);
    Database database = open_new(folder);
    Statement select = database.prepare("SELECT x FROM t").value();
    Cursor rows = select.query();
    auto row = rows.next();
    while (row && *row) {
        row = rows.next();
    }
    REQUIRE_FALSE(row);
    CHECK(row.error().code == ErrorCode::database_damaged);
}

TEST_CASE("Database: a lost first sector does not lose the key", "[vault]") {
    const TemporaryFolder folder;
    { REQUIRE(open_new(folder).execute("CREATE TABLE t(x)")); }
    std::string bytes = read_file(folder / "store.db");
    bytes.replace(0, 16, 16, '\xEE');  // where SQLCipher keeps its salt
    write_file(folder / "store.db", bytes);
    Database database = open_new(folder);
    CHECK(one_number(database, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("Migrations: run once, in order, and only the new ones", "[vault]") {
    const TemporaryFolder folder;
    Database database = open_new(folder);
    constexpr std::array<std::string_view, 1> kOld{"CREATE TABLE t(x)"};
    constexpr std::array<std::string_view, 2> kNew{"CREATE TABLE t(x)", "ALTER TABLE t ADD COLUMN y DEFAULT 3"};
    REQUIRE(migrate(database, {"room", kOld}));
    REQUIRE(database.execute("INSERT INTO t(x) VALUES (1)"));
    CHECK(schema_version(database, "room").value() == 1);
    REQUIRE(migrate(database, {"room", kNew}));
    REQUIRE(migrate(database, {"room", kNew}));
    CHECK(schema_version(database, "room").value() == 2);
    CHECK(schema_version(database, "other").value() == 0);
    CHECK(one_number(database, "SELECT y FROM t") == 3);
    CHECK(migrate(database, {"room", kOld}).error().code == ErrorCode::database_newer);
}

TEST_CASE("Migrations: a step that fails leaves the version before it", "[vault]") {
    const TemporaryFolder folder;
    Database database = open_new(folder);
    constexpr std::array<std::string_view, 2> kBroken{"CREATE TABLE t(x)", "CREATE TABLE u(x); CREATE TABLE t(x)"};
    CHECK_FALSE(migrate(database, {"room", kBroken}));
    CHECK(schema_version(database, "room").value() == 1);
    CHECK(one_number(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'u'") == 0);
}
