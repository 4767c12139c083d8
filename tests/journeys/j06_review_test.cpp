// SPDX-License-Identifier: Apache-2.0
//
// J6: a review is due: phase-out, the grace of a start-up, a pause, and "nothing changed".
#include "core/casework/facts/household_facts.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/families.hpp"

#include <catch2/generators/catch_generators_range.hpp>

using namespace daohu;
using namespace daohu::journeys;

namespace {

constexpr const char* kMonday = "2026-03-02";

policy::Outcomes outcomes_of(FieldTablet& tablet, EntityId household) {
    auto assessed = casework::assess_household(
        tablet.workspace().reading(),
        {.subject = household, .on = day(kMonday), .discovery = {}, .persons = {}, .basis = {}});
    INFO((assessed ? std::string{} : assessed.error().describe()));
    REQUIRE(assessed);
    CHECK(assessed->assessment.faults.empty());
    return std::move(assessed->assessment.outcomes);
}

// A couple with a child, the wife with a wage; her husband cannot work.
Family family_with(const std::string& wage, const std::string& other, const std::string& cost) {
    Relative wife{.name = "示例·江",
                  .sex = "2",
                  .birth_date = "1985-04-01",
                  .work_state = "employed",
                  .more = joined({monthly_aid(1, "dibao", "2025-06-01"), income(1, "wage", wage, "stable")})};
    if (!cost.empty()) {
        wife.more.push_back({"income[1]/work_cost", cost});
        wife.more.push_back({"income[1]/work_cost_kinds", "travel"});
    }
    if (!other.empty()) {
        const Steps more = income(2, "other", other, "stable");
        wife.more.insert(wife.more.end(), more.begin(), more.end());
    }
    return {
        .settlement = "urban",
        .members = {wife,
                    {.name = "示例·河",
                     .relation = "1",
                     .birth_date = "1983-04-01",
                     .work_state = "unable",
                     .labour_ability = "none",
                     .more = {}},
                    {.name = "示例·海", .relation = "2", .birth_date = "2014-04-01", .stage = "primary", .more = {}}},
        .more = {}};
}

}  // namespace

TEST_CASE("J6: an urban family above the standard is a candidate for phase-out where the text has a band",
          "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T08:00")};
    const Home jiang = enter(tablet, family_with("2600.00", "400.00", "200.00"));
    check_cells("j06_phase_out", kMonday, pack, outcomes_of(tablet, jiang.household));
}

TEST_CASE("J6: an income exactly at a bound of the band is for the township to judge", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T08:00")};
    check_cells("j06_upper_bound", kMonday, pack,
                outcomes_of(tablet, enter(tablet, family_with("3150.00", "", "")).household));
    check_cells("j06_lower_bound", kMonday, pack,
                outcomes_of(tablet, enter(tablet, family_with("2100.00", "", "")).household));
}

TEST_CASE("J6: a pause moves a due review only where the text or the county's own document says so", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2025-08-14T08:00")};
    const Home home =
        enter(tablet, {.members = {{.name = "示例·己", .more = monthly_aid(1, "dibao", "2025-01-01")}}, .more = {}});
    review(tablet, home, "2025-08-15", {.irregular = "yes", .able = "yes"});
    tablet.clock.set_wall(at("2026-03-02T08:00"));
    check_cells("j06_no_change", kMonday, pack, outcomes_of(tablet, home.household));
    tablet.import("review_pause", {{"from", "2026-02-01"}, {"until", "2026-03-15"}});
    check_cells("j06_pause", kMonday, pack, outcomes_of(tablet, home.household));
}
