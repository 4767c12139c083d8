// SPDX-License-Identifier: Apache-2.0
//
// J12: the figures of the township at the end of March.
#include "core/casework/act/reserve_ledger.hpp"
#include "core/casework/read/statistics.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/families.hpp"
#include "tests/journeys/read_whole.hpp"

#include <catch2/generators/catch_generators_range.hpp>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kMonthEnd = "2026-03-31";

TownshipStatistics statistics_of(FieldTablet& tablet, std::string_view until) {
    const auto book = reserve_book(tablet.entities("reserve_entry"), kTownship, 2026, LedgerKnown::whole);
    REQUIRE(book);
    auto made = township_statistics(
        tablet.workspace().reading(),
        {.township = kTownship, .from = day("2026-01-01"), .to = day(until), .reserve = reserve_facts(*book)});
    INFO((made ? std::string{} : made.error().describe()));
    REQUIRE(made);
    return std::move(*made);
}

// Up to the end of the month.
policy::Facts facts_of(FieldTablet& tablet, std::string_view from) {
    const TownshipQuestion question{.township = kTownship, .from = day(from), .to = day(kMonthEnd)};
    return read_whole<policy::Facts>([&](Portions& portions, policy::Facts& facts) {
        add_township_facts(tablet.workspace().reading(), question, portions, facts);
    });
}

void publish(FieldTablet& tablet, const std::vector<std::pair<std::string, std::string>>& figures) {
    for (const auto& [indicator, value] : figures) {
        tablet.import("statistic", {{"period", "2025"},
                                    {"division", kTownship},
                                    {"indicator", indicator},
                                    {"value", value},
                                    {"state", "confirmed"}});
    }
}

// A discovery at that moment, and first aid so many hours later.
EntityId emergency(FieldTablet& tablet, std::string_view found, std::string_view helped) {
    tablet.clock.set_wall(at(found));
    const Filled discovery = tablet.fill("discovery", {},
                                         {{"person/name", "示例·外"},
                                          {"person/sex", "1"},
                                          {"person/age", "40"},
                                          {"person/living", "local"},
                                          {"case/place", "第三组"},
                                          {"case/hardship", "fire"},
                                          {"case/safe_tonight", "no"},
                                          {"case/urgency", "day"},
                                          {"case/source", "neighbour"},
                                          {"case/first_action", "goods_cash"}});
    const EntityId found_case = discovery.made("case");
    tablet.clock.set_wall(at(helped));
    tablet.fill("first_aid", {{"case_id", found_case}, {"township", kTownship}},
                {{"aid/given_at", std::string{helped} + ":00.000+08:00"},
                 {"aid/place", "第三组"},
                 {"aid/gave_cash", "no"},
                 {"aid/gave_goods", "yes"},
                 {"aid/fund_source", "village"},
                 {"aid/use", "sudden"},
                 {"aid/village_delegated", "no"},
                 {"aid/witness_name", "示例·邻居"},
                 {"aid/no_signature", "refused"},
                 {"goods[1]/goods_name", "棉被"},
                 {"goods[1]/quantity", "1"},
                 {"goods[1]/unit", "床"}});
    return found_case;
}

void book(FieldTablet& tablet, const std::string& kind, const std::string& yuan) {
    tablet.import("reserve_entry",
                  {{"township", kTownship}, {"kind", kind}, {"amount", yuan}, {"booked_on", "2026-03-01"}});
}

EntityId jobseeker(FieldTablet& tablet, int offers, int guidance) {
    const Home home = enter(
        tablet, {.members = {{.name = "示例·员", .birth_date = "1985-01-01", .work_state = "seeking", .more = {}}},
                 .more = {}});
    const bool counts = tablet.county().pack == "fuliang-2021";
    Steps steps{{"job/work_wish", "wants"}, {"job/registered_on", "2025-12-01"}};
    if (counts) {
        steps.push_back({"job/gave_service", offers + guidance > 0 ? "yes" : "no"});
    }
    for (int i = 1; counts && i <= offers + guidance; ++i) {
        const std::string row = "given[" + std::to_string(i) + "]/";
        steps.push_back({row + "given_kind", i <= offers ? "offer" : "guidance"});
        steps.push_back({row + "given_on", "2026-03-02"});
    }
    tablet.fill("employment_service", {{"person_id", home.members[0]}}, steps);
    return home.members[0];
}

}  // namespace

TEST_CASE("J12: staff, funds, reserve and shares come out as each county's document has them", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-01T08:00")};
    publish(tablet, {{"township_population", "8350"},
                     {"village_population", "501"},
                     {"county_year_round_recipients", "7400"},
                     {"township_year_round_recipients", "700"},
                     {"dibao_recipients", "620"},
                     {"village_recipients", "201"},
                     {"aided_last_year", "940"},
                     {"aid_spending_last_year", "3200000.00"}});
    book(tablet, "opening", "50000.00");
    for (const char* const out : {"300.00", "800.00", "2100.00"}) {
        book(tablet, "out", out);
    }
    for (int i = 0; i < 5; ++i) {
        Steps complaint{{"kind", "other"}, {"received_at", "2026-03-10T09:00:00.000+08:00"}};
        if (i < 4) {
            complaint.push_back({"answered_on", "2026-03-20"});
        }
        tablet.import("complaint", complaint);
    }
    emergency(tablet, "2026-03-03T08:00", "2026-03-03T18:00");
    emergency(tablet, "2026-03-04T08:00", "2026-03-05T07:00");
    emergency(tablet, "2026-03-05T08:00", "2026-03-05T20:00");
    emergency(tablet, "2026-03-06T08:00", "2026-03-07T09:00");
    tablet.clock.set_wall(at("2026-03-31T18:00"));

    const TownshipStatistics local = statistics_of(tablet, kMonthEnd);
    check_cells("j12_statistics", kMonthEnd, pack, local.outcomes);
    CHECK(local.state == FigureState::local);
    tablet.note_sync();
    CHECK(statistics_of(tablet, kMonthEnd).state == FigureState::confirmed);
    book(tablet, "out", "100.00");
    CHECK(statistics_of(tablet, kMonthEnd).state == FigureState::local);
}

TEST_CASE("J12: a count exactly at a bound is not above it", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-31T08:00")};
    publish(tablet, {{"village_population", "500"},
                     {"village_recipients", "200"},
                     {"county_year_round_recipients", "3000"},
                     {"township_year_round_recipients", "500"}});
    check_cells("j12_at_the_bounds", kMonthEnd, pack, statistics_of(tablet, kMonthEnd).outcomes);
}

TEST_CASE("J12: the services of a year are behind in March and missing in December", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T08:00")};
    const std::vector<std::pair<int, int>> given{{3, 1}, {2, 1}, {4, 0}, {0, 0}, {3, 1}};
    Names names;
    for (std::size_t i = 0; i < given.size(); ++i) {
        names["s" + std::to_string(i + 1)] = jobseeker(tablet, given[i].first, given[i].second).to_string();
    }
    check_cells("j12_jobseekers", kMonthEnd, pack, statistics_of(tablet, kMonthEnd).outcomes, names);
    check_cells("j12_jobseekers", "2026-12-31", pack, statistics_of(tablet, "2026-12-31").outcomes, names);
}

TEST_CASE("J12: a case in safety mode counts in no figure", "[journeys]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-01T08:00")};
    const EntityId hidden = emergency(tablet, "2026-03-03T08:00", "2026-03-03T18:00");
    const auto counted = [&] { return facts_of(tablet, "2026-03-01").statistics.emergency.size(); };
    CHECK(counted() == 1);
    tablet.update(hidden, {{"safety_mode", "yes"}});
    CHECK(counted() == 0);
}

TEST_CASE("J12: fewer than three persons are shown to the township and never leave it", "[journeys]") {
    CHECK(shown_count(2, Role::township_desk) == 2);
    CHECK_FALSE(shown_count(2, Role::coordinator).has_value());
    CHECK_FALSE(exported_count(2).has_value());
    CHECK(exported_count(3) == 3);
}

TEST_CASE("J12: of what the county published the latest period counts, and nobody else's township", "[journeys]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2026-03-31T08:00")};
    const auto publish_one = [&](const char* period, const char* division, const char* value) {
        tablet.import("statistic", {{"period", period},
                                    {"division", division},
                                    {"indicator", "township_population"},
                                    {"value", value},
                                    {"state", "confirmed"}});
    };
    const auto population = [&] {
        const policy::Facts facts = facts_of(tablet, "2026-01-01");
        const std::int64_t* count = facts.statistics.township_population.find();
        return count == nullptr ? -1 : *count;
    };
    // Ids are by chance: whichever comes last in the register, the period decides.
    for (const int year : {2019, 2025, 2021, 2024, 2020, 2023, 2022}) {
        publish_one(std::to_string(year).c_str(), kTownship, std::to_string(year).c_str());
    }
    publish_one("2025", "999999002", "77");
    CHECK(population() == 2025);
    publish_one("2025", kTownship, "2026");  // two figures of one period: nobody's
    CHECK(population() == -1);
}

TEST_CASE("J12: county tasks count in the period in which they came", "[journeys]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2025-11-03T08:00")};
    const auto push = [&](const char* result) {
        tablet.import("task", {{"batch", "B-1"}, {"person_name", "示例·甲"}, {"result", result}});
    };
    push("moved");
    tablet.clock.set_wall(at("2026-02-28T08:00"));
    push("moved");
    push("");
    CHECK(facts_of(tablet, "2026-01-01").task.size() == 2);
}
