// SPDX-License-Identifier: Apache-2.0
//
// J8: the county's list B-0302. Six people pushed down, looked into with forms, counted under every county's rules.
#include "core/casework/act/county_task.hpp"
#include "core/casework/facts/township_facts.hpp"
#include "core/policy/assess.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/field.hpp"
#include "tests/journeys/read_whole.hpp"

#include <algorithm>

#include <catch2/generators/catch_generators.hpp>

using namespace daohu;
using namespace daohu::journeys;

namespace {

constexpr const char* kBatch = "B-0302";

struct Pushed {
    EntityId dialysis, aided, moved, same, dead, nobody;
};

// As the county's import writes them.
Pushed push(FieldTablet& tablet) {
    const auto task = [&](const char* body, const char* name, const char* last4) {
        return tablet.import("task", {{"batch", kBatch},
                                      {"source_body", body},
                                      {"person_name", name},
                                      {"village", "石桥村"},
                                      {"id_last4", last4},
                                      {"due", "2026-03-31"}});
    };
    return {task("medical_insurance", "示例·甲", "0015"),   task("medical_insurance", "示例·乙", "0023"),
            task("disabled_federation", "示例·丙", "0031"), task("disabled_federation", "示例·甲", "0015"),
            task("human_resources", "示例·丁", "0049"),     task("poverty_relief", "示例·戊", "0057")};
}

void answer(FieldTablet& tablet, EntityId task, const Prefills& evidence, const Steps& steps) {
    Prefills opened_for{{"task_id", task}};
    std::ranges::copy(evidence, std::back_inserter(opened_for));
    tablet.fill("county_task", opened_for, steps);
}

// All six, as the journey tells them.
void look_into(FieldTablet& tablet, const Pushed& pushed) {
    const Filled found = tablet.fill("discovery", {},
                                     {{"person/name", "示例·甲"},
                                      {"person/sex", "2"},
                                      {"case/place", "三组"},
                                      {"case/hardship", "medical_cost"},
                                      {"case/safe_tonight", "yes"},
                                      {"case/source", "department"},
                                      {"case/source_ref", kBatch},
                                      {"case/note", "透析，每月自付 3100 元"}});
    answer(tablet, pushed.dialysis, {{"case_id", found.made("case")}}, {{"answer/result", "hardship"}});

    const EntityId household = tablet.import("household", {{"village_group", "一组"}});
    const Filled visit = tablet.fill("routine_visit", {{"household_id", household}, {"task_id", pushed.aided}},
                                     {{"declaration/relation_with_family", "none"},
                                      {"visit/purposes", "county_task"},
                                      {"visit/met", "no"},
                                      {"closing/signature_visitor", "signature.png"}});
    answer(tablet, pushed.aided, {{"visit_id", visit.made("visit")}}, {{"answer/result", "already_aided"}});
    answer(tablet, pushed.moved, {}, {{"answer/result", "moved"}, {"answer/result_source", "邻居"}});
    answer(tablet, pushed.same, {}, {{"answer/result", "duplicate"}, {"answer/result_source", "第一条"}});
    answer(tablet, pushed.dead, {}, {{"answer/result", "dead"}, {"answer/result_source", "村里登记"}});
    answer(tablet, pushed.nobody, {}, {{"answer/result", "not_found"}});
    answer(tablet, pushed.nobody, {}, {{"answer/result", "not_found"}});
}

std::vector<EntityId> open_tasks(FieldTablet& tablet) {
    std::vector<EntityId> open;
    for (const registry::Entity& task : tablet.entities("task")) {
        if (casework::is_open_task(task)) {
            open.push_back(task.id);
        }
    }
    return open;
}

// As the township's figures count them.
std::vector<policy::Task> tasks_of_march(FieldTablet& tablet) {
    const casework::TownshipQuestion march{.township = kTownship, .from = day("2026-03-01"), .to = day("2026-03-31")};
    return read_whole<policy::Facts>([&](casework::Portions& portions, policy::Facts& facts) {
               casework::add_township_facts(tablet.workspace().reading(), march, portions, facts);
           })
        .task;
}

}  // namespace

TEST_CASE("J8: six pushed, five completed, one open after two visits, under every county's rules", "[journeys][task]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        const County& rules = county(id);
        FieldTablet tablet{rules, "A", at("2026-03-02T08:00")};
        const Pushed pushed = push(tablet);
        look_into(tablet, pushed);

        CHECK(tablet.entities("task").size() == 6);
        CHECK(open_tasks(tablet) == std::vector{pushed.nobody});
        CHECK(tablet.entity(pushed.nobody).number("attempts") == 2);
        CHECK(tablet.entity(pushed.dialysis).reference("evidence_case").has_value());
        CHECK(tablet.entity(pushed.aided).reference("evidence_visit").has_value());
        CHECK(tablet.all("case").size() == 1);

        policy::Facts facts;
        facts.task = tasks_of_march(tablet);
        const policy::Pack* pack = rules.packs.find(id, day("2026-03-02"));
        const policy::Assessment assessment = policy::assess(*pack, rules.standards, facts, day("2026-03-02"));
        const auto found = std::ranges::find(assessment.outcomes, "task_completion", &policy::Outcome::rule);
        REQUIRE(found != assessment.outcomes.end());
        const policy::Outcome& outcome = *found;
        const bool is_linfen = id == "linfen-2015";
        CHECK(std::ranges::count(outcome.remarks, "county_task_without_local_clause") == (is_linfen ? 1 : 0));
        if (is_linfen) {
            CHECK(outcome.status == policy::Status::not_stated);
        } else {
            check_cells("j08_county_list", "2026-03-02", id, assessment.outcomes);
        }
    }
}

TEST_CASE("J8: each document has its own source of names to be checked, and Linfen\'s has none", "[journeys][task]") {
    struct Source {
        const char* pack;
        const char* body;
        const char* clause;
    };
    const auto [id, body, clause] = GENERATE(
        Source{"lushan-2021", "platform_screening", "20"}, Source{"boshan-2021", "medical_insurance", "二(二)1"},
        Source{"songpan-2021", "data_comparison", "二(一)1"}, Source{"fuliang-2021", "platform_screening", "三(二)"},
        Source{"linfen-2015", "", ""});
    const policy::Parameter& sources =
        county(id).packs.find(id, day("2026-03-02"))->parameter(policy::ParameterId{138});
    CHECK(sources.clause == clause);
    const auto* named = std::get_if<std::vector<std::string>>(&sources.value);
    CHECK((named != nullptr) == (std::string_view{body} != ""));
    CHECK((named == nullptr || std::ranges::count(*named, body) == 1));
}

TEST_CASE("J8: before a visit a task shows name, village and four digits, and takes no finding without evidence",
          "[journeys][task]") {
    FieldTablet tablet{county("boshan-2021"), "A", at("2026-03-02T08:00")};
    const EntityId task = push(tablet).dialysis;
    const registry::Entity line = tablet.entity(task);
    CHECK(casework::is_open_task(line));
    CHECK(line.text("person_name") == "示例·甲");
    CHECK(line.text("village") == "石桥村");
    CHECK(line.text("id_last4") == "0015");
    CHECK(line.text("due") == "2026-03-31");
    CHECK(line.registers.size() == 6);  // with the batch and where the name comes from
    CHECK(tablet.problems_of("county_task", {{"task_id", task}}, {{"answer/result", "hardship"}}) ==
          std::vector<std::string>{"/data/answer/result: constraint"});
    CHECK(tablet.problems_of("county_task", {{"task_id", task}}, {{"answer/result", "dead"}}) ==
          std::vector<std::string>{"/data/answer/result_source: required"});
}
