// SPDX-License-Identifier: Apache-2.0
//
// J11: the month of public labour, which only Songpan's document knows.
#include "core/casework/facts/township_facts.hpp"
#include "core/casework/read/labour.hpp"
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

    // The roll of the month as its form has it, with nothing changed in it.
    Filled draw_up() { return tablet.fill("labour_roll", {{"township", kTownship}}, {}); }

    LabourRoll shown() {
        auto roll = labour_roll(tablet.workspace().reading(), day("2026-03-02"), kTownship);
        INFO((roll ? std::string{} : roll.error().describe()));
        REQUIRE(roll);
        return std::move(*roll);
    }

    FieldTablet tablet;
    std::map<std::string, EntityId> persons;
};

// The code of the roll that says the same as the rule.
std::string duty_of(const policy::Outcome& rule) {
    const auto* verdict = std::get_if<policy::Verdict>(&rule.figure);
    return rule.status == policy::Status::boundary || verdict == nullptr ? "boundary" : verdict->code;
}

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

TEST_CASE("J11: the roll's form has everybody as the rule of the document has him", "[journeys]") {
    const auto [pack, expected] = GENERATE(
        table<std::string, LabourCount>({{"songpan-2021", LabourCount{.required = 0, .excluded = 3, .boundary = 5}},
                                         {"songpan-demo", LabourCount{.required = 3, .excluded = 4, .boundary = 1}}}));
    Roll roll{pack};
    CHECK(roll.shown().rolled == LabourCount{});

    CHECK(roll.draw_up().count_made("labour_roll") == 8);
    const LabourRoll shown = roll.shown();
    CHECK(shown.rolled == expected);
    REQUIRE(shown.lines.size() == 8);
    std::map<EntityId, std::string> why;
    for (const LabourLine& line : shown.lines) {
        CHECK(line.duty == duty_of(line.rule));
        why[line.person] = line.exclusion;
    }
    CHECK(why[roll.persons["p2"]] == "employed");
    CHECK(why[roll.persons["p3"]] == (pack == "songpan-demo" ? "age" : ""));
    CHECK(why[roll.persons["p5"]] == "no_ability");
    CHECK(why[roll.persons["p7"]] == "not_dibao");
    CHECK(shown.done.hours == "6.5");
    CHECK(shown.done.attended == 2);
    CHECK(shown.closes_at == at("2026-04-01T00:00"));

    // Drawn up again, it is the same roll.
    CHECK(roll.draw_up().count_made("labour_roll") == 0);
    CHECK(roll.shown().rolled == expected);
}

TEST_CASE("J11: whoever has died or moved away is on no roll, whatever still runs in his name", "[journeys]") {
    Roll roll{"songpan-demo"};
    roll.tablet.update(roll.persons["p1"], {{"death_date", "2026-03-20"}});
    roll.tablet.update(roll.persons["p8"], {{"left_date", "2026-03-21"}});
    CHECK(roll.draw_up().count_made("labour_roll") == 6);
    for (const LabourLine& line : roll.shown().lines) {
        CHECK(line.person != roll.persons["p1"]);
        CHECK(line.person != roll.persons["p8"]);
    }
}

TEST_CASE("J11: an allowance that names several people puts each of them on the roll", "[journeys]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2026-03-02T09:00")};
    const Home home = enter(tablet, {.members = {{.name = "示例·员", .work_state = "seeking", .more = {}},
                                                 {.name = "示例·员二", .relation = "1", .sex = "2", .more = {}}},
                                     .more = {}});
    tablet.import("aid_held", {{"household", home.household},
                               {"programme", "dibao"},
                               {"period", "month"},
                               {"from", "2025-01-01"},
                               {"beneficiaries", home.members[0]},
                               {"beneficiaries", home.members[1]}});
    CHECK(tablet.fill("labour_roll", {{"township", kTownship}}, {}).count_made("labour_roll") == 2);
}

TEST_CASE("J11: a month is closed on its last day, and what comes later corrects", "[journeys]") {
    Roll roll{"songpan-2021"};
    const Filled drawn_up = roll.draw_up();
    const Steps closing{{"closing/closed_month", drawn_up.made("labour_month")}};
    const Prefills opened_for{{"township", kTownship}};

    roll.tablet.clock.set_wall(at("2026-03-30T18:00"));
    CHECK(roll.tablet.problems_of("labour_closing", opened_for, closing) ==
          std::vector<std::string>{"/data/closing/closed_month: constraint", "/data/closing/closed_at: constraint"});
    roll.tablet.clock.set_wall(at("2026-03-31T18:00"));
    roll.tablet.fill("labour_closing", opened_for, closing);
    CHECK(roll.shown().settled_at == at("2026-03-31T18:00"));

    roll.tablet.clock.set_wall(at("2026-03-31T19:00"));
    CHECK(roll.tablet.refused("labour_roll", opened_for, {{"entry[1]/duty", "required"}}) ==
          ErrorCode::casework_month_closed);
    CHECK_FALSE(roll.tablet.problems_of("labour_closing", opened_for, closing).empty());
    const Filled late = roll.tablet.fill("labour_entry", {{"person_id", roll.persons["p3"]}},
                                         {{"labour/worked_on", "2026-03-31"},
                                          {"labour/attended", "yes"},
                                          {"labour/activity", "清扫"},
                                          {"labour/hours", "3"},
                                          {"labour/place", "村口"}});
    const LabourRoll shown = roll.shown();
    CHECK(shown.done.hours == "6.5");
    CHECK(shown.done.corrections == std::vector{late.made("labour_entry")});
}

TEST_CASE("J11: a month is not closed for a day before its last one, and is chosen by its month", "[journeys]") {
    Roll roll{"songpan-2021"};
    const Filled drawn_up = roll.draw_up();
    const Prefills opened_for{{"township", kTownship}};
    const Steps closing{{"closing/closed_month", drawn_up.made("labour_month")}};
    Steps early = closing;
    early.push_back({"closing/closed_at", "2026-03-05T09:00:00.000+08:00"});
    CHECK(roll.tablet.problems_of("labour_closing", opened_for, early) ==
          std::vector<std::string>{"/data/closing/closed_at: constraint"});
    CHECK(roll.shown().done.hours == "6.5");

    auto interview = roll.tablet.workspace().start("labour_closing", "zh", {{"/data/township", kTownship}});
    REQUIRE(interview);
    form::Session& session = interview->session();
    const auto choices = session.choices(session.place_of(session.find("/data/closing/closed_month")));
    REQUIRE(choices);
    REQUIRE(choices->size() == 1);
    CHECK(choices->front().label == "2026-03");
}

TEST_CASE("J11: a month that nobody closed closes by itself", "[journeys]") {
    Roll roll{"songpan-2021"};
    roll.tablet.clock.set_wall(at("2026-04-01T00:00"));
    CHECK(roll.tablet.refused("labour_roll", {{"township", kTownship}}, {{"period/month_day", "2026-03-15"}}) ==
          ErrorCode::casework_month_closed);
    CHECK(roll.tablet.problems_of("labour_entry", {{"person_id", roll.persons["p1"]}},
                                  {{"labour/worked_on", "2026-03-31"},
                                   {"labour/attended", "no"},
                                   {"labour/absence_reason", "孩子无人照看"}}) ==
          std::vector<std::string>{"/data/labour/worked_on: constraint"});
}

TEST_CASE("J11: where the document has no public labour, nothing of it is offered", "[journeys]") {
    const std::string pack = GENERATE_COPY(from_range(five_packs()));
    CHECK(has_public_labour(county(pack).rules(), day(kMonthEnd)) == (pack == "songpan-2021"));
}
