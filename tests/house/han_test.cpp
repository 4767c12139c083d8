// SPDX-License-Identifier: Apache-2.0
#include "tests/house/han.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <iterator>

using namespace daohu::house;

TEST_CASE("Words: no Chinese text stands in code", "[house]") {
    std::vector<Finding> findings;
    for (const SourceFile& file : read_sources({"core", "sync", "ui", "platform"})) {
        std::ranges::move(han_characters(file), std::back_inserter(findings));
    }
    INFO(to_string(findings));
    CHECK(findings.empty());
}

TEST_CASE("Words: Chinese text in code would be found, in a comment it is fine", "[house]") {
    const auto found =
        han_characters({"ui/screens/a.cpp", "int a;\n// 到户\nlabel(\"到户\"); mark('\xE3\x80\x82');\nx(\"！\");"});
    REQUIRE(found.size() == 2);
    CHECK(found[0].to_string() == "ui/screens/a.cpp:3: U+5230 in code");
    CHECK(found[1].line == 4);
    CHECK(han_characters({"ui/screens/a.cpp", "label(\"plain \xC2\xB7\"); /* 到\n户 */"}).empty());
}
