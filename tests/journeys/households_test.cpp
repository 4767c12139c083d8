// SPDX-License-Identifier: Apache-2.0
//
// The list of households and how far a village has been swept, from families that were entered and visited.
#include "core/casework/read/households.hpp"
#include "core/casework/read/sweep.hpp"
#include "tests/journeys/families.hpp"
#include "tests/journeys/read_whole.hpp"

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kToday = "2026-03-20";

// Pine and plum in group three, a lonely fir in group four, and a family in another village.
struct Village {
    explicit Village(const char* pack = "boshan-2021") : tablet{county(pack), "A", at("2025-02-03T08:00")} {
        Relative head{.name = "示例·松柏", .more = monthly_aid(1, "dibao", "2024-06-01")};
        pine = enter(tablet,
                     {.members = {head, {.name = "示例·松梅", .relation = "1", .sex = "2", .more = {}}}, .more = {}});
        fir = enter(tablet, {.group = "第四组", .members = {{.name = "示例·杉", .more = {}}}, .more = {}});
        willow = enter(tablet, {.members = {{.name = "示例·柳青", .more = {}}}, .more = {}});
        tablet.clock.set_wall(at("2026-03-20T18:00"));
    }

    void visit(const Home& home, const char* began, const std::vector<EntityId>& met) {
        Steps steps{{"household", home.household}, {"started_at", std::string{began} + ":00.000+08:00"}};
        steps.push_back({"nobody_home", met.empty() ? "yes" : "no"});
        if (met.empty()) {
            steps.push_back({"attempt", "1"});
        }
        const EntityId made = tablet.import("visit", steps);
        for (const EntityId who : met) {
            tablet.update(made, {{"met_whom", who}});
        }
    }

    SweepCoverage sweep(const char* from = "2026-03-01", std::string purpose = {}) {
        const SweepQuestion question{
            .division = kVillage, .from = day(from), .to = day("2026-03-31"), .purpose = std::move(purpose)};
        return read_whole<SweepCoverage>([&](Portions& portions, SweepCoverage& coverage) {
            add_sweep_coverage(tablet.workspace().reading(), question, portions, coverage);
        });
    }

    HouseholdSearch find(std::string_view typed) {
        return read_whole<HouseholdSearch>([&](Portions& portions, HouseholdSearch& search) {
            add_household_search(tablet.workspace().reading(), typed, day(kToday), 50, portions, search);
        });
    }

    FieldTablet tablet;
    Home pine, fir, willow;
};

}  // namespace

TEST_CASE("Households: a line says who lives there, what the family gets and when somebody was last met",
          "[journeys]") {
    Village village;
    village.visit(village.pine, "2026-01-10T09:00", {village.pine.members[0]});
    village.visit(village.pine, "2026-02-10T09:00", {});
    const auto page = households(village.tablet.workspace().reading(), {.today = day(kToday)});
    REQUIRE(page);
    REQUIRE(page->lines.size() == 3);
    CHECK_FALSE(page->next.has_value());
    const auto line = std::ranges::find(page->lines, village.pine.household, &HouseholdLine::id);
    REQUIRE(line != page->lines.end());
    CHECK(line->head_name == "示例·松柏");
    CHECK(line->village_group == "第三组");
    CHECK(line->division == kVillage);
    CHECK(line->residents == 2);
    CHECK(line->programmes == std::vector<std::string>{"dibao"});
    CHECK(line->last_visit == day("2026-01-10"));
    const auto lonely = std::ranges::find(page->lines, village.fir.household, &HouseholdLine::id);
    CHECK(lonely->programmes.empty());
}

TEST_CASE("Households: pages follow each other without a gap, and another village is not among them", "[journeys]") {
    Village village;
    std::vector<EntityId> seen;
    HouseholdsQuestion question{.today = day(kToday), .division = kVillage, .after = {}, .limit = 2};
    for (int pages = 0; pages < 5; ++pages) {
        const auto page = households(village.tablet.workspace().reading(), question);
        REQUIRE(page);
        for (const HouseholdLine& line : page->lines) {
            seen.push_back(line.id);
        }
        question.after = page->next;
        if (!page->next) {
            break;
        }
    }
    CHECK(seen.size() == 3);
    question.after.reset();
    question.division = "999999002";
    CHECK(households(village.tablet.workspace().reading(), question)->lines.empty());
}

TEST_CASE("Households: all are counted, however few are listed", "[journeys]") {
    Village village;
    const ReadContext context = village.tablet.workspace().reading();
    const auto page = households(context, {.today = day(kToday), .division = {}, .after = {}, .limit = 1});
    REQUIRE(page);
    CHECK(page->lines.size() == 1);
    CHECK(household_count(context).value() == 3);
}

TEST_CASE("Households: whoever left, died or was struck off the register is no resident", "[journeys]") {
    Village village;
    village.tablet.update(village.pine.members[1], {{"death_date", "2026-02-20"}});
    village.tablet.update(village.fir.household, {{"status", "moved"}});
    const auto page = households(village.tablet.workspace().reading(), {.today = day(kToday)});
    REQUIRE(page);
    CHECK(page->lines.size() == 2);
    const auto line = household_line(village.tablet.workspace().reading(), village.pine.household, day(kToday));
    REQUIRE(line);
    CHECK(line->residents == 1);
}

TEST_CASE("Households: are found by characters, pinyin and initials of anybody who lives there", "[journeys]") {
    Village village;
    for (const char* const typed : {"松梅", "slsm", "shilisongmei"}) {
        CAPTURE(typed);
        const HouseholdSearch search = village.find(typed);
        REQUIRE(search.found.size() == 1);
        CHECK(search.found[0].household->id == village.pine.household);
        CHECK(search.found[0].persons == std::vector<EntityId>{village.pine.members[1]});
        CHECK(search.found[0].person_name == "示例·松梅");
    }
    const HouseholdSearch both = village.find("松");
    REQUIRE(both.found.size() == 1);
    CHECK(both.found[0].persons.size() == 2);
}

TEST_CASE("Households: are found by the last digits of a telephone", "[journeys]") {
    Village village;
    village.tablet.update(village.fir.household, {{"contact_phone", "13800007788"}});
    const HouseholdSearch search = village.find("7788");
    REQUIRE(search.found.size() == 1);
    CHECK(search.found[0].household->id == village.fir.household);
    CHECK(search.found[0].persons.empty());
}

TEST_CASE("Households: somebody who sounds the same is shown before a new family is made", "[journeys]") {
    Village village;
    const HouseholdSearch search = village.find("示例·柳清");
    CHECK(search.found.empty());
    REQUIRE_FALSE(search.near.empty());
    CHECK(search.near[0].household->id == village.willow.household);

    const std::vector<registry::PersonSketch> sketch{
        {.name = "示例·松柏", .id_number = {}, .phone = {}, .birth_date = {}}};
    const auto likely = likely_households(village.tablet.workspace().reading(), sketch, day(kToday));
    REQUIRE(likely);
    REQUIRE_FALSE(likely->empty());
    CHECK(likely->front().line.id == village.pine.household);
}

TEST_CASE("Households: nobody is found whom a secret case alone makes known", "[journeys]") {
    Village village;
    const EntityId stranger = village.tablet.import("person", {{"full_name", "示例·避风"}});
    const EntityId found_case = village.tablet.import("case", {{"person", stranger}, {"hardship_kinds", "fire"}});
    REQUIRE(village.find("避风").found.size() == 1);
    CHECK_FALSE(village.find("避风").found[0].household.has_value());
    village.tablet.update(found_case, {{"safety_mode", "yes"}});
    CHECK(village.find("避风").found.empty());
    CHECK(village.find("避风").near.empty());
}

TEST_CASE("Sweep: no household and nobody of a household is left out of the count", "[journeys]") {
    Village village;
    village.visit(village.pine, "2026-03-05T09:00", {village.pine.members[0]});
    village.visit(village.fir, "2026-03-06T09:00", {});
    village.visit(village.fir, "2026-03-07T09:00", {});
    const SweepCoverage coverage = village.sweep();
    CHECK(coverage.all.households == 3);
    CHECK(coverage.all.households_met == 1);
    CHECK(coverage.all.residents == 4);
    CHECK(coverage.all.residents_met == 1);
    REQUIRE(coverage.groups.size() == 2);
    CHECK(coverage.groups[0].households + coverage.groups[1].households == 3);

    REQUIRE(coverage.open.size() == 3);
    CHECK(coverage.open[0].household == village.willow.household);
    CHECK(coverage.open[0].state == SweepState::not_visited);
    CHECK(coverage.open[1].household == village.fir.household);
    CHECK(coverage.open[1].state == SweepState::nobody_home);
    CHECK(coverage.open[1].attempts == 2);
    CHECK(coverage.open[2].household == village.pine.household);
    CHECK(coverage.open[2].not_met == std::vector<EntityId>{village.pine.members[1]});

    village.visit(village.pine, "2026-03-08T09:00", {village.pine.members[1]});
    CHECK(village.sweep().open.size() == 2);
}

TEST_CASE("Sweep: a visit before the period, or for another purpose, counts for nothing", "[journeys]") {
    Village village;
    village.visit(village.fir, "2026-03-06T09:00", {village.fir.members[0]});
    CHECK(village.sweep().all.households_met == 1);
    CHECK(village.sweep("2026-03-07").all.households_met == 0);
    CHECK(village.sweep("2026-03-01", "sweep").all.households_met == 0);
}

TEST_CASE("Sweep: the county's document is cited, and a day only where it states an interval", "[journeys]") {
    Village boshan;
    const SweepCoverage asked = boshan.sweep();
    REQUIRE(asked.rule.size() == 1);
    CHECK(asked.rule[0].status == policy::Status::not_stated);
    REQUIRE_FALSE(asked.rule[0].citations.empty());
    CHECK_FALSE(asked.rule[0].citations[0].clause.empty());
}
