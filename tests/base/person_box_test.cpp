// SPDX-License-Identifier: Apache-2.0
#include "core/base/person_box.hpp"

#include "core/base/bytes.hpp"
#include "core/base/entropy.hpp"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace daohu;

TEST_CASE("Person box: whoever holds a signing key opens what was sealed to its public half", "[base]") {
    CHECK(rc::check("for every seed", [](std::uint64_t seed, const std::vector<std::uint8_t>& message) {
        SeededEntropy entropy{seed};
        const SigningKey person = SigningKey::generate(entropy).value();
        const auto sealed = seal_to(box_key_of(person.public_key()).value(), message);
        RC_ASSERT(sealed.has_value());
        const BoxKey key = box_key_of(person).value();
        RC_ASSERT(key.open(*sealed).value() == Bytes(message.begin(), message.end()));
        const SigningKey other = SigningKey::generate(entropy).value();
        RC_ASSERT(box_key_of(other).value().open(*sealed).error().code == ErrorCode::seal_broken);
    }));
}

TEST_CASE("Person box: thirty-two bytes that are no key are refused", "[base]") {
    PublicKey none;
    none.raw().fill(0xff);
    REQUIRE_FALSE(box_key_of(none));
    CHECK(box_key_of(none).error().code == ErrorCode::key_malformed);
}
