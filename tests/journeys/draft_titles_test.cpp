// SPDX-License-Identifier: Apache-2.0
//
// What a draft is called in the list of drafts: enough to tell one from another, nothing sensitive, and nobody in hiding.
#include "tests/journeys/canary.hpp"
#include "tests/journeys/families.hpp"
#include "tests/journeys/office.hpp"

using namespace daohu;
using namespace daohu::journeys;

namespace {

Home family(FieldTablet& tablet, const char* name) {
    return enter(tablet, {.members = {{.name = name, .more = {}}}, .more = {}});
}

// Of a draft that was just begun.
std::string title_of(FieldTablet& tablet, std::string_view form, std::vector<form::Prefill> opened_for) {
    const auto interview = tablet.workspace().start(form, "zh", std::move(opened_for));
    INFO((interview ? std::string{} : interview.error().describe()));
    REQUIRE(interview);
    return interview->info().title;
}

}  // namespace

TEST_CASE("Draft titles: two drafts of first aid on one day are told apart by whom they are for", "[journeys][draft]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2026-03-02T09:00")};
    const Home one = family(tablet, "示例·甲");
    const Home other = family(tablet, "示例·乙");
    const auto aid_for = [&](const Home& home) {
        return title_of(tablet, "first_aid", {{"/data/household_id", home.household.to_string()}});
    };
    CHECK(aid_for(one) == "示例·甲 第三组 2026-03-02");
    CHECK(aid_for(other) == "示例·乙 第三组 2026-03-02");
    const Filled found = tablet.fill("discovery", {},
                                     {{"person/name", "示例·丙"},
                                      {"person/sex", "1"},
                                      {"case/place", "第三组"},
                                      {"case/hardship", "fire"},
                                      {"case/safe_tonight", "no"},
                                      {"case/urgency", "day"},
                                      {"case/source", "neighbour"},
                                      {"case/first_action", "told_township"}});
    CHECK(title_of(tablet, "first_aid", {{"/data/case_id", found.made("case").to_string()}}) == "示例·丙 2026-03-02");
}

TEST_CASE("Draft titles: what is written about a family is called by it, and one kind is told from another by it",
          "[journeys][draft]") {
    FieldTablet tablet{county("songpan-2021"), "A", at("2026-03-02T09:00")};
    const Home home = family(tablet, "示例·甲");
    const EntityId the_case = tablet.fill("discovery", {}, canary_discovery("no")).made("case");
    for (const char* const form :
         {"appraisal", "assisted_application", "change_report", "correction", "disaster_damage", "follow_up_plan",
          "interest_declaration", "referral", "revisit", "service_visit"}) {
        INFO(form);
        CHECK(
            title_of(tablet, form, {{"/data/household_id", home.household.to_string()}}).starts_with("示例·甲 第三组"));
    }
    // A case may be one in hiding: what goes on with it does not name the family.
    for (const char* const form : {"follow_up_plan", "referral", "revisit"}) {
        INFO(form);
        CHECK_FALSE(
            title_of(tablet, form,
                     {{"/data/household_id", home.household.to_string()}, {"/data/case_id", the_case.to_string()}})
                .contains("示例·甲"));
    }
}

TEST_CASE("Draft titles: whoever is in hiding is named by none", "[journeys][draft][safety]") {
    const Office office;
    FieldTablet head{county("songpan-2021"),
                     "head",
                     at("2026-03-02T09:00"),
                     {.viewer = {.role = casework::Role::township_desk, .worker = {}}, .trust = office.trust()}};
    office.publish("safety", 1, {{head, {}}}, head);
    const EntityId the_case = head.fill("discovery", {}, canary_discovery("yes")).made("case");
    CHECK(title_of(head, "first_aid", {{"/data/case_id", the_case.to_string()}}) == "2026-03-02");

    CHECK(title_of(head, "case_decision", {{"/data/case_id", the_case.to_string()}}).empty());

    // The discovery itself, while it is written: without safety mode the same words are its title.
    const auto begin = [&head](const std::string& safety_mode) {
        auto interview = head.workspace().start("discovery", "zh");
        REQUIRE(interview);
        for (const Step& step : canary_discovery(safety_mode)) {
            const form::NodeId node = interview->session().find("/data/" + step.path);
            REQUIRE(node != form::NodeId::none);
            REQUIRE(interview->answer(node, step.value));
        }
        return interview->info().title;
    };
    CHECK(begin("yes").empty());
    CHECK(begin("no").find(kName) != std::string::npos);
}

TEST_CASE("Draft titles: what somebody wrote of himself is no title of the answer to it", "[journeys][draft]") {
    FieldTablet tablet{county("songpan-2021"),
                       "A",
                       at("2026-03-02T09:00"),
                       {.viewer = {.role = casework::Role::township_desk, .worker = {}}}};
    const EntityId correction = tablet.import("correction", {{"wrong", "示例重病·腊梅"}, {"wanted", "示例重病·腊梅"}});
    const EntityId task = tablet.import("follow_up", {{"kind", "other"}, {"note", "示例重病·腊梅"}});
    CHECK(title_of(tablet, "correction_answer", {{"/data/correction_id", correction.to_string()}}).empty());
    CHECK(title_of(tablet, "follow_up_done", {{"/data/follow_up_id", task.to_string()}}).empty());
}
