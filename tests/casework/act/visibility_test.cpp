// SPDX-License-Identifier: Apache-2.0
#include "core/casework/act/visibility.hpp"

#include "tests/casework/act/entities.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;
using namespace daohu::casework;
using test::entity_of;
using test::text;

namespace {

constexpr Viewer kCoordinator{};
const Viewer kTownship{.role = Role::township_desk, .worker = test::id_of(9)};

}  // namespace

TEST_CASE("Visibility: a case in safety mode is in no list, and hidden from whoever is not entitled",
          "[casework][safety]") {
    const auto secret = entity_of("case", 1, {{"safety_mode", text("yes")}, {"hardship_kinds", text("violence")}});
    CHECK(is_safety_case(secret));
    CHECK(is_secret(secret));
    CHECK(is_hidden(secret, kCoordinator));
    CHECK(is_hidden(secret, {.role = Role::social_worker, .worker = {}}));
    CHECK_FALSE(is_hidden(secret, kTownship));

    const auto open = entity_of("case", 2, {{"hardship_kinds", text("fire")}});
    CHECK_FALSE(is_secret(open));
    CHECK_FALSE(is_hidden(open, kCoordinator));
}

TEST_CASE("Visibility: violence counts as safety mode until somebody says no", "[casework][safety]") {
    CHECK(is_safety_case(entity_of("case", 1, {{"hardship_kinds", text("fire child_risk")}})));
    CHECK(is_safety_case(
        entity_of("case", 1, {{"hardship_kinds", text("violence")}, {"safety_mode", entry::NullState::refused}})));
    CHECK_FALSE(
        is_safety_case(entity_of("case", 1, {{"hardship_kinds", text("violence")}, {"safety_mode", text("no")}})));
}

TEST_CASE("Visibility: two answers about secrecy keep the secret until they are settled", "[casework][safety]") {
    const auto disputed = entity_of("case", 1, {{"safety_mode", text("no")}, {"safety_mode", text("yes")}});
    CHECK(is_safety_case(disputed));
}

TEST_CASE("Visibility: nobody sees a complaint about himself, whatever his role", "[casework][safety]") {
    const auto complaint =
        entity_of("complaint", 1, {{"target", entry::reference_to(test::id_of(9))}, {"text", text("...")}});
    CHECK(is_secret(complaint));
    CHECK(is_hidden(complaint, kCoordinator));
    CHECK(is_hidden(complaint, kTownship));
    CHECK_FALSE(is_hidden(complaint, {.role = Role::township_desk, .worker = test::id_of(8)}));
    CHECK(is_hidden(entity_of("objection", 2, {{"text", text("...")}}), kCoordinator));
}

TEST_CASE("Visibility: what cannot be read is nothing to show", "[casework][safety]") {
    registry::Entity sealed = entity_of("", 1, {});
    sealed.has_absent_sections = true;
    CHECK(is_secret(sealed));
    CHECK(is_hidden(sealed, kTownship));
}

TEST_CASE("Visibility: signs of harm on a child are secret, and a child without signs is not", "[casework][safety]") {
    const auto harmed = entity_of("child", 1, {{"safety_signs", text("injury")}});
    CHECK(is_secret(harmed));
    CHECK(is_hidden(harmed, kCoordinator));
    CHECK_FALSE(is_hidden(harmed, kTownship));
    CHECK_FALSE(is_secret(entity_of("child", 2, {{"safety_signs", text("none")}})));
    CHECK_FALSE(is_secret(entity_of("child", 3, {})));
}
