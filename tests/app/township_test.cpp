// SPDX-License-Identifier: Apache-2.0
//
// What only the desk of a township is offered, on a tablet that the county took in: its reserve with a balance, what was
// done out of role and what does not fit together, figures and ledgers to take out.

#include "core/base/beijing_time.hpp"
#include "core/casework/export/export_file.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/client/county_fixture.hpp"
#include "tests/workbook/workbook_reader.hpp"
#include "ui/kit/read_along.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace daohu;
using daohu::testing::AppBench;
using journeys::FieldTablet;

namespace {

namespace fs = std::filesystem;

constexpr const char* kPack = "boshan-2021";

WallTime days_ago(int days) { return SystemClock{}.wall_now() - std::chrono::days{days}; }
std::string day_of(WallTime moment) { return beijing_date(moment).to_string(); }

// A county that serves, and two tablets of one of its villages; who holds them stands in its register of workers.
class Township {
public:
    Township() {
        m_desk_grant = take_in(desk);
        (void)take_in(colleague);
    }

    // Closes the desk's tablet, names who holds it, and opens it in the app, which fetches that.
    void open(const std::string& roles) {
        name("示例·周", roles, desk);
        folder = desk.close();
        bench.emplace(folder, daohu::testing::Look{.pack = kPack});
        bench->machine().stick = stick / "";
        REQUIRE(import_grant(bench->machine(), folder, ByteView{encode(m_desk_grant)}));
        REQUIRE(keep_county_address(bench->machine(), folder, {.address = "127.0.0.1", .port = m_county.port()}));
        bench->unlock();
        bench->wait();
        bench->cut();
        bench->unlock();
        bench->wait();
    }

    void name(const std::string& who, const std::string& roles, FieldTablet& tablet) {
        name(who, roles, tablet.vault().device());
    }
    void name(const std::string& who, const std::string& roles, DeviceId tablet) {
        m_county.import_csv(
            "full_name,roles,tablets\n" + who + "," + roles + "," + tablet.to_string() + "\n",
            {.dataset = "worker", .village = journeys::kVillage, .renamed = {}, .mode = county::ImportMode::apply});
    }

    [[nodiscard]] bool reads(std::string_view words) {
        const kit::ReadAlong reader;
        bench->screen().step();
        return reader.has_read(words);
    }

    // The file that was written to the stick since it was last asked for.
    [[nodiscard]] fs::path written(std::string_view begin) {
        for (const auto& file : fs::directory_iterator{stick / ""}) {
            const std::string called = file.path().filename().string();
            if (called.starts_with(begin) && called.ends_with(".xlsx")) {
                return file.path();
            }
        }
        return {};
    }

    FieldTablet desk{journeys::county(kPack), "desk", days_ago(3)};
    FieldTablet colleague{journeys::county(kPack), "colleague", days_ago(3)};
    std::optional<AppBench> bench;
    fs::path folder;
    vault::test::TemporaryFolder stick;

private:
    wire::Grant take_in(FieldTablet& tablet) {
        const vault::Vault& vault = tablet.vault();
        wire::Grant grant = m_county.enrol(
            wire::make_device_request(vault.device(), vault.device_key(), vault.author_key()), {journeys::kVillage});
        tablet.enrol({}, grant.villages.front().stream);
        return grant;
    }

    client::test::TestCounty m_county;
    wire::Grant m_desk_grant;
};

Bytes read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    const std::string content{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    return {content.begin(), content.end()};
}

std::string all_text(const Bytes& workbook) {
    std::string all;
    for (const auto& [name, part] : test::unpack(workbook)) {
        all += part + "\n";
    }
    return all;
}

}  // namespace

TEST_CASE("Township desk: its reserve has a balance, and each line leads to its record", "[app][township]") {
    Township township;
    const std::string today = day_of(days_ago(0));
    const auto book = [&](const char* kind, const char* yuan) {
        township.desk.import(
            "reserve_entry",
            {{"township", journeys::kTownship}, {"kind", kind}, {"amount", yuan}, {"booked_on", today}});
    };
    book("opening", "50000");
    book("out", "300");
    book("out", "80");
    SECTION("the desk's") {
        township.open("township_desk");
        township.bench->tap("tab.more");
        township.bench->tap("more.reserve");
        CHECK(township.reads("49,620"));
        CHECK(township.bench->shows("lines.", "300"));
        township.bench->tap(township.bench->first("lines."));
        CHECK(township.bench->shows("back"));
        CHECK(township.reads("备用金台账"));
    }
    SECTION("a coordinator knows a part, and reads no balance") {
        township.open("coordinator");
        township.bench->tap("tab.more");
        township.bench->tap("more.reserve");
        CHECK_FALSE(township.reads("49,620"));
        CHECK(township.reads("380"));
        CHECK_FALSE(township.bench->shows("more.out_of_role"));
    }
}

TEST_CASE("Township desk: aid is booked to the township that the county's grant names", "[app][township]") {
    Township township;
    const journeys::Home home =
        journeys::enter(township.desk, {.members = {{.name = "示例·甲", .more = {}}}, .more = {}});
    township.open("township_desk");
    AppBench& bench = *township.bench;
    bench.tap("tab.households");
    bench.tap(bench.first("households.row."));
    bench.tap("dossier.start");
    bench.tap("dossier.form.first_aid");
    const auto drafts = bench.drafts();
    REQUIRE(drafts.size() == 1);
    auto interview = bench.app().tablet()->workspace().resume(drafts.front().id);
    REQUIRE(interview);
    form::Session& session = interview->session();
    CHECK(session.value(session.find("/data/township")) == journeys::kTownship);
    CHECK(session.value(session.find("/data/household_id")) == home.household.to_string());
    CHECK(drafts.front().title.contains("示例·甲"));
}

TEST_CASE("Township desk: what was done out of role and what does not fit is listed, and decided by nobody else",
          "[app][township]") {
    Township township;
    township.name("示例·同行", "second_visitor", township.colleague);
    township.colleague.clock.set_wall(SystemClock{}.wall_now() + std::chrono::minutes{1});
    const journeys::Home home =
        journeys::enter(township.colleague, {.members = {{.name = "示例·甲", .more = {}}}, .more = {}});
    township.colleague.give_to(township.desk);
    const std::string given = day_of(days_ago(1)) + "T10:00:00.000+08:00";
    township.desk.import("first_aid",
                         {{"household", home.household}, {"recipients", home.members[0]}, {"given_at", given}});
    township.desk.update(home.members[0], {{"death_date", day_of(days_ago(30))}});
    township.open("township_desk");
    AppBench& bench = *township.bench;
    bench.tap("tab.more");
    bench.tap("more.out_of_role");
    CHECK(township.reads("示例·同行"));  // a first visit is no second visitor's
    CHECK(township.reads("岗位不包括这件事"));
    CHECK(township.reads("救助时本人已经去世"));
    CHECK(township.reads("示例·甲"));
    bench.tap(bench.first("lines."));
    CHECK(bench.shows("back"));
    CHECK_FALSE(township.reads("岗位不包括这件事"));  // the record has taken the list's place
}

TEST_CASE("Township desk: a role that the county takes away is gone with the next talk, what is being written is not",
          "[app][township]") {
    Township township;
    journeys::enter(township.desk, {.members = {{.name = "示例·甲", .more = {}}}, .more = {}});
    const DeviceId device = township.desk.vault().device();
    township.open("township_desk");
    AppBench& bench = *township.bench;
    bench.tap("tab.more");
    CHECK(bench.shows("more.out_of_role"));
    bench.tap("tab.households");
    bench.tap(bench.first("households.row."));
    bench.tap("dossier.start");
    bench.tap("dossier.form.first_aid");
    REQUIRE(bench.drafts().size() == 1);

    township.name("示例·吴", "second_visitor", device);  // it stands with two workers: a coordinator's
    bench.app().tablet()->sync()->request();
    bench.wait();
    CHECK(bench.app().tablet()->viewer().role == casework::Role::coordinator);
    CHECK(bench.shows("question.next"));
    CHECK(bench.drafts().size() == 1);
    bench.tap("back");
    CHECK(bench.shows("tab.today"));
    bench.tap("tab.more");
    CHECK_FALSE(bench.shows("more.out_of_role"));
}

TEST_CASE("Township desk: figures and ledgers go to the stick, masked and signed", "[app][township]") {
    Township township;
    const journeys::Home home =
        journeys::enter(township.desk, {.members = {{.name = "示例·甲鸢尾", .more = {}}}, .more = {}});
    journeys::review(township.desk, home, day_of(days_ago(2)), {});
    township.open("township_desk");
    AppBench& bench = *township.bench;
    bench.tap("tab.more");
    bench.tap("more.statistics");
    bench.tap("statistics.export");
    bench.tap("export.act");
    const fs::path figures = township.written("daohu-statistics-");
    REQUIRE_FALSE(figures.empty());
    CHECK(casework::check_export(bench.machine().files, figures));
    CHECK(all_text(read_file(figures)).find("reserve_minimum") != std::string::npos);
    bench.tap("back");
    bench.tap("more.records");
    bench.tap("lines.visit");
    bench.tap("records.export");
    bench.tap("export.act");
    const fs::path ledger = township.written("daohu-visit-");
    REQUIRE_FALSE(ledger.empty());
    CHECK(casework::check_export(bench.machine().files, ledger));
    const std::string all = all_text(read_file(ledger));
    CHECK(all.find("示*") != std::string::npos);
    CHECK(all.find("甲鸢尾") == std::string::npos);
}
