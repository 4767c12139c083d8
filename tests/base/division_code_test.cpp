// SPDX-License-Identifier: Apache-2.0
#include "core/base/division_code.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace daohu;

namespace {

DivisionCode code(std::string_view text) { return DivisionCode::parse(text).value(); }

}  // namespace

TEST_CASE("DivisionCode: the last place that is not zero is its level", "[base]") {
    const auto [text, level, prefix] = GENERATE(table<const char*, DivisionLevel, const char*>({
        {"990000000000", DivisionLevel::province, "99"},
        {"999900000000", DivisionLevel::city, "9999"},
        {"999999000000", DivisionLevel::county, "999999"},
        {"999999101000", DivisionLevel::township, "999999101"},
        {"999999101201", DivisionLevel::village, "999999101201"},
    }));
    CHECK(code(text).level() == level);
    CHECK(code(text).prefix() == prefix);
    CHECK(code(prefix) == code(text));
    CHECK(code(text).text() == text);
}

TEST_CASE("DivisionCode: leads up to the province", "[base]") {
    const DivisionCode village = code("999999101201");
    CHECK(village.parent() == code("999999101"));
    CHECK(village.ancestor(DivisionLevel::county) == code("999999"));
    CHECK(village.ancestor(DivisionLevel::village) == village);
    CHECK(code("999999").ancestor(DivisionLevel::village) == std::nullopt);
    CHECK(code("99").parent() == std::nullopt);
}

TEST_CASE("DivisionCode: a city without counties is the parent of its townships", "[base]") {
    const DivisionCode township = code("999900003000");
    CHECK(township.level() == DivisionLevel::township);
    CHECK(township.parent() == code("9999"));
    CHECK(township.ancestor(DivisionLevel::county) == std::nullopt);
    CHECK(code("9999").contains(township));
}

TEST_CASE("DivisionCode: contains itself and what lies inside", "[base]") {
    CHECK(code("999999").contains(code("999999101201")));
    CHECK(code("999999").contains(code("999999")));
    CHECK_FALSE(code("999999101").contains(code("999999")));
    CHECK_FALSE(code("999998").contains(code("999999101201")));
}

TEST_CASE("DivisionCode: refuses what is not a code and says why", "[base]") {
    const auto [text, reason] = GENERATE(table<const char*, ErrorCode>({
        {"", ErrorCode::division_code_length},
        {"99999", ErrorCode::division_code_length},
        {"9999991012011", ErrorCode::division_code_length},
        {"99999x", ErrorCode::division_code_character},
        {"９９", ErrorCode::division_code_character},
        {"000000000000", ErrorCode::division_code_gap},
        {"009900000000", ErrorCode::division_code_gap},
        {"990099000000", ErrorCode::division_code_gap},
        {"999999000201", ErrorCode::division_code_gap},
    }));
    CAPTURE(text);
    CHECK(DivisionCode::parse(text).error().code == reason);
}
