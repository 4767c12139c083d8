// SPDX-License-Identifier: Apache-2.0
#include "tests/house/cpp_text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu::house;

TEST_CASE("cpp_text: comments go, strings that look like comments stay", "[house]") {
    CHECK(without_comments("a // b\nc") == "a     \nc");
    CHECK(without_comments("a /* b\nc */ d") == "a     \n     d");
    CHECK(without_comments("f(\"// no\"); // yes") == "f(\"// no\");       ");
    CHECK(without_comments("'\"'; // x") == "'\"';     ");
    CHECK(without_comments("1'000'000; // x") == "1'000'000;     ");
}

TEST_CASE("cpp_text: string literals are found with their escapes and as raw strings", "[house]") {
    const auto literals = string_literals("f(\"a\\\"b\", R\"x(c\"d)x\"); // \"no\"");
    REQUIRE(literals.size() == 2);
    CHECK(literals[0].text == "a\\\"b");
    CHECK(literals[1].text == "x(c\"d)x");
    CHECK(without_comments_and_strings("f(\"12.5\", 'x')") == "f(\"    \", ' ')");
}

TEST_CASE("cpp_text: includes are read with their lines, commented ones are not", "[house]") {
    const auto includes = includes_of("#include \"core/a.hpp\"\n// #include \"core/b.hpp\"\n#  include <vector>\n");
    REQUIRE(includes.size() == 2);
    CHECK(includes[0].path == "core/a.hpp");
    CHECK(includes[0].is_quoted);
    CHECK(includes[1].path == "vector");
    CHECK(includes[1].line == 3);
    CHECK_FALSE(includes[1].is_quoted);
}
