// SPDX-License-Identifier: Apache-2.0
#include "sync/client/backoff.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace daohu;
using namespace daohu::client;

TEST_CASE("Backoff: attempts stay within a minute of each other until nothing got across five times", "[sync]") {
    SeededEntropy entropy{1};
    Backoff backoff{entropy};
    CHECK(backoff.after(Attempt::fruitless) <= Backoff::kShortest);
    for (int i = 1; i < Backoff::kPatience; ++i) {
        CHECK(backoff.after(Attempt::fruitless) <= Backoff::kLongestWhileMoving);
    }
    std::chrono::milliseconds longest{};
    for (int i = 0; i < 20; ++i) {
        const auto wait = backoff.after(Attempt::fruitless);
        CHECK(wait <= Backoff::kLongest);
        longest = std::max(longest, wait);
    }
    CHECK(longest > Backoff::kLongestWhileMoving);
}

TEST_CASE("Backoff: whatever got across brings the wait back to the shortest", "[sync]") {
    SeededEntropy entropy{1};
    Backoff backoff{entropy};
    for (int i = 0; i < 20; ++i) {
        (void)backoff.after(Attempt::fruitless);
    }
    CHECK(backoff.after(Attempt::partial) <= Backoff::kShortest);
    for (int i = 0; i < 20; ++i) {
        CHECK(backoff.after(Attempt::partial) <= Backoff::kShortest);
    }
}

TEST_CASE("Backoff: a link that carried something a moment ago is tried twice before the wait grows", "[sync]") {
    SeededEntropy entropy{1};
    Backoff backoff{entropy};
    for (int i = 0; i < 20; ++i) {
        CHECK(backoff.after(Attempt::partial) <= Backoff::kShortest);
        CHECK(backoff.after(Attempt::fruitless) <= Backoff::kShortest);
    }
    CHECK(backoff.after(Attempt::fruitless) > Backoff::kShortest / 2);
}

TEST_CASE("Backoff: two tablets do not wait equally long", "[sync]") {
    SeededEntropy first{1};
    SeededEntropy second{2};
    CHECK(Backoff{first}.after(Attempt::fruitless) != Backoff{second}.after(Attempt::fruitless));
}
