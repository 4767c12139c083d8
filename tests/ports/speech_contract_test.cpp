// SPDX-License-Identifier: Apache-2.0
#include "core/ports/absent.hpp"
#include "core/ports/fake_speech.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace daohu;

TEMPLATE_TEST_CASE("Speech: speaks when it is available and is silent after stop", "[ports]", FakeSpeech,
                   AbsentSpeech) {
    TestType speech;
    speech.stop();
    CHECK_FALSE(speech.is_speaking());
    const auto said = speech.say("你好", "zh-CN");
    CHECK(said.has_value() == speech.is_available());
    CHECK(speech.is_speaking() == speech.is_available());
    if (!said) {
        CHECK(said.error().code == ErrorCode::port_absent);
    }
    speech.stop();
    CHECK_FALSE(speech.is_speaking());
}

TEST_CASE("Speech: a new sentence takes the place of the old one", "[ports]") {
    FakeSpeech speech;
    REQUIRE(speech.say("first", "en"));
    REQUIRE(speech.say("second", "en"));
    CHECK(speech.saying() == "second");
}
