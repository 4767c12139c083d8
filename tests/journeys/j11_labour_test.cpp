// SPDX-License-Identifier: Apache-2.0
//
// J11: the month of public labour, which only Songpan's document knows.
#include "core/casework/facts/township_facts.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/families.hpp"

#include <catch2/generators/catch_generators_range.hpp>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kMonthEnd = "2026-03-31";

struct Roll {
    explicit Roll(const std::string& pack) : tablet{county(pack), "A", at("2026-03-02T09:00")} {
        add("p1", {.name = "示例·员", .birth_date = "1991-01-01", .work_state = "seeking", .more = {}});
        add("p2", {.name = "示例·员", .birth_date = "1984-01-01", .work_state = "employed", .more = {}});
        add("p3", {.name = "示例·员", .sex = "2", .birth_date = "1968-01-01", .work_state = "seeking", .more = {}});
        add("p4",
            {.name = "示例·员", .birth_date = "2008-06-01", .work_state = "student", .stage = "senior", .more = {}});
        add("p5", {.name = "示例·员",
                   .birth_date = "1976-01-01",
                   .work_state = "unable",
                   .labour_ability = "none",
                   .more = {}});
        add("p6", {.name = "示例·员",
                   .sex = "2",
                   .birth_date = "1996-01-01",
                   .work_state = "seeking",
                   .more = {{"nursing_infant", "yes"}}});
        add("p7", {.name = "示例·员", .birth_date = "1981-01-01", .work_state = "seeking", .more = {}}, "tekun");
        add("p8", {.name = "示例·员", .birth_date = "1998-01-01", .work_state = "seeking", .more = {}});
        attend("p1", {{"labour/attended", "yes"},
                      {"labour/activity", "清扫"},
                      {"labour/hours", "4.0"},
                      {"labour/place", "村口"}});
        attend("p8", {{"labour/attended", "yes"},
                      {"labour/activity", "清扫"},
                      {"labour/hours", "2.5"},
                      {"labour/place", "村口"}});
        attend("p6", {{"labour/attended", "no"}, {"labour/absence_reason", "孩子无人照看"}});
        tablet.clock.set_wall(at("2026-03-31T18:00"));
    }

    void add(const std::string& name, Relative person, const std::string& programme = "dibao") {
        const Steps aid = monthly_aid(1, programme, "2025-01-01");
        person.more.insert(person.more.end(), aid.begin(), aid.end());
        persons[name] = enter(tablet, {.members = {person}, .more = {}}).members[0];
    }

    void attend(const std::string& name, Steps steps) {
        steps.insert(steps.begin(), {"labour/worked_on", "2026-03-02"});
        tablet.fill("labour_entry", {{"person_id", persons[name]}}, steps);
    }

    FieldTablet tablet;
    std::map<std::string, EntityId> persons;
};

}  // namespace

TEST_CASE("J11: the roll says who is required, who is excluded and whom the county has to decide", "[journeys]") {
    std::vector<std::string> packs = five_packs();
    packs.emplace_back("songpan-demo");
    const std::string pack = GENERATE_COPY(from_range(packs));
    Roll roll{pack};
    const ReadContext context = roll.tablet.workspace().reading();
    const auto facts = labour_facts(context, day(kMonthEnd));
    INFO((facts ? std::string{} : facts.error().describe()));
    REQUIRE(facts);
    CHECK(facts->member.size() == 8);
    CHECK(facts->labour_entry.size() == 3);
    const auto rules = context.rules.on(day(kMonthEnd));
    REQUIRE(rules);
    Names names;
    for (const auto& [name, person] : roll.persons) {
        names[name] = person.to_string();
    }
    check_cells("j11_labour_roll", kMonthEnd, pack,
                policy::assess(**rules, context.rules.standards, *facts, day(kMonthEnd)).outcomes, names);
}

TEST_CASE("J11: what was done in another month is not in this month's roll", "[journeys]") {
    Roll roll{"songpan-2021"};
    const auto facts = labour_facts(roll.tablet.workspace().reading(), day("2026-04-01"));
    REQUIRE(facts);
    CHECK(facts->labour_entry.empty());
}
