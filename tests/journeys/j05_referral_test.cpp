// SPDX-License-Identifier: Apache-2.0
//
// J5: illness and tuition together. 示例·梁家: the father in hospital, the son in college; three referrals, one of them
// returned, until the family is told.
#include "core/casework/act/findings.hpp"
#include "core/casework/act/packet.hpp"
#include "core/casework/act/referral_loop.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/field.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::journeys;
using casework::ReferralTurn;

namespace {

constexpr const char* kDiagnosis = "示例诊断·丁香";
constexpr const char* kSchool = "示例大学·海棠";

struct Family {
    explicit Family(FieldTablet& tablet) {
        coordinator = tablet.import("worker", {{"full_name", "示例·协理"}, {"roles", "coordinator"}});
        other = tablet.import("worker", {{"full_name", "示例·另一人"}, {"roles", "coordinator"}});
        household = tablet.import(
            "household", {{"village_group", "三组"}, {"settlement", "rural"}, {"contact_phone", "13800000001"}});
        father = tablet.import("person", {{"full_name", "示例·梁父"},
                                          {"lives_in", household},
                                          {"illness", kDiagnosis},
                                          {"id_number", "999999197901150016"}});
        son = tablet.import("person", {{"full_name", "示例·梁子"}, {"lives_in", household}});
        tablet.import("medical", {{"person", father}, {"illness", kDiagnosis}, {"insured", "basic"}});
        tablet.import("education", {{"person", son}, {"school", kSchool}, {"stage", "junior_college"}});
        tablet.import("expense", {{"person", father},
                                  {"household", household},
                                  {"kind", "medical"},
                                  {"total", "86400"},
                                  {"reimbursed", "61000"},
                                  {"own_paid", "25400"},
                                  {"in_scope", "18000"}});
        tablet.import("expense",
                      {{"person", son}, {"household", household}, {"kind", "education"}, {"total", "12000"}});
    }

    [[nodiscard]] Prefills opened_for() const {
        return {{"household_id", household}, {"worker_id", coordinator}, {"worker_name", "示例·协理"}};
    }

    EntityId coordinator, other, household, father, son;
};

Steps refer(EntityId who, std::string body, std::string programme, std::string facts) {
    return {{"referral/who", who},
            {"referral/body", std::move(body)},
            {"referral/programme", std::move(programme)},
            {"referral/reason", "家里一时付不起"},
            {"referral/facts_shared", std::move(facts)},
            {"referral/person_agrees", "agrees"}};
}

Steps step(std::string state, std::string result = {}, std::string told_on = {}) {
    Steps steps{{"progress/state", std::move(state)}, {"step/step_by", "示例单位·经办"}};
    if (!result.empty()) {
        steps.emplace_back("progress/result", result);
    }
    if (!told_on.empty()) {
        steps.emplace_back("progress/told_family_on", told_on);
    }
    return steps;
}

casework::ReferralView view(FieldTablet& tablet, EntityId referral, const char* today) {
    return casework::referral_view(tablet.entity(referral), tablet.entities("referral_step"), day(today));
}

std::string said_in(const casework::FilledPacket& packet) {
    std::string all = packet.reason;
    for (const casework::PacketFact& fact : packet.facts) {
        if (const auto* text = std::get_if<std::string>(&fact.value)) {
            all += "|" + *text;
        }
    }
    return all;
}

std::vector<registry::Entity> known_to(FieldTablet& tablet) {
    std::vector<registry::Entity> known;
    for (const char* dataset : {"person", "household", "medical", "education", "expense"}) {
        std::ranges::move(tablet.entities(dataset), std::back_inserter(known));
    }
    return known;
}

}  // namespace

TEST_CASE("J5: sent, returned, sent again, done, and closed by telling the family", "[journeys][referral]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        FieldTablet tablet{county(id), "A", at("2026-03-02T10:00")};
        FieldTablet desk{county(id),
                         "desk",
                         at("2026-03-04T09:00"),
                         {.viewer = {.role = casework::Role::township_desk, .worker = {}}}};
        const Family family{tablet};
        const EntityId medical =
            tablet
                .fill("referral", family.opened_for(),
                      refer(family.father, "medical_insurance", "medical", "identity medical economy"))
                .made("referral");
        const EntityId school =
            tablet.fill("referral", family.opened_for(), refer(family.son, "education", "education", "identity school"))
                .made("referral");
        CHECK(tablet.entity(medical).text("body_label").has_value());
        CHECK(view(tablet, medical, "2026-03-02").turn == ReferralTurn::body);
        tablet.give_to(desk);

        desk.fill("referral_feedback", {{"referral_id", medical}}, step("accepted"));
        desk.clock.set_wall(at("2026-03-05T09:00"));
        desk.fill("referral_feedback", {{"referral_id", school}}, step("returned", "表格不对"));
        desk.give_to(tablet);
        CHECK(view(tablet, medical, "2026-03-05").state == "accepted");
        const casework::ReferralView returned = view(tablet, school, "2026-03-05");
        CHECK(returned.turn == ReferralTurn::send_again);
        CHECK(returned.result == "表格不对");

        tablet.clock.set_wall(at("2026-03-06T09:00"));
        tablet.fill("referral_feedback", {{"referral_id", school}}, step("sent"));
        CHECK(view(tablet, school, "2026-03-06").turn == ReferralTurn::body);
        tablet.give_to(desk);
        desk.clock.set_wall(at("2026-03-20T09:00"));
        desk.fill("referral_feedback", {{"referral_id", school}}, step("done", "已减免"));
        desk.give_to(tablet);
        CHECK(view(tablet, school, "2026-03-20").turn == ReferralTurn::tell_family);
        tablet.clock.set_wall(at("2026-03-22T09:00"));
        tablet.fill("referral_feedback", {{"referral_id", school}}, step("told_family", "已告诉家里", "2026-03-22"));
        const casework::ReferralView closed = view(tablet, school, "2026-03-22");
        CHECK(closed.turn == ReferralTurn::nobody);
        CHECK(closed.told_family_on == day("2026-03-22"));
        std::vector<std::string> states;
        std::ranges::transform(closed.steps, std::back_inserter(states), &casework::ReferralStep::state);
        CHECK(states == std::vector<std::string>{"sent", "returned", "sent", "done", "told_family"});
        CHECK(tablet.entity(school).conflicts().empty());

        SECTION("a step that does not follow is not offered, and not taken from two tablets either") {
            const auto problems =
                tablet.problems_of("referral_feedback", {{"referral_id", medical}}, step("told_family"));
            CHECK_FALSE(problems.empty());
        }
    }
}

TEST_CASE("J5: the school reads no diagnosis, and the insurance no school", "[journeys][referral][safety]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        const County& rules = county(id);
        FieldTablet tablet{rules, "A", at("2026-03-02T10:00")};
        const Family family{tablet};
        const casework::PacketRules packet_rules{*rules.packs.find(id, day("2026-03-02")), rules.packs.catalogue(),
                                                 day("2026-03-02")};
        const std::string all = "identity contact address economy medical";
        const EntityId medical =
            tablet.fill("referral", family.opened_for(), refer(family.father, "medical_insurance", "medical", all))
                .made("referral");
        const EntityId school =
            tablet
                .fill("referral", family.opened_for(),
                      refer(family.son, "education", "education", "identity contact address economy school"))
                .made("referral");
        const std::vector<registry::Entity> known = known_to(tablet);
        const std::string to_school = said_in(casework::fill_packet(tablet.entity(school), packet_rules, known));
        const std::string to_insurance = said_in(casework::fill_packet(tablet.entity(medical), packet_rules, known));
        CHECK(to_school.find(kDiagnosis) == std::string::npos);
        CHECK(to_insurance.find(kSchool) == std::string::npos);
        CHECK(to_school.find("示例·梁子") != std::string::npos);
        if (casework::fill_packet(tablet.entity(medical), packet_rules, known).is_routed) {
            CHECK(to_insurance.find(kDiagnosis) != std::string::npos);
            CHECK(to_school.find(kSchool) != std::string::npos);
        } else {
            CHECK(id == "linfen-2015");  // one window: everything goes there
            CHECK(to_insurance.find(kDiagnosis) == std::string::npos);
        }
        // The form itself refuses what the body does not need.
        const auto problems =
            tablet.problems_of("referral", family.opened_for(), refer(family.son, "education", "education", "medical"));
        CHECK(problems == std::vector<std::string>{"/data/referral/facts_shared: constraint"});
    }
}

TEST_CASE("J5: in Boshan somebody else asks the family, and whoever handled it does not rate", "[journeys][referral]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-25T10:00")};
    const Family family{tablet};
    const EntityId referral =
        tablet.fill("referral", family.opened_for(), refer(family.father, "medical_insurance", "medical", "identity"))
            .made("referral");
    const EntityId handler = *tablet.entity(referral).reference("handler");
    CHECK(handler == family.coordinator);
    const auto opened_for = [&](EntityId worker) -> Prefills {
        return {{"referral_id", referral},
                {"household_id", family.household},
                {"worker_id", worker},
                {"handler_id", handler}};
    };
    const Filled rated = tablet.fill("revisit", opened_for(family.other), {{"revisit/rating", "4"}});
    CHECK(tablet.entity(rated.made("revisit")).number("rating") == 4);
    const Filled unrated =
        tablet.fill("revisit", opened_for(family.coordinator), {{"revisit/revisit_note", "家里满意"}});
    CHECK_FALSE(tablet.entity(unrated.made("revisit")).number("rating"));

    std::vector<registry::Entity> all = tablet.entities("revisit");
    std::ranges::move(tablet.entities("referral"), std::back_inserter(all));
    CHECK(casework::findings_of(all).empty());
    const EntityId forged = tablet.import("revisit", {{"referral", referral}, {"worker", handler}, {"rating", "5"}});
    all.push_back(tablet.entity(forged));
    CHECK(casework::findings_of(all) ==
          std::vector{casework::Finding{casework::FindingKind::rated_by_handler, forged, referral}});
}

TEST_CASE("J5: two tablets take different steps without knowing of each other: a person settles it",
          "[journeys][referral]") {
    FieldTablet tablet{county("lushan-2021"), "A", at("2026-03-02T10:00")};
    FieldTablet desk{county("lushan-2021"),
                     "desk",
                     at("2026-03-02T10:00"),
                     {.viewer = {.role = casework::Role::township_desk, .worker = {}}}};
    const Family family{tablet};
    const EntityId referral =
        tablet.fill("referral", family.opened_for(), refer(family.father, "medical_insurance", "medical", "identity"))
            .made("referral");
    tablet.give_to(desk);
    desk.fill("referral_feedback", {{"referral_id", referral}}, step("accepted"));
    tablet.fill("referral_feedback", {{"referral_id", referral}}, step("returned", "没收"));
    desk.give_to(tablet);
    CHECK(view(tablet, referral, "2026-03-03").turn == ReferralTurn::settle);
}
