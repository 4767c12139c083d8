// SPDX-License-Identifier: Apache-2.0
#include "core/base/counting_key.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <vector>

using namespace daohu;

TEST_CASE("Counting key: numbers are read in digits and in Chinese numerals", "[base]") {
    CHECK(first_number("第一组") == 1);
    CHECK(first_number("第十组") == 10);
    CHECK(first_number("第十二组") == 12);
    CHECK(first_number("二十组") == 20);
    CHECK(first_number("第三百零五号") == 305);
    CHECK(first_number("第二〇组") == 20);
    CHECK(first_number("7组2号") == 7);
    CHECK(first_number("15") == 15);
    CHECK(first_number("99999999999999999999") == 9999);
    CHECK_FALSE(first_number("大湾"));
    CHECK_FALSE(first_number(""));
}

TEST_CASE("Counting key: a village's groups stand in the order of their numbers, those without one last", "[base]") {
    std::vector<std::string> groups{"第十一组", "大湾", "第三组", "第二组", "第十组", "第一组", "第四组"};
    std::ranges::sort(groups, {}, [](const std::string& group) { return counting_key(group); });
    CHECK(groups == std::vector<std::string>{"第一组", "第二组", "第三组", "第四组", "第十组", "第十一组", "大湾"});
}

TEST_CASE("Counting key: any bytes have a key, and different names have different ones", "[base]") {
    CHECK(rc::check([](const std::string& one, const std::string& other) {
        RC_ASSERT((counting_key(one) == counting_key(other)) == (one == other));
    }));
}
