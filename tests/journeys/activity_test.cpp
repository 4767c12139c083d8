// SPDX-License-Identifier: Apache-2.0
//
// What was done in a period, what aid runs, and who was perhaps written down twice.
#include "core/casework/read/activity.hpp"
#include "core/casework/read/doubles.hpp"
#include "tests/journeys/families.hpp"
#include "tests/journeys/read_whole.hpp"

#include <set>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

struct Quarter {
    Activity count() {
        return read_whole<Activity>([&](Portions& portions, Activity& activity) {
            add_activity(tablet.workspace().reading(), {.from = day("2026-01-01"), .to = day("2026-03-31")}, portions,
                         activity);
        });
    }
    std::vector<ProgrammeLine> running(const char* on) {
        return read_whole<std::vector<ProgrammeLine>>([&](Portions& portions, std::vector<ProgrammeLine>& lines) {
            add_running_programmes(tablet.workspace().reading(), day(on), portions, lines);
        });
    }

    EntityId visit(const std::string& began, const std::string& nobody_home) {
        return tablet.import("visit", {{"household", home}, {"started_at", began}, {"nobody_home", nobody_home}});
    }
    EntityId find_case(const std::string& discovered) {
        return tablet.import("case", {{"discovered_at", discovered}, {"hardship_kinds", "fire"}});
    }
    EntityId help(EntityId the_case, const std::string& given, const std::string& yuan) {
        Steps values{{"case", the_case}, {"given_at", given}};
        if (!yuan.empty()) {
            values.emplace_back("cash", yuan);
        }
        return tablet.import("first_aid", values);
    }

    FieldTablet tablet{county("songpan-2021"), "A", at("2026-04-01T08:00")};
    EntityId home = tablet.import("household", {{"village_group", "第三组"}, {"status", "active"}});
};

struct People {
    EntityId live(const std::string& name, const Steps& more) {
        const EntityId home = tablet.import("household", {{"village_group", "第三组"}, {"status", "active"}});
        Steps values{{"full_name", name}, {"lives_in", home}};
        values.insert(values.end(), more.begin(), more.end());
        return tablet.import("person", values);
    }
    std::vector<LikelyDouble> doubles() {
        auto found = likely_doubles(tablet.workspace().reading());
        REQUIRE(found);
        return std::move(*found);
    }

    FieldTablet tablet{county("songpan-2021"),
                       "desk",
                       at("2026-03-02T08:00"),
                       {.viewer = {.role = Role::township_desk, .worker = {}}}};
};

}  // namespace

TEST_CASE("Activity: counts by the month what was done in the period, and nothing outside of it", "[journeys]") {
    Quarter quarter;
    quarter.visit("2026-01-01T00:00:00.000+08:00", "no");
    quarter.visit("2026-03-31T23:59:00.000+08:00", "yes");
    quarter.visit("2025-12-31T23:59:00.000+08:00", "no");
    quarter.visit("2026-04-01T00:00:00.000+08:00", "no");
    const EntityId found = quarter.find_case("2026-02-10T09:00:00.000+08:00");
    quarter.find_case("2025-02-10T09:00:00.000+08:00");
    quarter.help(found, "2026-02-10T12:00:00.000+08:00", "300.00");
    quarter.help(found, "2026-02-11T12:00:00.000+08:00", "50.50");
    quarter.tablet.import("referral", {{"sent_at", "2026-03-01T09:00:00.000+08:00"}, {"state", "told_family"}});
    quarter.tablet.import("referral", {{"sent_at", "2026-03-02T09:00:00.000+08:00"}, {"state", "done"}});

    const Activity activity = quarter.count();
    CHECK(activity.visits == 2);
    CHECK(activity.visits_met == 1);
    CHECK(activity.discoveries == 1);
    CHECK(activity.first_aids == 2);
    CHECK(activity.first_aid == Fen{35'050});
    CHECK(activity.first_aid_is_complete);
    CHECK(activity.referrals == 2);
    CHECK(activity.referrals_closed == 1);
    REQUIRE(activity.months.size() == 3);
    CHECK(activity.months[0].first_day == day("2026-01-01"));
    CHECK(activity.months[0].visits == 1);
    CHECK(activity.months[1].discoveries == 1);
    CHECK(activity.months[1].first_aid == Fen{35'050});
    CHECK(activity.months[2].visits == 1);
    CHECK(activity.state == FigureState::local);
}

TEST_CASE("Activity: a sum that leaves something out says so", "[journeys]") {
    Quarter quarter;
    const EntityId found = quarter.find_case("2026-02-10T09:00:00.000+08:00");
    quarter.help(found, "2026-02-10T12:00:00.000+08:00", "300.00");
    quarter.help(found, "2026-02-11T12:00:00.000+08:00", "");
    const Activity activity = quarter.count();
    CHECK(activity.first_aids == 2);
    CHECK(activity.first_aid == Fen{30'000});
    CHECK_FALSE(activity.first_aid_is_complete);
}

TEST_CASE("Activity: what belongs to a secret case does not count", "[journeys]") {
    Quarter quarter;
    const EntityId found = quarter.find_case("2026-02-10T09:00:00.000+08:00");
    quarter.help(found, "2026-02-10T12:00:00.000+08:00", "300.00");
    REQUIRE(quarter.count().first_aids == 1);
    quarter.tablet.update(found, {{"safety_mode", "yes"}});
    const Activity activity = quarter.count();
    CHECK(activity.discoveries == 0);
    CHECK(activity.first_aids == 0);
    CHECK(activity.first_aid == Fen{});
}

TEST_CASE("Activity: aid that runs counts each person once, and a family without a named one as one", "[journeys]") {
    Quarter quarter;
    FieldTablet& tablet = quarter.tablet;
    const EntityId home = tablet.import("household", {{"village_group", "第三组"}});
    const EntityId father = tablet.import("person", {{"full_name", "示例·石"}, {"lives_in", home}});
    const EntityId mother = tablet.import("person", {{"full_name", "示例·梅"}, {"lives_in", home}});
    const auto aid = [&](const char* programme, const Steps& more) {
        Steps values{{"household", home}, {"programme", programme}, {"from", "2025-01-01"}, {"period", "month"}};
        values.insert(values.end(), more.begin(), more.end());
        return tablet.import("aid_held", values);
    };
    aid("dibao", {{"beneficiaries", father}, {"amount", "210.00"}});
    const EntityId second = aid("dibao", {{"beneficiaries", mother}, {"amount", "200.00"}});
    aid("dibao", {{"beneficiaries", father}, {"amount", "20.00"}});
    aid("low_income", {});
    aid("tekun", {{"beneficiaries", father}, {"amount", "900.00"}, {"until", "2026-02-28"}});

    const std::vector<ProgrammeLine> lines = quarter.running("2026-03-31");
    REQUIRE(lines.size() == 2);
    CHECK(lines.at(0).programme == "dibao");
    CHECK(lines.at(0).recipients == 2);
    CHECK(lines.at(0).monthly == Fen{43'000});
    CHECK(lines.at(0).is_complete);
    CHECK(lines.at(1).programme == "low_income");
    CHECK(lines.at(1).recipients == 1);
    CHECK_FALSE(lines.at(1).is_complete);
    CHECK(quarter.running("2026-02-01").size() == 3);
    tablet.update(second, {{"until", "2026-03-01"}});
    CHECK(quarter.running("2026-03-31").at(0).monthly == Fen{23'000});
}

TEST_CASE("Doubles: one name is looked at, two days of birth or two id numbers are two people", "[journeys]") {
    People people;
    const EntityId one = people.live("示例·石", {{"birth_date", "1970-01-01"}});
    const EntityId other = people.live("示例·石", {});
    people.live("示例·梅", {{"birth_date", "1970-01-01"}});
    people.live("示例·竹", {{"birth_date", "1970-01-01"}});
    people.live("示例·竹", {{"birth_date", "1971-01-01"}});
    people.live("示例·松", {{"id_number", "999999197001010011"}});
    people.live("示例·松", {{"id_number", "999999197001010038"}});
    const std::vector<LikelyDouble> found = people.doubles();
    REQUIRE(found.size() == 1);
    CHECK(found[0].name == "示例·石");
    CHECK_FALSE(found[0].same_id_number);
    CHECK(std::set{found[0].one, found[0].other} == std::set{one, other});
}

TEST_CASE("Doubles: those with one id number come first, and who is one already is none", "[journeys]") {
    People people;
    people.live("示例·安", {});
    people.live("示例·安", {});
    const EntityId one = people.live("示例·石", {{"id_number", "999999197001010011"}});
    const EntityId other = people.live("示例·石", {{"id_number", "999999197001010011"}});
    const std::vector<LikelyDouble> found = people.doubles();
    REQUIRE(found.size() == 2);
    CHECK(found[0].name == "示例·石");
    CHECK(found[0].same_id_number);
    CHECK(found[1].name == "示例·安");

    auto saving = people.tablet.workspace().merge(one, other, "核对过证件");
    REQUIRE(saving);
    REQUIRE(saving->get());
    const std::vector<LikelyDouble> left = people.doubles();
    REQUIRE(left.size() == 1);
    CHECK(left[0].name == "示例·安");
}

TEST_CASE("Doubles: a name that many bear is no sign, and who has left is no double", "[journeys]") {
    People people;
    for (int i = 0; i < 9; ++i) {
        people.live("示例·王", {});
    }
    CHECK(people.doubles().empty());
    people.live("示例·石", {});
    const EntityId gone = people.live("示例·石", {});
    REQUIRE(people.doubles().size() == 1);
    people.tablet.update(gone, {{"left_date", "2026-03-01"}});
    CHECK(people.doubles().empty());
}
