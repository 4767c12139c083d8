// SPDX-License-Identifier: Apache-2.0
//
// J3 (c), afterwards: the township's head of aid goes on with a case in safety mode. He sees with it what belongs to it,
// begins the next act from there, and nobody else learns of any of it.
#include "core/casework/act_views.hpp"
#include "core/casework/read/links.hpp"
#include "core/casework/read/records.hpp"
#include "core/casework/read/sealed_file.hpp"
#include "core/entry/sealed_stream.hpp"
#include "tests/journeys/canary.hpp"
#include "tests/journeys/office.hpp"
#include "tests/journeys/outcome.hpp"

#include <algorithm>
#include <iterator>

using namespace daohu;
using namespace daohu::journeys;
using casework::DeadlineKind;

namespace {

constexpr const char* kFound = "2026-03-02T10:15";

// Who found her, a colleague, and the head of aid, who reads safety cases.
struct Village {
    Village() {
        office.publish("safety", 1, {{head, {}}}, head);
        head.give_to(finder);
        head.give_to(colleague);
    }

    [[nodiscard]] Enrolment enrolment(casework::Role role) const {
        return {.viewer = {.role = role, .worker = {}}, .trust = office.trust()};
    }
    void exchange() {
        finder.give_to(head);
        head.give_to(finder);
        head.give_to(colleague);
        finder.give_to(colleague);
    }
    // A case that came to the head of aid.
    EntityId find_case(const Steps& discovery = canary_discovery("yes")) {
        const EntityId the_case = finder.fill("discovery", {}, discovery).made("case");
        exchange();
        return the_case;
    }

    Office office;
    FieldTablet finder{county("boshan-2021"), "finder", at(kFound), enrolment(casework::Role::coordinator)};
    FieldTablet colleague{county("boshan-2021"), "colleague", at(kFound), enrolment(casework::Role::coordinator)};
    FieldTablet head{county("boshan-2021"), "head", at(kFound), enrolment(casework::Role::township_desk)};
};

std::optional<casework::SealedFile> file_of(FieldTablet& tablet, EntityId matter) {
    casework::Workspace& workspace = tablet.workspace();
    const casework::SealedRegister* const sealed = value_or_fail(workspace.sealed(), "opening what is sealed");
    return value_or_fail(
        casework::sealed_file(workspace.reading(), *sealed, workspace.viewer(), matter, workspace.clock_reading()),
        "reading what belongs to a sealed matter");
}

std::vector<std::string> kinds_of(const casework::SealedFile& file) {
    std::vector<std::string> kinds;
    std::ranges::transform(file.records, std::back_inserter(kinds), &registry::Entity::dataset);
    std::ranges::sort(kinds);
    return kinds;
}

std::vector<DeadlineKind> due_in(const casework::SealedFile& file) {
    std::vector<DeadlineKind> kinds;
    std::ranges::transform(file.deadlines, std::back_inserter(kinds), &casework::Deadline::kind);
    return kinds;
}

EntityId part_of(const casework::SealedFile& file, std::string_view dataset) {
    const auto found = std::ranges::find(file.records, dataset, &registry::Entity::dataset);
    REQUIRE(found != file.records.end());
    return found->id;
}

const Steps kAid{{"aid/place", kPlace},           {"aid/gave_cash", "yes"},        {"aid/cash", "200"},
                 {"aid/gave_goods", "yes"},       {"aid/fund_source", "personal"}, {"aid/use", "sudden"},
                 {"aid/village_delegated", "no"}, {"aid/witness_name", kName},     {"aid/no_signature", "refused"},
                 {"goods[1]/goods_name", kNote},  {"goods[1]/quantity", "1"},      {"goods[1]/unit", "件"}};
const Steps kReferral{{"referral/body", "police"},
                      {"referral/programme", "other"},
                      {"referral/reason", kNote},
                      {"referral/facts_shared", "identity"},
                      {"referral/person_agrees", "agrees"}};

// Every act that goes on with the case, as the head of aid's pages begin it.
std::vector<Filled> go_on(FieldTablet& head, EntityId the_case) {
    std::vector<Filled> acts;
    const auto act = [&](std::string_view form, const Prefills& opened_for, const Steps& steps) {
        head.clock.set_wall(head.clock.wall_now() + std::chrono::minutes{10});
        acts.push_back(head.fill(form, opened_for, steps));
    };
    act("first_aid", {{"case_id", the_case}, {"township", "示例乡"}}, kAid);
    act("referral", {{"case_id", the_case}}, kReferral);
    const EntityId referral = acts.back().made("referral");
    act("referral_feedback", {{"referral_id", referral}},
        {{"progress/state", "accepted"}, {"step/step_by", kName}, {"step/step_note", kNote}});
    act("referral_feedback", {{"referral_id", referral}},
        {{"progress/state", "done"}, {"progress/result", kNote}, {"step/step_by", kName}});
    const auto file = file_of(head, the_case);
    REQUIRE(file);
    act("follow_up_done", {{"follow_up_id", part_of(*file, "follow_up")}}, {{"task/task_note", kNote}});
    act("case_decision", {{"case_id", the_case}}, {{"decision/state", "closed"}, {"decision/outcome", kNote}});
    act("revisit", {{"case_id", the_case}}, {{"revisit/rating", "4"}, {"revisit/revisit_note", kNote}});
    act("revisit", {{"referral_id", referral}}, {{"revisit/rating", "5"}, {"revisit/revisit_note", kNote}});
    return acts;
}

}  // namespace

TEST_CASE("J3: whoever reads a safety case sees with it what belongs to it, and by when something is to be done",
          "[journeys][safety]") {
    Village village;
    const EntityId the_case = village.find_case();
    const auto fresh = file_of(village.head, the_case);
    REQUIRE(fresh);
    CHECK(fresh->records.empty());
    REQUIRE(due_in(*fresh) == std::vector{DeadlineKind::first_aid});
    CHECK(fresh->deadlines[0].moment == at("2026-03-03T10:15"));

    SECTION("aid that the finder gave stands there as soon as it is here; its papers are due, the clock is not") {
        village.finder.fill("first_aid", {{"case_id", the_case}, {"township", "示例乡"}}, kAid);
        village.exchange();
        const auto file = file_of(village.head, the_case);
        REQUIRE(file);
        CHECK(kinds_of(*file) == std::vector<std::string>{"first_aid", "first_aid_goods", "follow_up"});
        CHECK(due_in(*file) == std::vector{DeadlineKind::papers});
        const auto aid = file_of(village.head, part_of(*file, "first_aid"));
        REQUIRE(aid);
        CHECK(kinds_of(*aid) == std::vector<std::string>{"first_aid_goods"});
    }
    SECTION("what he goes on with stands there, each step of a referral too") {
        go_on(village.head, the_case);
        const auto file = file_of(village.head, the_case);
        REQUIRE(file);
        CHECK(kinds_of(*file) == std::vector<std::string>{"first_aid", "first_aid_goods", "follow_up", "referral",
                                                          "referral_step", "referral_step", "referral_step", "revisit",
                                                          "revisit"});
        CHECK(due_in(*file) == std::vector{DeadlineKind::referral});  // the family is to be told
        CHECK(std::ranges::is_sorted(file->records, {}, casework::recorded_at));
        const auto referral = file_of(village.head, part_of(*file, "referral"));
        REQUIRE(referral);
        CHECK(kinds_of(*referral) ==
              std::vector<std::string>{"referral_step", "referral_step", "referral_step", "revisit"});
    }
    SECTION("whoever may not read the case has no such page, and whoever found it neither") {
        CHECK_FALSE(file_of(village.colleague, the_case));
        CHECK_FALSE(file_of(village.finder, the_case));
    }
}

TEST_CASE(
    "J3: every act that goes on with a safety case is sealed as it is, and stands in no table and list of anybody",
    "[journeys][safety]") {
    Village village;
    const EntityId the_case = village.find_case();
    const std::vector<Filled> acts = go_on(village.head, the_case);
    village.exchange();
    const std::vector readers{box_key_of(village.head.vault().author_key().public_key()).value()};
    for (const Filled& act : acts) {
        CAPTURE(act.submission.form_id);
        const entry::Header header = village.head.entry_of(act.entry).header();
        CHECK(entry::readers_of_all(header) == readers);
        CHECK(header.scope == entry::sealed_stream(readers));
    }
    REQUIRE(file_of(village.head, the_case));  // opened where it may be, before it is looked for
    for (FieldTablet* tablet : {&village.head, &village.finder, &village.colleague}) {
        for (const char* canary : kCanaries) {
            CAPTURE(canary);
            CHECK(places_with(*tablet, canary).empty());
        }
        for (const char* dataset :
             {"first_aid", "first_aid_goods", "follow_up", "referral", "referral_step", "revisit"}) {
            CAPTURE(dataset);
            CHECK(tablet->all(dataset).empty());
            CHECK(
                casework::records_of(tablet->workspace().reading(), {.dataset = dataset}, tablet->workspace().viewer())
                    ->lines.empty());
        }
        const WallTime now = tablet->clock.wall_now();
        CHECK(casework::deadlines(tablet->workspace().reading(), {.now = now})->empty());
        CHECK(tablet->workspace().acts().referrals(day("2026-03-03"))->empty());
    }
}

TEST_CASE("J3: what is written about somebody whom only a safety case names is sealed with it", "[journeys][safety]") {
    Village village;
    const Filled found = village.finder.fill("discovery", {}, canary_discovery("yes"));
    village.exchange();
    const Filled schooling = village.head.fill("schooling", {{"person_id", found.made("person")}},
                                               {{"schooling/stage", "primary"}, {"schooling/enrolment", "enrolled"}});
    CHECK(village.head.entry_of(schooling.entry).header().scope != FieldTablet::village_stream());
    const auto file = file_of(village.head, found.made("case"));
    REQUIRE(file);
    CHECK(kinds_of(*file) == std::vector<std::string>{"education"});
}

TEST_CASE(
    "J3: the list of drafts has no word of a safety case that somebody goes on with, and no draft outlives its end",
    "[journeys][safety]") {
    Village village;
    const EntityId the_case = village.find_case();
    const Filled aid = village.head.fill("first_aid", {{"case_id", the_case}, {"township", "示例乡"}}, kAid);
    const EntityId referral = village.head.fill("referral", {{"case_id", the_case}}, kReferral).made("referral");
    const auto begin = [&](std::string_view form, const char* field, EntityId id) {
        return village.head.workspace().start(form, "zh", {{field, id.to_string()}});
    };
    REQUIRE(begin("first_aid", "/data/case_id", the_case));
    REQUIRE(begin("referral", "/data/case_id", the_case));
    REQUIRE(begin("case_decision", "/data/case_id", the_case));
    REQUIRE(begin("revisit", "/data/case_id", the_case));
    REQUIRE(begin("referral_feedback", "/data/referral_id", referral));
    REQUIRE(begin("follow_up_done", "/data/follow_up_id", aid.made("follow_up")));
    const auto drafts = value_or_fail(village.head.workspace().drafts(), "listing the drafts");
    REQUIRE(drafts.size() == 6);
    for (const casework::DraftInfo& draft : drafts) {
        for (const char* canary : kCanaries) {
            CAPTURE(draft.form_id, draft.title, canary);
            CHECK(draft.title.find(canary) == std::string::npos);
        }
        REQUIRE(village.head.workspace().discard(draft.id));
    }
    for (const char* canary : kCanaries) {
        CAPTURE(canary);
        CHECK(places_with(village.head, canary).empty());
    }
}

TEST_CASE("J3: of an ordinary case nothing is sealed, and it is no sealed matter", "[journeys][safety]") {
    Village village;
    const EntityId the_case = village.find_case(canary_discovery("no"));
    CHECK_FALSE(file_of(village.head, the_case));
    for (const Filled& act : {village.head.fill("first_aid", {{"case_id", the_case}, {"township", "示例乡"}}, kAid),
                              village.head.fill("referral", {{"case_id", the_case}}, kReferral)}) {
        CHECK(village.head.entry_of(act.entry).header().scope == FieldTablet::village_stream());
    }
    const EntityId referral = village.head.all("referral").front();
    const Filled feedback = village.head.fill("referral_feedback", {{"referral_id", referral}},
                                              {{"progress/state", "accepted"}, {"step/step_by", "示例·民警"}});
    CHECK(village.head.entry_of(feedback.entry).header().scope == FieldTablet::village_stream());
}

TEST_CASE("J3: aid that was given before a case became a secret is read with it", "[journeys][safety]") {
    Village village;
    village.office.publish("informants", 1, {{village.head, {}}}, village.head);
    village.exchange();
    Steps told = canary_discovery("no");
    told.emplace_back("case/informant", "示例·告知人");
    told.emplace_back("case/source", "neighbour");
    const EntityId the_case = village.find_case(told);
    village.finder.fill("first_aid", {{"case_id", the_case}, {"township", "示例乡"}}, kAid);
    village.exchange();
    CHECK_FALSE(file_of(village.head, the_case));  // who told is sealed to him; the case is not
    village.head.update(the_case, {{"safety_mode", "yes"}});
    const auto file = file_of(village.head, the_case);
    REQUIRE(file);
    CHECK(kinds_of(*file) == std::vector<std::string>{"first_aid", "first_aid_goods", "follow_up"});
}

TEST_CASE("J3: with a complaint nothing of another matter is read, and its target reads nothing",
          "[journeys][safety]") {
    Village village;
    const EntityId accused = village.head.import("worker", {{"full_name", "示例·甲"}, {"roles", "coordinator"}});
    village.office.publish("complaints", 1, {{village.head, {}}}, village.head);
    village.exchange();
    const EntityId complaint = village.colleague
                                   .fill("complaint", {},
                                         {{"complaint/kind", "favour"},
                                          {"complaint/what", kNote},
                                          {"complaint/target", accused},
                                          {"complaint/anonymous", "yes"},
                                          {"complaint/source", "neighbour"},
                                          {"complaint/route", "county"}})
                                   .made("complaint");
    village.find_case();
    village.colleague.give_to(village.head);
    const auto file = file_of(village.head, complaint);
    REQUIRE(file);
    CHECK(file->records.empty());
    CHECK(file->deadlines.empty());
    casework::Workspace& workspace = village.head.workspace();
    const casework::SealedRegister* const sealed = value_or_fail(workspace.sealed(), "opening what is sealed");
    CHECK_FALSE(casework::sealed_file(workspace.reading(), *sealed,
                                      {.role = casework::Role::township_desk, .worker = accused}, complaint,
                                      workspace.clock_reading())
                    ->has_value());
}
