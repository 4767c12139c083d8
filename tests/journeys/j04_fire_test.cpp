// SPDX-License-Identifier: Apache-2.0
//
// J4: a fire at 示例·石家. Found at 16:40, helped at 18:10 without a signal, the clock set back at 20:00, synchronised the
// next morning.
#include "core/casework/act/duty_clock.hpp"
#include "core/casework/act/findings.hpp"
#include "core/casework/act/reserve_ledger.hpp"
#include "core/casework/facts/household_facts.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/field.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::journeys;
using namespace std::chrono_literals;

namespace {

constexpr const char* kTownshipName = "示例乡";

struct Fire {
    explicit Fire(std::string_view id)
        : rules{county(id)}, tablet{rules, "A", at("2026-03-02T15:00")}, pack{rules.packs.find(id, day("2026-03-02"))} {
        worker = tablet.import("worker", {{"full_name", "示例·协理"}, {"roles", "coordinator"}});
        household = tablet.import("household", {{"village_group", "五组"}, {"settlement", "rural"}});
        father = person("示例·石父", "1983-02-14", "999999198302140039", "0", "1");
        mother = person("示例·石母", "1985-09-02", "999999198509020042", "1", "2");
        daughter = person("示例·石女", "2017-01-11", "999999201701110069", "3", "2");
        tablet.import("aid_held", {{"household", household},
                                   {"beneficiaries", father},
                                   {"programme", "temp_aid"},
                                   {"amount", "1200"},
                                   {"period", "once"},
                                   {"given_on", "2026-01-20"}});
        tablet.note_sync();
    }

    EntityId person(const char* name, const char* born, const char* number, const char* relation, const char* sex) {
        return tablet.import("person", {{"full_name", name},
                                        {"birth_date", born},
                                        {"id_number", number},
                                        {"relation_to_head", relation},
                                        {"sex", sex},
                                        {"living_together", "yes"},
                                        {"lives_in", household}});
    }

    [[nodiscard]] bool states(std::uint16_t parameter) const {
        const auto* yes = std::get_if<bool>(&pack->parameter(policy::ParameterId{parameter}).value);
        return yes != nullptr && *yes;
    }

    // Finished four minutes after it was found.
    Filled discover() {
        tablet.clock.set_wall(at("2026-03-02T16:40"));
        const Filled found = tablet.fill("discovery", {{"household_id", household}, {"known_person", father}},
                                         {{"case/place", "五组"},
                                          {"case/hardship", "fire"},
                                          {"case/safe_tonight", "no"},
                                          {"case/source", "home_visit"},
                                          {"case/first_action", "goods_cash told_township"}});
        the_case = found.made("case");
        return found;
    }

    [[nodiscard]] Prefills aid_for() const {
        return {{"household_id", household}, {"case_id", the_case}, {"worker_id", worker}, {"township", kTownshipName}};
    }

    [[nodiscard]] Steps aid(const std::string& cash = "300") const {
        Steps steps{{"aid/place", "五组"},
                    {"aid/recipients", chosen({father, mother})},
                    {"aid/gave_cash", "yes"},
                    {"aid/cash", cash},
                    {"aid/gave_goods", "yes"},
                    {"aid/fund_source", "township_reserve"},
                    {"aid/witness_name", "示例·见证"},
                    {"aid/signature", "mother.png"},
                    {"goods[1]/goods_name", "棉被"},
                    {"goods[1]/quantity", "3"},
                    {"goods[1]/unit", "床"},
                    {"goods[2]/goods_name", "大米"},
                    {"goods[2]/quantity", "10"},
                    {"goods[2]/unit", "公斤"}};
        if (pack->parameter(policy::ParameterId{10}).is_stated()) {
            steps.emplace_back("aid/booked_to", father);
        }
        if (states(23) || states(24)) {
            steps.emplace_back("aid/use", "sudden");
        }
        if (states(22)) {
            steps.emplace_back("aid/village_delegated", "no");
        }
        return steps;
    }

    const County& rules;
    FieldTablet tablet;
    const policy::Pack* pack;
    EntityId worker, household, father, mother, daughter, the_case;
};

const policy::Outcome& outcome_of(const policy::Assessment& assessment, std::string_view rule) {
    const auto found = std::ranges::find(assessment.outcomes, rule, &policy::Outcome::rule);
    REQUIRE(found != assessment.outcomes.end());
    return *found;
}

policy::Outcome clock_rule(const Fire& fire, WallTime discovered_at) {
    policy::Facts facts;
    facts.discovery.discovered_at = discovered_at;
    const auto assessment = policy::assess(*fire.pack, fire.rules.standards, facts, day("2026-03-02"));
    return outcome_of(assessment, "emergency_clock");
}

}  // namespace

TEST_CASE("J4: where the township has the village do it, the witness signs as well", "[journeys][first_aid]") {
    Fire fire{"fuliang-2021"};
    fire.discover();
    Steps steps = fire.aid();
    const auto delegated = std::ranges::find(steps, "aid/village_delegated", &Step::path);
    REQUIRE(delegated != steps.end());
    CHECK(fire.tablet.problems_of("first_aid", fire.aid_for(), steps).empty());
    delegated->value = "yes";
    CHECK(fire.tablet.problems_of("first_aid", fire.aid_for(), steps) ==
          std::vector<std::string>{"/data/aid/signature_witness: required"});
    steps.emplace_back("aid/signature_witness", "witness.png");
    const Filled given = fire.tablet.fill("first_aid", fire.aid_for(), steps);
    CHECK(fire.tablet.entity(given.made("first_aid")).text("village_delegated") == "yes");
}

TEST_CASE("J4: the aid is written down with its goods, its task for papers and its line in the reserve",
          "[journeys][first_aid]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        Fire fire{id};
        fire.discover();
        fire.tablet.clock.advance(90min);
        const Filled given = fire.tablet.fill("first_aid", fire.aid_for(), fire.aid());
        const registry::Entity aid = fire.tablet.entity(given.made("first_aid"));
        CHECK(aid.number("cash") == 30'000);
        CHECK(aid.text("papers") == "open");
        CHECK(given.count_made("first_aid_goods") == 2);
        CHECK(given.count_made("reserve_entry") == 1);
        const registry::Entity task = fire.tablet.entity(given.made("follow_up"));
        CHECK(task.text("kind") == "papers_later");
        CHECK_FALSE(task.text("due"));  // no county states a number of days
        CHECK(fire.tablet.entity(fire.the_case).text("first_aid_given_at").has_value());

        fire.tablet.fill("follow_up_done",
                         {{"follow_up_id", given.made("follow_up")}, {"first_aid_id", given.made("first_aid")}}, {});
        CHECK(fire.tablet.entity(given.made("follow_up")).text("done_on").has_value());
    }
}

TEST_CASE("J4: Boshan's day is met with 22 h 30 min left, and a clock set back by five hours wins nothing",
          "[journeys][clock]") {
    Fire fire{"boshan-2021"};
    const Filled found = fire.discover();
    const WallTime discovered_at = at("2026-03-02T16:40");
    const policy::Outcome rule = clock_rule(fire, discovered_at);
    CHECK(to_text(rule.figure) == "2026-03-03T16:40+08:00");
    auto readings_now = [&] {
        fire.tablet.fill("consultation", {}, {{"consultation/topic", "other"}});  // any entry notes the clocks
        auto reader = fire.tablet.workspace().store_thread().call(
            registry::JobUrgency::person, [&found](registry::Recorder& recorder) {
                return casework::readings_since(recorder.journal().reader(), found.entry);
            });
        auto readings = reader.get();
        REQUIRE(readings);
        return std::move(*readings);
    };

    SECTION("aid at 18:10") {
        fire.tablet.clock.advance(90min);
        const Filled given = fire.tablet.fill("first_aid", fire.aid_for(), fire.aid());
        const auto elapsed = casework::elapsed_since(discovered_at, readings_now());
        const auto duty = casework::duty_clock(rule, discovered_at, elapsed, casework::Given::yes);
        REQUIRE(duty);
        CHECK(duty->state == casework::DutyState::met);
        CHECK(duty->left == 22h + 30min);
        CHECK_FALSE(elapsed.clocks_disagree);
        CHECK(given.count_made("first_aid") == 1);
    }
    SECTION("no aid yet, and somebody sets the clock back at 20:00") {
        fire.tablet.clock.advance(200min);
        fire.tablet.clock.set_wall(fire.tablet.clock.wall_now() - 5h);
        fire.tablet.clock.advance(100min);  // really 21:40
        const auto readings = readings_now();
        const auto elapsed = casework::elapsed_since(discovered_at, readings);
        CHECK(elapsed.wall == 0min);
        CHECK(elapsed.counted() == 5h);
        REQUIRE(casework::clock_changes(readings).size() == 1);
        CHECK(casework::clock_changes(readings)[0].by == -5h);
        const auto duty = casework::duty_clock(rule, discovered_at, elapsed, casework::Given::no);
        CHECK(duty->state == casework::DutyState::running);
        CHECK(duty->left == 19h);
        CHECK(duty->status == policy::Status::assumed);
        SECTION("and restarts it") {
            fire.tablet.clock.reboot();
            fire.tablet.clock.advance(2h);
            const auto after = casework::elapsed_since(discovered_at, readings_now());
            CHECK(after.counted() == 7h);
            CHECK(after.clocks_disagree);
        }
    }
}

TEST_CASE("J4: the damage sheet has two rooms badly damaged, and the house counts as unsafe for tonight",
          "[journeys][first_aid]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        Fire fire{id};
        fire.tablet.clock.set_wall(at("2026-03-02T17:00"));
        const Filled sheet = fire.tablet.fill("disaster_damage", {{"household_id", fire.household}},
                                              {{"damage/kind", "other"},
                                               {"damage/occurred_at", "2026-03-02T16:10:00.000+08:00"},
                                               {"damage/rooms_serious", "2"},
                                               {"damage/needs", "quilt grain"},
                                               {"damage/relief_kind", "emergency"},
                                               {"damage/unsafe_tonight", "yes"}});
        const registry::Entity damage = fire.tablet.entity(sheet.made("damage"));
        CHECK(damage.number("rooms_serious") == 2);
        CHECK(damage.reference("household") == fire.household);
        CHECK(*fire.tablet.entity(fire.household).displayed("unsafe_tonight") == entry::Value{true});
    }
}

TEST_CASE("J4: only Boshan's document states hours", "[journeys][clock]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        const Fire fire{id};
        const auto duty =
            casework::duty_clock(clock_rule(fire, at("2026-03-02T16:40")), at("2026-03-02T16:40"),
                                 {.wall = 1h, .at_least = 1h, .clocks_disagree = false}, casework::Given::no);
        CHECK(duty.has_value() == (id == "boshan-2021"));
    }
}

TEST_CASE("J4: two tablets draw on one reserve: each knows what was spent at least, the desk the balance",
          "[journeys][reserve]") {
    Fire fire{"boshan-2021"};
    FieldTablet other{fire.rules, "B", at("2026-03-02T15:00")};
    FieldTablet desk{
        fire.rules, "desk", at("2026-03-02T15:00"), {.viewer = {.role = casework::Role::township_desk, .worker = {}}}};
    desk.import("reserve_entry",
                {{"township", kTownshipName}, {"kind", "opening"}, {"amount", "50000"}, {"booked_on", "2026-01-04"}});
    fire.discover();
    fire.tablet.fill("first_aid", fire.aid_for(), fire.aid());
    fire.tablet.give_to(other);
    other.clock.set_wall(at("2026-03-03T09:00"));
    for (const char* amount : {"800", "2100"}) {
        other.fill("first_aid",
                   {{"household_id", fire.household}, {"worker_id", fire.worker}, {"township", kTownshipName}},
                   fire.aid(amount));
    }
    const auto book = [](FieldTablet& tablet, casework::LedgerKnown known) {
        auto made = casework::reserve_book(tablet.entities("reserve_entry"), kTownshipName, 2026, known);
        REQUIRE(made);
        return std::move(*made);
    };
    const casework::ReserveBook own = book(fire.tablet, casework::LedgerKnown::part);
    CHECK(own.out == Fen{30'000});
    CHECK_FALSE(own.balance);

    fire.tablet.give_to(desk);
    other.give_to(desk);
    const casework::ReserveBook whole = book(desk, casework::LedgerKnown::whole);
    CHECK(whole.out == Fen{320'000});
    CHECK(whole.balance == Fen{4'680'000});
    policy::Facts facts;
    facts.statistics.reserve = casework::reserve_facts(whole);
    const auto assessment = policy::assess(*fire.pack, fire.rules.standards, facts, day("2026-03-31"));
    const policy::Outcome& balance = outcome_of(assessment, "reserve_balance");
    CHECK(to_text(balance.figure) == "46800.00");
    CHECK(std::ranges::count(balance.remarks, "below_minimum_if_running") == 1);
}

TEST_CASE("J4: aid to somebody registered as dead is refused by name, and nothing is lost", "[journeys][first_aid]") {
    Fire fire{"lushan-2021"};
    fire.discover();
    fire.tablet.update(fire.father, {{"death_date", "2026-02-20"}});
    CHECK(fire.tablet.refused("first_aid", fire.aid_for(), fire.aid()) == ErrorCode::casework_recipient_dead);
    CHECK(fire.tablet.workspace().drafts()->size() == 1);
    CHECK(fire.tablet.all("first_aid").empty());

    SECTION("learned only afterwards, from another tablet, it is named") {
        Fire late{"lushan-2021"};
        FieldTablet other{late.rules, "B", at("2026-03-02T15:00")};
        late.tablet.give_to(other);
        late.discover();
        const EntityId aid = late.tablet.fill("first_aid", late.aid_for(), late.aid()).made("first_aid");
        other.update(late.father, {{"death_date", "2026-02-20"}});
        other.give_to(late.tablet);
        std::vector<registry::Entity> all = late.tablet.entities("first_aid");
        std::ranges::move(late.tablet.entities("person"), std::back_inserter(all));
        CHECK(casework::findings_of(all) ==
              std::vector{casework::Finding{casework::FindingKind::aid_to_the_dead, aid, late.father}});
    }
}

TEST_CASE("J4: aid is not given before the hardship was found", "[journeys][first_aid]") {
    Fire fire{"lushan-2021"};
    fire.discover();
    Steps steps = fire.aid();
    steps.emplace_back("aid/given_at", "2026-03-02T16:00:00.000+08:00");
    const auto problems = fire.tablet.problems_of("first_aid", fire.aid_for(), steps);
    CHECK(problems == std::vector<std::string>{"/data/aid/given_at: constraint"});
}

TEST_CASE("J4: what each county's rules make of the fire, from the forms that told of it", "[journeys][first_aid]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        Fire fire{id};
        fire.discover();
        fire.tablet.clock.advance(90min);
        fire.tablet.fill("first_aid", fire.aid_for(), fire.aid());
        fire.tablet.note_sync();
        auto facts = casework::household_facts(fire.tablet.workspace().reading(),
                                               {.subject = fire.household,
                                                .on = day("2026-03-03"),
                                                .discovery = fire.the_case,
                                                .persons = {fire.father, fire.mother, fire.daughter},
                                                .basis = {}});
        REQUIRE(facts);
        facts->statistics.township_population = 8350;  // the township's own figure
        const auto assessment = policy::assess(*fire.pack, fire.rules.standards, std::move(*facts), day("2026-03-03"));
        const Names names{{"father", fire.father.to_string()}, {"mother", fire.mother.to_string()}};
        check_cells("j04_fire", "2026-03-03", id, assessment.outcomes, names);
    }
}
