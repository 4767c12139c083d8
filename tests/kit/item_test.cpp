// SPDX-License-Identifier: Apache-2.0
#include "ui/kit/item_registry.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>

using namespace daohu::kit;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("ItemId: joins its parts with dots", "[kit]") {
    CHECK(ItemId{"question", "hardship", "fire"}.view() == "question.hardship.fire");
    CHECK(ItemId{"back"} == ItemId{std::string_view{"back"}});
    CHECK(ItemId{"a", "b"}.hash() == ItemId{"a.b"}.hash());
}

TEST_CASE("ItemId: keeps names apart that are longer than it can hold", "[kit]") {
    const std::string longer(ItemId::kCapacity + 40, 'n');
    const ItemId one{"question", longer + "1"};
    const ItemId two{"question", longer + "2"};
    CHECK(one.view().size() == ItemId::kCapacity);
    CHECK_FALSE(one == two);
}

TEST_CASE("ItemRegistry: what lies under a sheet cannot be reached", "[kit]") {
    ItemRegistry items;
    items.begin_frame();
    items.add("page.button", ItemKind::button, ItemState::enabled, {0, 0, 100, 72}, {0, 0, 100, 72}, 0, "on the page");
    CHECK(items.find("page.button") != nullptr);
    items.push_layer();
    items.add("sheet.button", ItemKind::button, ItemState::enabled, {0, 0, 100, 72}, {0, 0, 100, 72}, 0,
              "on the sheet");
    items.pop_layer();
    CHECK(items.find("page.button") == nullptr);
    CHECK(items.find("sheet.button") != nullptr);
    CHECK(items.reachable().size() == 1);
    items.begin_frame();
    CHECK(items.reachable().empty());
}

TEST_CASE("ItemRegistry: tells scripts name, place and words", "[kit]") {
    ItemRegistry items;
    items.begin_frame();
    items.add("visit.next", ItemKind::button, ItemState::disabled, {10, 20.04F, 200, 72}, {10, 20, 200, 0}, 5,
              "下一题 \"x\"");
    const std::string json = items.to_json();
    CHECK_THAT(json, ContainsSubstring("\"id\": \"visit.next\""));
    CHECK_THAT(json, ContainsSubstring("20.0"));
    CHECK_THAT(json, ContainsSubstring("下一题 \\\"x\\\""));
    CHECK_THAT(json, ContainsSubstring("\"disabled\": true"));
    CHECK_THAT(json, ContainsSubstring("\"scrolled_away\": true"));
}
