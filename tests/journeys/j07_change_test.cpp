// SPDX-License-Identifier: Apache-2.0
//
// J7: what a family tells between two reviews.
#include "core/casework/facts/household_facts.hpp"
#include "tests/journeys/cells.hpp"
#include "tests/journeys/families.hpp"

#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::casework;
using namespace daohu::journeys;

namespace {

constexpr const char* kMonday = "2026-03-02";

FactsQuestion about(EntityId household) {
    return {.subject = household, .on = day(kMonday), .discovery = {}, .persons = {}, .basis = {}};
}

HouseholdAssessment assessed(FieldTablet& tablet, EntityId household) {
    auto made = assess_household(tablet.workspace().reading(), about(household));
    INFO((made ? std::string{} : made.error().describe()));
    REQUIRE(made);
    return std::move(*made);
}

const policy::Outcome& outcome_of(const HouseholdAssessment& assessment, std::string_view rule) {
    const auto found = std::ranges::find(assessment.assessment.outcomes, rule, &policy::Outcome::rule);
    REQUIRE(found != assessment.assessment.outcomes.end());
    return *found;
}

Steps death_of(EntityId person) {
    return {{"change/kinds", "death"},         {"change/who", person},
            {"change/told_on", kMonday},       {"change/happened_on", "2026-02-20"},
            {"change/told_by", "示例·柳"},     {"change/cremated", "yes"},
            {"change/receipt_given", "yes"},   {"member/death_date", "2026-02-20"},
            {"member/death_proof_seen", "yes"}};
}

Home enter_family(FieldTablet& tablet) {
    Relative wife{.name = "示例·柳",
                  .sex = "2",
                  .birth_date = "1970-01-01",
                  .more = joined({monthly_aid(1, "dibao", "2025-01-01"), income(1, "farm", "600.00", "irregular")})};
    return enter(tablet, {.members = {wife,
                                      {.name = "示例·杨", .relation = "1", .birth_date = "1968-01-01", .more = {}},
                                      {.name = "示例·小柳",
                                       .relation = "3",
                                       .sex = "2",
                                       .birth_date = "2006-01-01",
                                       .stage = "junior_college",
                                       .more = {}}},
                          .more = {}});
}

Home enter_girl(FieldTablet& tablet, const std::string& birth_date, const std::string& stage) {
    return enter(tablet, {.members = {{.name = "示例·小梅",
                                       .sex = "2",
                                       .birth_date = birth_date,
                                       .work_state = "student",
                                       .stage = stage,
                                       .more = monthly_aid(1, "tekun", "2025-01-01")}},
                          .more = {}});
}

}  // namespace

TEST_CASE("J7: a death is told, forwarded with a receipt, and the family is counted without the dead", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T10:00")};
    const Home home = enter_family(tablet);
    // Boshan's document does not say what counts as income: no figure there, before or after.
    const bool is_stated = pack != "boshan-2021";
    const HouseholdAssessment before = assessed(tablet, home.household);
    CHECK(to_text(outcome_of(before, "income_per_head").figure) == (is_stated ? "200.00" : ""));

    const Filled report = tablet.fill("change_report", {{"household_id", home.household}}, death_of(home.members[1]));
    const registry::Entity change = tablet.entity(report.made("change"));
    CHECK_FALSE(change.text("receipt_no").value_or("").empty());
    CHECK(change.text("forwarded_to") == "乡镇窗口");

    const HouseholdAssessment after = assessed(tablet, home.household);
    CHECK(after.assessment.faults.empty());
    check_cells("j07_death", kMonday, pack, after.assessment.outcomes);
    CHECK(to_text(outcome_of(after, "income_per_head").figure) == (is_stated ? "300.00" : ""));
    // A report is no review: nothing says that one was made.
    const auto facts = household_facts(tablet.workspace().reading(), about(home.household));
    REQUIRE(facts);
    REQUIRE(facts->review.size() == 1);
    CHECK_FALSE(facts->review[0].last_at.is_answered());
}

TEST_CASE(
    "J7: where the document helps with a funeral, a card says so, and the form asks whether there was a cremation",
    "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    const County& rules = county(pack);
    const auto cards = rules.packs.find(pack, day(kMonday))->search_cards("殡葬", 9);
    const bool has_card = pack == "lushan-2021" || pack == "songpan-2021" || pack == "fuliang-2021";
    CHECK(cards.size() == (has_card ? 1U : 0U));
    if (has_card) {
        CHECK_FALSE(cards.front()->clause.empty());
    }
    FieldTablet tablet{rules, "A", at("2026-03-02T10:00")};
    const Home home = enter_family(tablet);
    const Filled report = tablet.fill("change_report", {{"household_id", home.household}}, death_of(home.members[1]));
    CHECK(tablet.entity(report.made("change")).find("cremated") != nullptr);
}

TEST_CASE("J7: a girl supported as a minor and still at school turns eighteen", "[journeys]") {
    const std::string pack = GENERATE(from_range(five_packs()));
    FieldTablet tablet{county(pack), "A", at("2026-03-02T10:00")};
    const auto check = [&](const Home& home, std::string_view facts) {
        check_cells(facts, kMonday, pack, assessed(tablet, home.household).assessment.outcomes,
                    {{"girl", home.members[0].to_string()}});
    };
    check(enter_girl(tablet, "2008-02-10", "vocational"), "j07_vocational_at_18");
    check(enter_girl(tablet, "2008-02-10", "junior_college"), "j07_college_at_18");
    check(enter_girl(tablet, "2008-03-20", "senior"), "j07_seventeen");
}

TEST_CASE("J7: a death before the birth is named, and no figure rests on either day", "[journeys]") {
    FieldTablet tablet{county("lushan-2021"), "A", at("2026-03-02T10:00")};
    const Home home = enter_family(tablet);
    tablet.update(home.members[1], {{"death_date", "1960-05-01"}});
    const HouseholdAssessment made = assessed(tablet, home.household);
    CHECK(std::ranges::any_of(made.assessment.faults, [&](const policy::Fault& fault) {
        return fault.kind == policy::FaultKind::before_birth &&
               fault.where.find(home.members[1].to_string()) != std::string::npos;
    }));
    CHECK(outcome_of(made, "income_per_head").status == policy::Status::disputed);
}

TEST_CASE("J7: two tablets told of different days: nothing is computed from either", "[journeys]") {
    FieldTablet one{county("lushan-2021"), "A", at("2026-03-02T10:00")};
    FieldTablet other{county("lushan-2021"), "B", at("2026-03-02T10:00")};
    const Home home = enter_family(one);
    one.give_to(other);
    one.update(home.members[0], {{"living_together", "no"}});
    other.update(home.members[0], {{"living_together", "part"}});
    other.give_to(one);
    const auto facts = household_facts(one.workspace().reading(), about(home.household));
    REQUIRE(facts);
    const policy::Member* member = facts->find_member(home.members[0].to_string());
    REQUIRE(member != nullptr);
    CHECK(member->living_together.is_disputed());
    CHECK(outcome_of(assessed(one, home.household), "income_per_head").status == policy::Status::disputed);
}
