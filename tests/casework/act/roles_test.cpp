// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/roles.hpp"

#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace daohu::casework;

namespace {

constexpr Role kCoordinator = Role::coordinator;
constexpr Role kSecond = Role::second_visitor;
constexpr Role kSocial = Role::social_worker;
constexpr Role kTownship = Role::township_desk;
constexpr Role kCounty = Role::county_office;

using Roles = std::set<Role>;

const Roles kEverybody{kCoordinator, kSecond, kSocial, kTownship, kCounty};
const Roles kField{kCoordinator, kSocial, kTownship};
const Roles kNotTheCounty{kCoordinator, kSecond, kSocial, kTownship};
const Roles kAtTheDoor{kCoordinator, kSocial};
const Roles kMoneyAndLists{kCoordinator, kTownship};
const Roles kOffices{kTownship, kCounty};

// Who fills in what, written down beside the program's table and not taken from it.
const std::map<std::string, Roles> kExpected{
    {"appraisal", kMoneyAndLists},
    {"assisted_application", kField},
    {"care_record", {kCoordinator, kSecond, kSocial}},
    {"case_decision", kOffices},
    {"change_report", kField},
    {"check_authorisation", kMoneyAndLists},
    {"complaint", kEverybody},
    {"complaint_answer", kOffices},
    {"consent", kNotTheCounty},
    {"consultation", {kCoordinator, kSocial, kTownship, kCounty}},
    {"correction", {kCoordinator, kSocial, kTownship, kCounty}},
    {"correction_answer", kOffices},
    {"county_task", kAtTheDoor},
    {"disaster_damage", kField},
    {"discovery", kEverybody},
    {"duty_shift", kField},
    {"employment_service", kMoneyAndLists},
    {"first_aid", kMoneyAndLists},
    {"follow_up_done", kField},
    {"follow_up_plan", kMoneyAndLists},
    {"hardship_dossier", kMoneyAndLists},
    {"household_baseline", kAtTheDoor},
    {"housing_check", kField},
    {"interest_declaration", kNotTheCounty},
    {"labour_closing", kMoneyAndLists},
    {"labour_entry", kMoneyAndLists},
    {"labour_roll", kMoneyAndLists},
    {"notice_objection", kNotTheCounty},
    {"notice_posting", kMoneyAndLists},
    {"notice_taking_down", kMoneyAndLists},
    {"objection_answer", kOffices},
    {"periodic_review", kAtTheDoor},
    {"referral", kField},
    {"referral_feedback", kField},
    {"relatives_filing", {kCoordinator, kSecond, kTownship, kCounty}},
    {"revisit", kField},
    {"routine_visit", kAtTheDoor},
    {"schooling", kField},
    {"service_visit", {kCoordinator, kSecond, kSocial}},
    {"stranded_person", kNotTheCounty},
    {"volunteer_hours", kField},
};

}  // namespace

TEST_CASE("Roles: every row of the table of forms says who fills it in", "[casework][roles]") {
    REQUIRE(form_count() == kExpected.size());
    for (std::size_t index = 0; index < form_count(); ++index) {
        const std::string form{form_at(index)};
        CAPTURE(form);
        REQUIRE(kExpected.contains(form));
        for (const Role role : kRoles) {
            CAPTURE(code_of(role));
            CHECK(may_fill_in(role, form) == kExpected.at(form).contains(role));
        }
    }
    for (const Role role : kRoles) {
        CAPTURE(code_of(role));
        CHECK(may_fill_in(role, "a_ledger_of_the_county") == kField.contains(role));
    }
}

TEST_CASE("Roles: every form of the app has its row", "[casework][roles]") {
    std::set<std::string> forms;
    for (const auto& file :
         std::filesystem::directory_iterator{std::filesystem::path{DAOHU_SOURCE_DIR} / "assets/forms"}) {
        if (file.path().extension() == ".xml") {
            forms.insert(file.path().stem().string());
        }
    }
    std::set<std::string> rows;
    for (std::size_t index = 0; index < form_count(); ++index) {
        rows.insert(std::string{form_at(index)});
    }
    CHECK(rows == forms);
}

TEST_CASE("Roles: accepting, merging and publishing are the township's; the county decides with it",
          "[casework][roles]") {
    const std::map<Act, Roles> expected{
        {Act::settle_conflict, kMoneyAndLists},
        {Act::propose_merge, kField},
        {Act::merge, {kTownship}},
        {Act::part, {kTownship}},
        {Act::publish, kOffices},
        {Act::set_aside, kOffices},
    };
    for (const auto& [act, roles] : expected) {
        for (const Role role : kRoles) {
            CAPTURE(static_cast<int>(act), code_of(role));
            CHECK(may(role, act) == roles.contains(role));
        }
    }
}

TEST_CASE("Roles: what each may see beyond the household at hand", "[casework][roles]") {
    const std::map<Sight, Roles> expected{
        {Sight::village, {kCoordinator, kSocial, kTownship, kCounty}},
        {Sight::township, kOffices},
        {Sight::county, {kCounty}},
        {Sight::safety_cases, kOffices},
        {Sight::complaints, kOffices},
        {Sight::informants, {kCounty}},
        {Sight::small_cells, kOffices},
    };
    for (const auto& [sight, roles] : expected) {
        for (const Role role : kRoles) {
            CAPTURE(static_cast<int>(sight), code_of(role));
            CHECK(may_see(role, sight) == roles.contains(role));
        }
    }
}

TEST_CASE("Roles: a code of the register gives a role, and volunteers have none", "[casework][roles]") {
    for (const Role role : kRoles) {
        CHECK(find_role(code_of(role)) == role);
    }
    CHECK_FALSE(find_role("volunteer"));
    CHECK_FALSE(find_role("disaster_informant"));
    CHECK_FALSE(find_role("village_worker"));
    CHECK_FALSE(find_role(""));
}
