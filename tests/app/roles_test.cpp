// SPDX-License-Identifier: Apache-2.0
//
// What a role may not see or do is not offered.

#include "platform/daohu/pages/offers.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace daohu;
using daohu::casework::Role;
using daohu::model::Tab;

namespace {

bool has_tab(Role role, Tab tab) {
    const std::vector<Tab> tabs = tabs_of(role);
    return std::ranges::find(tabs, tab) != tabs.end();
}

}  // namespace

TEST_CASE("Roles in the app: a coordinator is offered his whole village", "[app]") {
    CHECK(tabs_of(Role::coordinator) ==
          std::vector<Tab>{Tab::today, Tab::households, Tab::drafts, Tab::sync, Tab::more});
    CHECK(home_of(Role::coordinator).kind == PlaceKind::today);
    for (const PlaceKind place : {PlaceKind::conflicts, PlaceKind::first_aid, PlaceKind::referrals}) {
        CHECK(is_offered(Role::coordinator, place));
    }
}

TEST_CASE("Roles in the app: who only goes along sees no list of the village", "[app]") {
    CHECK_FALSE(has_tab(Role::second_visitor, Tab::today));
    CHECK_FALSE(has_tab(Role::second_visitor, Tab::households));
    CHECK(has_tab(Role::second_visitor, Tab::drafts));
    CHECK(home_of(Role::second_visitor).kind == PlaceKind::drafts);
    for (const PlaceKind place : {PlaceKind::dossier, PlaceKind::due_reviews, PlaceKind::policy, PlaceKind::statistics,
                                  PlaceKind::conflicts, PlaceKind::first_aid, PlaceKind::referrals}) {
        CHECK_FALSE(is_offered(Role::second_visitor, place));
    }
}

TEST_CASE("Roles in the app: deciding between two values is the coordinator's and the township's", "[app]") {
    CHECK(is_offered(Role::township_desk, PlaceKind::conflicts));
    CHECK_FALSE(is_offered(Role::social_worker, PlaceKind::conflicts));
    CHECK_FALSE(is_offered(Role::county_office, PlaceKind::conflicts));
    CHECK_FALSE(is_offered(Role::county_office, PlaceKind::first_aid));
}
