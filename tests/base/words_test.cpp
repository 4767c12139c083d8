// SPDX-License-Identifier: Apache-2.0
#include "core/base/words.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace daohu;

TEST_CASE("split_words: any number of blanks parts two words, and none is empty", "[base]") {
    using Words = std::vector<std::string_view>;
    CHECK(split_words("fire flood") == Words{"fire", "flood"});
    CHECK(split_words("  fire   示例 ") == Words{"fire", "示例"});
    CHECK(split_words("fire") == Words{"fire"});
    CHECK(split_words("fire\tflood") == Words{"fire\tflood"});  // blanks only
    CHECK(split_words("").empty());
    CHECK(split_words("   ").empty());
}
