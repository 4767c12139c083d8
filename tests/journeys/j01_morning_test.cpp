// SPDX-License-Identifier: Apache-2.0
//
// J1: the plan of the morning, from what is on the tablet alone.
#include "core/casework/facts/household_facts.hpp"
#include "core/casework/read/plan.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/families.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kMonday = "2026-03-02";

Home enter_alone(FieldTablet& tablet, const std::string& name, const std::string& programme) {
    Relative head{.name = name, .more = {}};
    if (!programme.empty()) {
        head.more = monthly_aid(1, programme, "2024-06-01");
    }
    return enter(tablet, {.members = {head}, .more = {}});
}

// The five families, last reviewed as the table says; synced two days before that Monday.
struct Village {
    explicit Village(const std::string& pack) : tablet{county(pack), "A", at("2025-01-02T08:00")} {
        h1 = enter_alone(tablet, "示例·老松", "tekun");
        h2 = enter_alone(tablet, "示例·竹", "dibao");
        h3 = enter_alone(tablet, "示例·柏", "dibao");
        h4 = enter_alone(tablet, "示例·杉", "dibao");
        h5 = enter_alone(tablet, "示例·槐", "low_income");
        review(tablet, h5, "2025-01-05", {.programme = "low_income"});
        review(tablet, h2, "2025-02-27", {});
        review(tablet, h1, "2025-03-10", {.programme = "tekun"});
        review(tablet, h3, "2025-08-31", {.irregular = "yes", .able = "yes"});
        review(tablet, h4, "2025-09-20", {.irregular = "yes", .able = "no"});
        tablet.clock.set_wall(at("2026-02-28T06:50"));
        tablet.note_sync();
        tablet.clock.set_wall(at("2026-03-02T06:50"));
    }

    PlanOfDay plan() {
        auto made = plan_of_day(tablet.workspace().reading(), {.now = tablet.clock.wall_now(), .days_ahead = 30});
        INFO((made ? std::string{} : made.error().describe()));
        REQUIRE(made);
        return std::move(*made);
    }

    void check(const Home& home, std::string_view facts) {
        const auto assessed = assess_household(
            tablet.workspace().reading(),
            {.subject = home.household, .on = day(kMonday), .discovery = {}, .persons = {}, .basis = {}});
        INFO((assessed ? std::string{} : assessed.error().describe()));
        REQUIRE(assessed);
        check_cells(facts, kMonday, tablet.county().pack, assessed->assessment.outcomes);
    }

    EntityId discover(const std::string& urgency, const std::string& place) {
        return tablet
            .fill("discovery", {},
                  {{"person/name", "示例·外"},
                   {"person/sex", "1"},
                   {"person/age", "40"},
                   {"person/living", "local"},
                   {"case/place", place},
                   {"case/hardship", "sudden_illness"},
                   {"case/safe_tonight", "yes"},
                   {"case/urgency", urgency},
                   {"case/source", "neighbour"},
                   {"case/first_action", "called_help"}})
            .made("case");
    }

    FieldTablet tablet;
    Home h1, h2, h3, h4, h5;
};

struct Expected {
    const char* name;
    PlanRank rank;
    DueState state;
    const char* day;
    std::int64_t days_left;
};

std::vector<Expected> expected_under(const std::string& pack) {
    const Expected tekun{"示例·老松", PlanRank::due, DueState::due, "2026-03-10", 8};
    const std::vector<Expected> dibao{{"示例·竹", PlanRank::overdue_review, DueState::overdue, "2026-02-27", -3},
                                      {"示例·柏", PlanRank::overdue_review, DueState::overdue, "2026-02-28", -2}};
    const Expected open{"示例·杉", PlanRank::due, DueState::boundary, "2026-03-20", 18};
    if (pack == "lushan-2021" || pack == "fuliang-2021") {
        return {dibao[0], dibao[1], tekun, open};
    }
    return pack == "songpan-2021" ? std::vector<Expected>{dibao[0], dibao[1], open} : std::vector<Expected>{};
}

}  // namespace

TEST_CASE("J1: each family's review falls due as the county's document says, or not at all", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    Village village{pack};
    village.check(village.h1, "j01_h1");
    village.check(village.h2, "j01_h2");
    village.check(village.h3, "j01_h3");
    village.check(village.h4, "j01_h4");
    village.check(village.h5, "j01_h5");

    const PlanOfDay plan = village.plan();
    CHECK(plan.data_as_of == at("2026-02-28T06:50"));
    const std::vector<Expected> expected = expected_under(pack);
    REQUIRE(plan.stops.size() == expected.size());
    CHECK(plan.stop_count == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(pack, i);
        const PlanStop& stop = plan.stops[i];
        CHECK(stop.name == expected[i].name);
        CHECK(stop.village_group == "第三组");
        REQUIRE(stop.items.size() == 1);
        CHECK(stop.items[0].rank == expected[i].rank);
        REQUIRE(stop.items[0].due.has_value());
        CHECK(stop.items[0].due->state == expected[i].state);
        CHECK(stop.items[0].due->days_left == expected[i].days_left);
        CHECK(stop.items[0].day == day(expected[i].day));
        CHECK_FALSE(stop.items[0].due->outcome.citations.empty());
    }
}

TEST_CASE("J1: danger to life comes first, then help within a day, county tasks, and overdue reviews", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    Village village{pack};
    const bool has_clock = pack == "boshan-2021";
    const EntityId later = village.tablet.import(
        "task", {{"person_name", "示例·甲"}, {"due", "2026-03-09"}, {"reason", "uninsured"}, {"batch", "B-2"}});
    const EntityId sooner = village.tablet.import("task", {{"person_name", "示例·乙"}, {"due", "2026-03-04"}});
    village.tablet.import("task", {{"person_name", "示例·丙"}, {"due", "2026-03-01"}, {"result", "moved"}});
    const EntityId urgent = village.discover("day", "第一组");
    const EntityId deadly = village.discover("life_danger", "第二组");

    const PlanOfDay plan = village.plan();
    std::vector<EntityId> subjects;
    for (const PlanStop& stop : plan.stops) {
        subjects.push_back(stop.items.front().subject);
    }
    REQUIRE(subjects.size() >= 4);
    CHECK(subjects[0] == deadly);
    const auto place_of = [&](EntityId id) { return std::ranges::find(subjects, id) - subjects.begin(); };
    CHECK(place_of(sooner) + 1 == place_of(later));
    CHECK(subjects[1] == urgent);
    const PlanItem& pressing = plan.stops[1].items.front();
    CHECK(pressing.rank == (has_clock ? PlanRank::legal_clock : PlanRank::within_a_day));
    CHECK(pressing.clock.has_value() == has_clock);
    CHECK((!has_clock || pressing.clock->deadline == at("2026-03-03T06:50")));
    for (std::size_t i = 1; i < plan.stops.size(); ++i) {
        CHECK(plan.stops[i - 1].items.front().rank <= plan.stops[i].items.front().rank);
    }
}

TEST_CASE("J1: the shift at the service point stands in the plan of its day", "[journeys]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-02T06:50")};
    const EntityId point = tablet.import("service_point", {{"title", "石桥服务点"}});
    tablet.import(
        "duty",
        {{"point", point}, {"from", "2026-03-02T08:00:00.000+08:00"}, {"until", "2026-03-02T12:00:00.000+08:00"}});
    tablet.import("duty", {{"point", point}, {"from", "2026-03-03T08:00:00.000+08:00"}});
    const auto plan = plan_of_day(tablet.workspace().reading(), {.now = tablet.clock.wall_now()});
    REQUIRE(plan);
    REQUIRE(plan->duties.size() == 1);
    CHECK(plan->duties[0].point == point);
    CHECK(plan->duties[0].until == at("2026-03-02T12:00"));
    CHECK_FALSE(plan->data_as_of.has_value());
}

TEST_CASE("J1: a case in safety mode is in nobody's plan", "[journeys]") {
    Village village{"boshan-2021"};
    const std::size_t before = village.plan().stop_count;
    const EntityId hidden = village.discover("life_danger", "第一组");
    CHECK(village.plan().stop_count == before + 1);
    village.tablet.update(hidden, {{"safety_mode", "yes"}});
    CHECK(village.plan().stop_count == before);
}
