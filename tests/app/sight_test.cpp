// SPDX-License-Identifier: Apache-2.0
//
// What one person may see and another may not, and what becomes of a wrong decision of the desk.

#include "platform/daohu/pages/outgoing.hpp"
#include "tests/app/app_bench.hpp"
#include "tests/journeys/office.hpp"

using namespace daohu;
using namespace daohu::journeys;
using casework::Role;
using daohu::testing::AppBench;
using daohu::testing::DeskBench;
using daohu::testing::Village;

namespace {

constexpr const char* kPack = "songpan-2021";

WallTime hours_ago(int hours) { return SystemClock{}.wall_now() - std::chrono::hours{hours}; }

Steps discovery(const std::string& hardship) {
    return {{"person/name", "示例·鸢尾"}, {"person/sex", "2"},
            {"person/age", "30"},         {"person/living", "local"},
            {"case/place", "第七组"},     {"case/hardship", hardship},
            {"case/safe_tonight", "no"},  {"case/urgency", "day"},
            {"case/source", "neighbour"}, {"case/first_action", "told_township"}};
}

}  // namespace

TEST_CASE("Sight: what is sealed to somebody is listed without a name and read only when it is opened",
          "[app][safety]") {
    const Office office;
    const auto enrolled = [&](Role role) {
        return Enrolment{.viewer = {.role = role, .worker = {}}, .trust = office.trust()};
    };
    FieldTablet finder{county(kPack), "finder", hours_ago(6), enrolled(Role::coordinator)};
    FieldTablet reader{county(kPack), "reader", hours_ago(6), enrolled(Role::social_worker)};
    office.publish("safety", 1, {{reader, {}}}, reader);
    reader.give_to(finder);
    Steps steps = discovery("violence");
    steps.emplace_back("case/safety_mode", "yes");
    finder.fill("discovery", {}, steps);
    finder.give_to(reader);

    AppBench bench{reader.close()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.sealed");
    const std::string line = bench.first("lines.");
    REQUIRE_FALSE(line.empty());
    CHECK_FALSE(bench.shows("lines.", "示例"));
    bench.tap(line);
    CHECK_FALSE(bench.shows("more.sealed"));
    CHECK(bench.shows("back"));
    CHECK_FALSE(bench.shows(line));  // the record has taken its place
}

TEST_CASE("Sight: whoever nothing is sealed to is offered no such list", "[app]") {
    const Village village;
    AppBench bench{village.folder()};
    bench.unlock();
    bench.tap("tab.more");
    CHECK(bench.shows("more.conflicts"));
    CHECK_FALSE(bench.shows("more.sealed"));
}

TEST_CASE("Sight: a wrong merge is found at the desk and can be taken back there", "[app]") {
    FieldTablet desk{
        county(kPack), "desk", hours_ago(6), {.viewer = {.role = Role::township_desk, .worker = {}}, .trust = {}}};
    const EntityId home = desk.import("household", {{"village_group", "第三组"}});
    const auto person = [&](const char* name) {
        return desk.import("person", {{"full_name", name}, {"lives_in", home}});
    };
    const EntityId one = person("示例·甲");
    const EntityId other = person("示例·乙");
    auto merging = desk.workspace().merge(one, other, "同一人");
    REQUIRE(merging);
    REQUIRE(merging->get());
    AppBench bench{desk.close()};
    bench.unlock();
    DeskBench page{bench};
    page.show("desk.page.merges");
    const std::string row = bench.first("desk.row.");
    REQUIRE_FALSE(row.empty());
    bench.tap(row);
    CHECK(bench.shows("desk.part.act"));
    bench.tap("desk.part.keep");
    CHECK_FALSE(bench.shows("desk.part.act"));
    CHECK(bench.first("desk.row.") == row);
}

TEST_CASE("Sight: what a referral tells the other body is shown before it goes", "[app][referral]") {
    FieldTablet tablet{county(kPack), "A", hours_ago(6)};
    const Home home = enter(tablet, {.group = "第三组",
                                     .members = {{.name = "示例·梁父", .birth_date = "1979-01-15", .more = {}},
                                                 {.name = "示例·梁子",
                                                  .relation = "2",
                                                  .birth_date = "2006-09-10",
                                                  .stage = "junior_college",
                                                  .more = {{"schooling/school", "示例大学·海棠"}}}},
                                     .more = {}});
    AppBench bench{tablet.close()};
    bench.unlock();
    Tablet& open = *bench.app().tablet();
    auto interview = open.workspace().start("referral", "zh", {{"/data/household_id", home.household.to_string()}});
    REQUIRE(interview);
    Catalogue catalogue =
        Catalogue::load(std::filesystem::path{DAOHU_SOURCE_DIR} / "assets" / "text" / "zh-CN.json").value();
    Words words{catalogue};
    const Date today = Date::parse("2026-03-02").value();
    const auto outgoing = [&] { return outgoing_of(open, bench.assets(), words, *interview, today).value(); };
    CHECK_FALSE(outgoing());  // to nobody yet
    const auto answer = [&](const char* path, const std::string& value) {
        REQUIRE(interview->answer(interview->session().find(path), value));
    };
    answer("/data/referral/who", home.members[1].to_string());
    answer("/data/referral/body", "education");
    answer("/data/referral/programme", "education");
    answer("/data/referral/facts_shared", "identity");
    const auto told = outgoing();
    REQUIRE(told);
    const auto says = [&](std::string_view text) {
        return std::ranges::any_of(told->facts,
                                   [&](const model::OutgoingFact& fact) { return fact.value.contains(text); });
    };
    CHECK(says("示例·梁子"));
    CHECK_FALSE(says("示例·梁父"));
    CHECK_FALSE(says("海棠"));  // of school nothing was said to be shared
}

TEST_CASE("Sight: of many notices the newest are listed", "[app][notice]") {
    FieldTablet tablet{county(kPack), "A", hours_ago(6)};
    constexpr int kMoreThanListed = 201;
    for (int i = 1; i <= kMoreThanListed; ++i) {
        tablet.clock.advance(std::chrono::seconds{1});
        tablet.import("notice", {{"kind", i == kMoreThanListed ? "termination" : "policy"},
                                 {"place", "dibao_board"},
                                 {"posted_on", "2026-03-02"}});
    }
    AppBench bench{tablet.close()};
    bench.unlock();
    bench.tap("tab.more");
    bench.tap("more.notices");
    bench.wait();
    CHECK(bench.shows("lines.", "终止"));
}

TEST_CASE("Sight: after first aid the page says what is still owed", "[app][emergency]") {
    FieldTablet tablet{county(kPack), "A", hours_ago(6)};
    const EntityId found = tablet.fill("discovery", {}, discovery("fire")).made("case");
    tablet.clock.advance(std::chrono::minutes{20});
    tablet.fill("first_aid", {{"case_id", found}, {"township", kTownship}},
                {{"aid/place", "第七组"},
                 {"aid/gave_cash", "yes"},
                 {"aid/cash", "300"},
                 {"aid/gave_goods", "no"},
                 {"aid/fund_source", "village"},
                 {"aid/use", "sudden"},
                 {"aid/village_delegated", "no"},
                 {"aid/witness_name", "示例·邻居"},
                 {"aid/no_signature", "refused"}});
    AppBench bench{tablet.close()};
    bench.unlock();
    bench.tap(bench.first("plan.household."));
    bench.tap("plan.detail.open");
    REQUIRE(bench.shows("first_aid.give"));
    const std::string duty = bench.first("first_aid.duty.");
    REQUIRE_FALSE(duty.empty());
    bench.tap(duty);
    REQUIRE(bench.drafts().size() == 1);
    CHECK(bench.drafts().front().form_id == "follow_up_done");
}
