// SPDX-License-Identifier: Apache-2.0
#include "sync/county/importing.hpp"

#include "sync/county/register_view.hpp"
#include "tests/county/store_fixture.hpp"

#include <fmt/format.h>

using namespace daohu;
using namespace daohu::county;
using namespace daohu::county::test;

namespace {

constexpr const char* kOtherVillage = "999999000002";

const registry::SchemaSet& schemas() {
    static const registry::SchemaSet loaded = registry::SchemaSet::load(DAOHU_SOURCE_DIR "/assets").value();
    return loaded;
}

Result<ImportReport> take(TestStore& store, std::string_view text, ImportOptions options) {
    const SystemClock clock;
    import::MemorySource bytes{as_bytes(text)};
    const auto table = TRY(import::open_csv(bytes, {}));
    return import_table(store.folder, *store.store, schemas(), *table, options, clock, store.entropy);
}

ImportOptions persons(ImportMode mode = ImportMode::apply, std::string village = kVillage) {
    return {.dataset = "person", .village = std::move(village), .renamed = {}, .mode = mode};
}

std::vector<registry::Entity> people_in(TestStore& store, const std::string& village) {
    const SystemClock clock;
    const auto view = RegisterView::open(store.folder, *store.store, schemas(), clock, store.entropy).value();
    REQUIRE(view->add(store.store->find_village(village).value().value()));
    std::vector<registry::Entity> people;
    const auto ids = view->reader().entities("person", {}, 1000).value();
    for (const EntityId id : ids) {
        people.push_back(view->reader().find(id).value().value());
    }
    return people;
}

}  // namespace

TEST_CASE("Import: a table becomes people in the streams of their villages, signed by the county's device",
          "[county]") {
    TestStore store;
    const std::string table =
        fmt::format("姓名,sex,出生日期,village_code\n示例·甲,,1950/3/2,{}\n示例·乙,,1961,{}\n示例·丙,,,{}\n", kVillage,
                    kOtherVillage, kVillage);
    const ImportReport report = take(store, table, persons(ImportMode::apply, "")).value();
    CHECK(report.rows == 3);
    CHECK(report.taken == 3);
    CHECK(report.entries == 2);
    CHECK(report.is_applied);
    const auto people = people_in(store, kVillage);
    REQUIRE(people.size() == 2);
    // Ids are random, and so is the order of people of one entry.
    const std::size_t first = people[0].text("full_name") == "示例·甲" ? 0 : 1;
    CHECK(people[first].text("full_name") == "示例·甲");
    CHECK(people[first].text("birth_date") == "1950-03-02");
    CHECK(people[1 - first].text("full_name") == "示例·丙");
    CHECK(people[1 - first].find("birth_date") == nullptr);
    CHECK(people_in(store, kOtherVillage).size() == 1);

    const StreamSlice slice =
        store.store->read_stream(store.store->find_village(kVillage).value().value(), 0, 100'000, {}).value();
    REQUIRE(slice.entries.size() == 1);
    const auto entry = entry::SignedEntry::decode(slice.entries[0].bytes).value();
    CHECK(entry.header().device == store.folder.identity().device);
    const auto origin = entry.section(0).value();
    CHECK(std::get<std::string>(origin.value_of(origin.operations.at(0).assignments.at(0))) == "county_push");
    // What a tablet checks: the keys that the root vouches for.
    const auto certificates = store.store->certificates_of(entry.header().device).value();
    CHECK(certificates.size() == 2);
    for (const wire::Certificate& certificate : certificates) {
        CHECK(wire::verify(certificate, store.folder.identity().root));
    }
}

TEST_CASE("Import: a dry run says what would happen and writes nothing", "[county]") {
    TestStore store;
    const ImportReport report = take(store, "full_name\nShili A\nShili B\n", persons(ImportMode::dry_run)).value();
    CHECK(report.taken == 2);
    CHECK_FALSE(report.is_applied);
    CHECK(store.count().entries == 0);
    CHECK_FALSE(store.store->find_village(kVillage).value().has_value());
}

TEST_CASE("Import: one wrong row keeps the whole table out, and every wrong row is named", "[county]") {
    TestStore store;
    std::string table = "full_name,birth_date\n";
    for (int i = 0; i < 200; ++i) {
        table += fmt::format("Shili {},{}\n", i, i == 57 || i == 199 ? "soon" : "1950");
    }
    const ImportReport report = take(store, table, persons()).value();
    CHECK_FALSE(report.is_applied);
    CHECK(report.fault_count == 2);
    CHECK(report.faults ==
          std::vector<import::CellFault>{{59, "birth_date", "no date"}, {201, "birth_date", "no date"}});
    CHECK(store.count().entries == 0);
    CHECK(report_json(report).find("\"fault_count\": 2") != std::string::npos);
}

TEST_CASE("Import: wrong columns, villages and datasets are refused before a row is read", "[county]") {
    TestStore store;
    const auto code = [&](std::string_view table, ImportOptions options) {
        return take(store, table, std::move(options)).error().code;
    };
    CHECK(code("full_name,shoe size\nShili A,42\n", persons()) == ErrorCode::table_columns_wrong);
    CHECK(code("", persons()) == ErrorCode::table_columns_wrong);
    CHECK(code("full_name\nShili A\n", persons(ImportMode::apply, "")) == ErrorCode::table_columns_wrong);
    CHECK(code("full_name,village_code\nShili A,999999000001\n", persons()) == ErrorCode::table_columns_wrong);
    CHECK(code("full_name\nShili A\n", persons(ImportMode::apply, "9999")) == ErrorCode::village_code_malformed);
    ImportOptions unknown = persons();
    unknown.dataset = "dragons";
    CHECK(code("full_name\nShili A\n", unknown) == ErrorCode::not_found);
    CHECK(code("full_name\nShili \"A\n", persons()) == ErrorCode::table_malformed);
    CHECK(store.count().entries == 0);
}

TEST_CASE("Import: people who are there already, or twice in the table, are left out and proposed", "[county]") {
    TestStore store;
    REQUIRE(take(store, "full_name,id_number\nShili A,999999195003020017\n", persons()).value().is_applied);
    const std::string table = "full_name,id_number\nShili A,999999195003020017\nShili C,999999196103020019\n"
                              "Shili D,999999196103020019\nZhangsan E,999999197103020013\n";
    const ImportReport report = take(store, table, persons()).value();
    CHECK(report.taken == 2);
    REQUIRE(report.duplicate_count == 2);
    CHECK(report.duplicates[0].row == 2);
    CHECK(report.duplicates[0].person == people_in(store, kVillage)[0].id);
    CHECK(report.duplicates[0].likeness.contains(registry::Likeness::same_id_number));
    CHECK(report.duplicates[1].row == 4);
    CHECK(report.duplicates[1].same_as_row == 3);
    CHECK(people_in(store, kVillage).size() == 3);

    ImportOptions all = persons();
    all.duplicates = DuplicateRule::take_in;
    CHECK(take(store, "full_name,id_number\nShili Ah,999999195003020017\n", all).value().taken == 1);
    CHECK(people_in(store, kVillage).size() == 4);
}

TEST_CASE("Import: tasks go the same way, in GB 18030 as well", "[county]") {
    TestStore store;
    const std::string table = "batch,\xD0\xD5\xC3\xFB\n2026-07,\xCA\xBE\xC0\xFD\xA1\xA4\xBC\xD7\n";
    ImportOptions tasks = persons();
    tasks.dataset = "task";
    const ImportReport report = take(store, table, tasks).value();
    CHECK(report.is_applied);
    CHECK(report.format == "gb18030");
    const SystemClock clock;
    const auto view = RegisterView::open(store.folder, *store.store, schemas(), clock, store.entropy).value();
    REQUIRE(view->add(store.store->find_village(kVillage).value().value()));
    const auto ids = view->reader().entities("task", {}, 10).value();
    REQUIRE(ids.size() == 1);
    CHECK(view->reader().find(ids[0]).value()->text("person_name") == "示例·甲");
}

TEST_CASE("Import: a list of tasks that is taken in twice is one list", "[county]") {
    TestStore store;
    const std::string table = "batch,person_name,village,id_last4,due\nB-1,示例·甲,石桥村,0015,2026-12-31\n"
                              "B-1,示例·甲,石桥村,0015,2026-12-31\n";
    const auto tasks = [&](std::string_view text, std::string village) {
        REQUIRE(take(store, text,
                     {.dataset = "task", .village = std::move(village), .renamed = {}, .mode = ImportMode::apply}));
        const SystemClock clock;
        const auto view = RegisterView::open(store.folder, *store.store, schemas(), clock, store.entropy).value();
        for (const char* const code : {kVillage, kOtherVillage}) {
            if (const auto stream = store.store->find_village(code).value()) {
                REQUIRE(view->add(*stream));
            }
        }
        const auto ids = view->reader().entities("task", {}, 1000).value();
        for (const EntityId id : ids) {
            CHECK(view->reader().find(id).value().value().conflicts().empty());
        }
        return ids.size();
    };
    CHECK(tasks(table, kVillage) == 2);  // two lines of one table are two tasks
    CHECK(tasks(table, kVillage) == 2);
    CHECK(tasks(table, kOtherVillage) == 4);
    CHECK(tasks(table + "B-2,示例·乙,石桥村,0023,2026-12-31\n", kVillage) == 7);  // another table
}

TEST_CASE("Import: a long table is taken in entries of bounded size, in one piece", "[county]") {
    TestStore store;
    std::string table = "batch,person_name,village_code\n";
    for (int i = 0; i < 1000; ++i) {
        table += fmt::format("2026-07,Shili {},99999900000{}\n", i, i % 3);
    }
    ImportOptions tasks = persons(ImportMode::apply, "");
    tasks.dataset = "task";
    const ImportReport report = take(store, table, tasks).value();
    CHECK(report.taken == 1000);
    CHECK(report.entries == 33);  // 32 rows of one village to an entry
    CHECK(store.count().entries == 33);
    const auto last = store.store->load_chain(store.folder.identity().device, {}).value();
    CHECK(last.acknowledged == 0);  // another incarnation: the county's own is by its epoch
}

TEST_CASE("Import: neither a report nor an error repeats what a cell says", "[county]") {
    TestStore store;
    constexpr std::string_view kCanary = "Canary";
    const std::string wrong = "full_name,birth_date,sex,id_number\nCanary A,Canary B,Canary C,Canary D\n";
    const ImportReport faulty = take(store, wrong, persons()).value();
    CHECK(faulty.fault_count == 2);
    CHECK(report_json(faulty).find(kCanary) == std::string::npos);
    const std::string twice = "full_name,id_number\nCanary A,999999195003020017\nCanary B,999999195003020017\n";
    const ImportReport doubled = take(store, twice, persons()).value();
    CHECK(doubled.duplicate_count == 1);
    CHECK(report_json(doubled).find(kCanary) == std::string::npos);
    CHECK(report_json(doubled).find("999999195003020017") == std::string::npos);
    for (const char* broken : {"full_name\nCanary \"A\n", "full_name\n\"Canary\"A\n", "full_name\n\"Canary\n",
                               "full_name\nCanary\xFF\xFF\xFF\n"}) {
        const auto refused = take(store, broken, persons());
        REQUIRE_FALSE(refused);
        CHECK(refused.error().describe().find(kCanary) == std::string::npos);
    }
}

TEST_CASE("Import: rows of long texts share an entry only as far as an entry may be long", "[county]") {
    TestStore store;
    std::string table = "full_name,description\n";
    for (int i = 0; i < 12; ++i) {
        table += fmt::format("Shili {},{}\n", i, std::string(60'000, 'x'));
    }
    const ImportReport report = take(store, table, persons()).value();
    CHECK(report.taken == 12);
    CHECK(report.entries == 3);  // four of 60 KB to an entry of 256 KiB
    CHECK(people_in(store, kVillage).size() == 12);
}

TEST_CASE("Register view: leaves no file behind", "[county]") {
    TestStore store;
    REQUIRE(take(store, "full_name\nShili A\n", persons()).value().is_applied);
    CHECK(people_in(store, kVillage).size() == 1);
    for (const auto& item : std::filesystem::directory_iterator{store.folder.store_path().parent_path()}) {
        CHECK(item.path().filename().string().starts_with("county.db"));
    }
}
