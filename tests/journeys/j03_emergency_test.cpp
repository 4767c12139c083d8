// SPDX-License-Identifier: Apache-2.0
//
// J3: an outsider hurt at work, found at 10:15, whose family cannot be reached; and the variants (a) and (b).
#include "core/casework/facts/household_facts.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/field.hpp"

#include <algorithm>

using namespace daohu;
using namespace daohu::journeys;

namespace {

struct Found {
    EntityId person;
    EntityId the_case;
};

// The four conditions are asked where a county's document makes them matter.
Found discover(FieldTablet& tablet, const Steps& conditions, const char* hardship = "accident") {
    Steps steps{{"person/name", "示例·外乡客"},
                {"person/sex", "1"},
                {"person/age", "34"},
                {"person/living", "resident"},
                {"case/place", "乡卫生院"},
                {"case/hardship", hardship},
                {"case/safe_tonight", "yes"},
                {"case/source", "neighbour"},
                {"case/first_action", "told_township called_help"}};
    std::ranges::copy(conditions, std::back_inserter(steps));
    const Filled filled = tablet.fill("discovery", {}, steps);
    return {filled.made("person"), filled.made("case")};
}

Steps all_four(const std::string& pack) {
    if (pack != "songpan-2021") {
        return {};
    }
    return {{"case/outsider_hukou", "yes"},
            {"case/outsider_working", "yes"},
            {"case/outsider_cause", "yes"},
            {"case/outsider_no_support", "yes"}};
}

policy::Outcomes outcomes_of(FieldTablet& tablet, const Found& found, std::string basis = {}) {
    const auto assessed = casework::assess_household(tablet.workspace().reading(), {.subject = found.person,
                                                                                    .on = day("2026-03-02"),
                                                                                    .discovery = found.the_case,
                                                                                    .persons = {found.person},
                                                                                    .basis = std::move(basis)});
    INFO((assessed ? std::string{} : assessed.error().describe()));
    REQUIRE(assessed);
    return assessed->assessment.outcomes;
}

}  // namespace

TEST_CASE("J3: what each county's rules make of the outsider, from the form that found him", "[journeys]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        FieldTablet tablet{county(id), "A", at("2026-03-02T10:15")};
        const Found found = discover(tablet, all_four(id));
        const Names names{{"m1", found.person.to_string()}};
        CHECK(tablet.entity(found.the_case).text("urgency") == "day");  // proposed by the kind of hardship
        check_cells("j03_outsider", "2026-03-02", id, outcomes_of(tablet, found), names);
        check_cells("j03_urban_basis", "2026-03-02", id, outcomes_of(tablet, found, "urban"), names);
        check_cells("j03_rural_basis", "2026-03-02", id, outcomes_of(tablet, found, "rural"), names);
    }
}

TEST_CASE("J3 (a): whether the family helps is not known: Songpan gives no figure", "[journeys]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        FieldTablet tablet{county(id), "A", at("2026-03-02T10:15")};
        Steps conditions = all_four(id);
        if (!conditions.empty()) {
            conditions.back() = unknown("case/outsider_no_support");
        }
        const Found found = discover(tablet, conditions);
        check_cells("j03_support_unknown", "2026-03-02", id, outcomes_of(tablet, found));
    }
}

TEST_CASE("J3 (b): care refused for cost cannot wait, whatever somebody chooses", "[journeys]") {
    for (const std::string& id : five_packs()) {
        CAPTURE(id);
        FieldTablet tablet{county(id), "A", at("2026-03-02T10:15")};
        const auto problems = tablet.problems_of("discovery", {},
                                                 {{"person/name", "示例·外乡客"},
                                                  {"person/sex", "1"},
                                                  {"case/place", "乡卫生院"},
                                                  {"case/hardship", "care_refused"},
                                                  {"case/safe_tonight", "yes"},
                                                  {"case/urgency", "week"},
                                                  {"case/urgency_lowered", "？"},
                                                  {"case/source", "neighbour"}});
        CHECK(problems == std::vector<std::string>{"/data/case/urgency: constraint"});
        const policy::Pack& pack = *county(id).packs.find(id, day("2026-03-02"));
        const bool has_scoped_card = std::ranges::any_of(
            pack.cards, [](const policy::Card& card) { return card.id == "treat-first" && card.scope.has_value(); });
        CHECK(has_scoped_card == (id == "lushan-2021" || id == "songpan-2021" || id == "fuliang-2021"));
    }
}

TEST_CASE("J3: the urgency is proposed by the hardship, raised freely and lowered with a reason only", "[journeys]") {
    FieldTablet tablet{county("lushan-2021"), "A", at("2026-03-02T10:15")};
    const auto found = [&](const Steps& more) {
        Steps steps{{"person/name", "示例·甲"}, {"person/sex", "1"},          {"case/place", "一组"},
                    {"case/hardship", "fire"},  {"case/safe_tonight", "yes"}, {"case/source", "neighbour"}};
        std::ranges::copy(more, std::back_inserter(steps));
        return steps;
    };
    const Steps action{{"case/first_action", "told_township"}};
    CHECK(tablet.problems_of("discovery", {}, found({{"case/urgency", "routine"}})) ==
          std::vector<std::string>{"/data/case/urgency_lowered: required"});
    const Filled lowered = tablet.fill(
        "discovery", {}, found({{"case/urgency", "routine"}, {"case/urgency_lowered", "火已灭，住亲戚家"}}));
    CHECK(tablet.entity(lowered.made("case")).text("urgency_lowered") == "火已灭，住亲戚家");
    Steps raised = found({{"case/urgency", "life_danger"}});
    std::ranges::copy(action, std::back_inserter(raised));
    CHECK(tablet.entity(tablet.fill("discovery", {}, raised).made("case")).text("urgency") == "life_danger");
}
