// SPDX-License-Identifier: Apache-2.0
#include "tests/house/pixels.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <iterator>

using namespace daohu::house;

TEST_CASE("Sizes: screens hold no literal sizes", "[house]") {
    std::vector<Finding> findings;
    for (const SourceFile& file : read_sources({"ui/screens"})) {
        std::ranges::move(literal_sizes(file), std::back_inserter(findings));
    }
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Sizes: a literal size would be found, a token would not", "[house]") {
    for (const char* code : {"gap(12.5F);", "dp(48)", "kit.px( 3)", "width = 320.F;", "x = 0.0F + 24.0f;", "y = 8f;"}) {
        CAPTURE(code);
        CHECK(literal_sizes({"ui/screens/a.cpp", code}).size() == 1);
    }
    for (const char* code : {"dp(theme.target.primary)", "x = 0.0F; y = 1.0F;", "rows[12]", "// 12.5F", "\"3.5\""}) {
        CAPTURE(code);
        CHECK(literal_sizes({"ui/screens/a.cpp", code}).empty());
    }
}
