// SPDX-License-Identifier: Apache-2.0
//
// What people enter although it cannot be: it is named where it stands, the draft stays, and nothing of it is applied.
// Aid to a dead person is in J4, the same family twice in J9.
#include "core/casework/act/referral_loop.hpp"
#include "core/casework/act/role_history.hpp"
#include "core/casework/facts/household_facts.hpp"
#include "tests/journeys/families.hpp"

using namespace daohu;
using namespace daohu::journeys;
using casework::Role;
using casework::RoleReason;
using casework::Standing;

namespace {

Home family(FieldTablet& tablet) {
    return enter(tablet, {.members = {{.name = "示例·己", .more = monthly_aid(1, "dibao", "2025-01-01")}}, .more = {}});
}

Steps review_steps(const Home& home) {
    return {{"declaration/relation_with_family", "none"},
            {"visit/met", "yes"},
            {"visit/met_whom", home.members.front()},
            {"visit/facts_changed", "no"},
            {"visit/no_signature", "refused"},
            {"visit/signature_visitor", "signature.png"},
            {"conclusion/programme", "dibao"},
            {"conclusion/irregular_income", "no"},
            {"conclusion/able_member", "no"},
            {"conclusion/outcome", "no_change"},
            {"work_start/started_work", "no"}};
}

// The review that counts on Monday.
Date last_review(FieldTablet& tablet, const Home& home) {
    auto facts = casework::household_facts(
        tablet.workspace().reading(),
        {.subject = home.household, .on = day("2026-03-02"), .discovery = {}, .persons = {}, .basis = {}});
    INFO((facts ? std::string{} : facts.error().describe()));
    REQUIRE(facts);
    REQUIRE(facts->review.size() == 1);
    REQUIRE(facts->review[0].last_at.is_answered());
    return *facts->review[0].last_at.find();
}

}  // namespace

TEST_CASE("Bad input: a review before the last one is named at the question, and the draft stays", "[journeys]") {
    FieldTablet tablet{county("lushan-2021"), "A", at("2026-03-01T09:00")};
    const Home home = family(tablet);
    review(tablet, home, "2026-03-01", {});
    tablet.clock.set_wall(at("2026-02-20T09:00"));  // somebody set the clock back
    CHECK(tablet.problems_of("periodic_review", {{"household_id", home.household}}, review_steps(home)) ==
          std::vector<std::string>{"/data/conclusion/last_on: constraint"});
    CHECK(tablet.all("review").size() == 1);
    CHECK(last_review(tablet, home) == day("2026-03-01"));
}

TEST_CASE("Bad input: it is the last review of that programme that a new one comes after, whichever was written first",
          "[journeys]") {
    FieldTablet tablet{county("lushan-2021"), "A", at("2026-01-01T09:00")};
    FieldTablet other{county("lushan-2021"), "B", at("2026-01-01T09:00")};
    const Home home = family(tablet);
    tablet.give_to(other);
    for (const char* const on : {"2026-01-10", "2026-02-20", "2026-03-01"}) {
        review(tablet, home, on, {});
    }
    review(other, home, "2026-01-20", {});
    review(other, home, "2026-03-01", {.programme = "low_income"});
    other.give_to(tablet);
    tablet.clock.set_wall(at("2026-02-25T09:00"));  // somebody set the clock back
    CHECK(tablet.problems_of("periodic_review", {{"household_id", home.household}}, review_steps(home)) ==
          std::vector<std::string>{"/data/conclusion/last_on: constraint"});
    tablet.clock.set_wall(at("2026-03-02T09:00"));
    const Filled later = tablet.fill("periodic_review", {{"household_id", home.household}}, review_steps(home));
    CHECK(tablet.entity(later.made("review")).text("last_on") == "2026-03-01");
}

TEST_CASE("Bad input: an earlier review that arrives later changes no due day, and both stay", "[journeys]") {
    FieldTablet tablet{county("lushan-2021"), "A", at("2026-02-01T09:00")};
    FieldTablet other{county("lushan-2021"), "B", at("2026-02-01T09:00")};
    const Home home = family(tablet);
    tablet.give_to(other);
    review(tablet, home, "2026-03-01", {});
    review(other, home, "2026-02-20", {});
    other.give_to(tablet);
    CHECK(tablet.all("review").size() == 2);
    CHECK(last_review(tablet, home) == day("2026-03-01"));
}

TEST_CASE("Bad input: what is referred to a body that has ended is refused by its name, sent anew too", "[journeys]") {
    FieldTablet tablet{county("songpan-demo"), "A", at("2026-03-02T10:00")};
    FieldTablet desk{county("songpan-demo"),
                     "desk",
                     at("2026-03-04T09:00"),
                     {.viewer = {.role = Role::township_desk, .worker = {}}}};
    const Home home = family(tablet);
    const Prefills opened_for{{"household_id", home.household}};
    const Steps steps{{"referral/who", home.members[0]},     {"referral/body", "youth_league"},
                      {"referral/programme", "other"},       {"referral/reason", "想学手艺"},
                      {"referral/facts_shared", "identity"}, {"referral/person_agrees", "agrees"}};
    const EntityId referral = tablet.fill("referral", opened_for, steps).made("referral");
    tablet.give_to(desk);
    desk.fill("referral_feedback", {{"referral_id", referral}},
              {{"progress/state", "returned"}, {"step/step_by", "示例单位·经办"}, {"progress/result", "要补材料"}});
    desk.give_to(tablet);

    tablet.clock.set_wall(at("2026-03-06T09:00"));  // the day before, the body was closed
    CHECK(tablet.refused("referral_feedback", {{"referral_id", referral}},
                         {{"progress/state", "sent"}, {"step/step_by", "示例·协理"}}) ==
          ErrorCode::casework_body_ended);
    CHECK(tablet.refused("referral", opened_for, steps) == ErrorCode::casework_body_ended);
    CHECK(tablet.workspace().drafts()->size() == 2);
    CHECK(tablet.all("referral").size() == 1);
    CHECK(tablet.all("referral_step").size() == 2);  // sent, returned: nothing half applied
    CHECK(tablet.entity(referral).text("state") == "returned");
    const auto refusal =
        casework::check_body(**tablet.county().rules().on(day("2026-03-06")), "youth_league", day("2026-03-06"));
    CHECK(refusal.error().detail == "youth_league ended on 2026-03-05");
}

TEST_CASE("Bad input: a role that shrank while the tablet was offline loses nothing, and each act has its verdict",
          "[journeys]") {
    FieldTablet office{county("boshan-2021"),
                       "office",
                       at("2026-01-05T09:00"),
                       {.viewer = {.role = Role::county_office, .worker = {}}}};
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-01-05T09:00")};
    const EntityId worker = office.import("worker", {{"full_name", "示例·协理"}, {"roles", "coordinator"}});
    office.give_to(tablet);
    const Home home = family(tablet);

    office.clock.set_wall(at("2026-02-01T09:00"));
    office.update(worker, {{"roles", "second_visitor"}});
    const auto review_on = [&](const char* day) {
        return tablet.entry_of(review(tablet, home, day, {}).entry).header().hlc.time();
    };
    const WallTime before = review_on("2026-01-20");
    const WallTime shortly_after = review_on("2026-02-10");
    const WallTime long_after = review_on("2026-03-10");
    tablet.give_to(office);
    CHECK(office.all("review").size() == 3);  // nothing is refused: it may be about somebody in need

    const auto history = office.workspace().reading().registry.history(worker);
    REQUIRE(history);
    const auto periods = casework::role_periods(*history);
    REQUIRE(periods.size() == 2);
    CHECK(casework::judge_act("periodic_review", before, periods).standing == Standing::stands);
    CHECK(casework::judge_act("periodic_review", shortly_after, periods) ==
          casework::RoleVerdict{Standing::stands_noted, RoleReason::ended});
    CHECK(casework::judge_act("periodic_review", long_after, periods) ==
          casework::RoleVerdict{Standing::set_aside, RoleReason::over});
    CHECK(casework::judge_act("case_decision", before, periods) ==
          casework::RoleVerdict{Standing::set_aside, RoleReason::never});
}

TEST_CASE("Bad input: a role that grew is not there before it grew, and the app offers no form beyond the role",
          "[journeys]") {
    FieldTablet office{county("boshan-2021"),
                       "office",
                       at("2026-01-05T09:00"),
                       {.viewer = {.role = Role::county_office, .worker = {}}}};
    const EntityId worker = office.import("worker", {{"full_name", "示例·协理"}, {"roles", "second_visitor"}});
    FieldTablet tablet{
        county("boshan-2021"), "A", at("2026-01-05T09:00"), {.viewer = {.role = Role::second_visitor, .worker = {}}}};
    const auto started = tablet.workspace().start("periodic_review", "zh");
    REQUIRE_FALSE(started);
    CHECK(started.error().code == ErrorCode::casework_role);
    CHECK(started.error().detail == "periodic_review");
    CHECK(tablet.workspace().drafts()->empty());

    office.clock.set_wall(at("2026-02-01T09:00"));
    office.update(worker, {{"roles", "coordinator"}});
    const auto periods = casework::role_periods(*office.workspace().reading().registry.history(worker));
    CHECK(casework::judge_act("periodic_review", at("2026-01-20T09:00"), periods) ==
          casework::RoleVerdict{Standing::set_aside, RoleReason::not_yet});
    CHECK(casework::judge_act("periodic_review", at("2026-02-02T09:00"), periods).standing == Standing::stands);
}
