// SPDX-License-Identifier: Apache-2.0
#include "core/base/id.hpp"

#include <catch2/catch_test_macros.hpp>

#include <type_traits>
#include <unordered_set>

using namespace daohu;

static_assert(!std::is_convertible_v<HouseholdId, PersonId>);

TEST_CASE("Id: two ids from one source differ, and text leads back to the same id", "[base]") {
    SeededEntropy entropy{1};
    const auto a = HouseholdId::random(entropy);
    const auto b = HouseholdId::random(entropy);
    CHECK(a != b);
    CHECK(HouseholdId::parse(a.to_string()).value() == a);
    CHECK(HouseholdId::from_bytes(a.bytes()).value() == a);
    CHECK_FALSE(a.is_nil());
    CHECK(HouseholdId{}.is_nil());
}

TEST_CASE("Id: accepts the dashed form of a UUID in either case", "[base]") {
    const auto id = PersonId::parse("00112233-4455-6677-8899-AABBCCDDEEFF");
    REQUIRE(id);
    CHECK(id->to_string() == "00112233445566778899aabbccddeeff");
}

TEST_CASE("Id: refuses text that is not an id and says so", "[base]") {
    for (const char* text : {"", "0011", "00112233445566778899aabbccddeefg", "0011223-34455-6677-8899-aabbccddeeff",
                             "00112233-4455-6677-8899aabbccddeeff--"}) {
        const auto id = CaseId::parse(text);
        REQUIRE_FALSE(id);
        CHECK(id.error().code == ErrorCode::id_malformed);
    }
}

TEST_CASE("SystemEntropy: a thousand ids are a thousand different ids", "[base]") {
    SystemEntropy entropy;
    std::unordered_set<EntityId> seen;
    for (int i = 0; i < 1000; ++i) {
        seen.insert(EntityId::random(entropy));
    }
    CHECK(seen.size() == 1000);
}
