// SPDX-License-Identifier: Apache-2.0
#include "core/ports/absent.hpp"
#include "core/ports/fake_location.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace daohu;

TEMPLATE_TEST_CASE("Location: start agrees with is_available, and stop without start is harmless", "[ports]",
                   FakeLocation, AbsentLocation) {
    TestType location;
    location.stop();
    CHECK_FALSE(location.latest());
    const auto started = location.start();
    CHECK(started.has_value() == location.is_available());
    if (!started) {
        CHECK(started.error().code == ErrorCode::port_absent);
    }
    location.stop();
    CHECK_FALSE(location.latest());
}

TEST_CASE("Location: measures while anybody needs it and forgets afterwards", "[ports]") {
    FakeLocation location;
    const Fix here{27.5, 99.9, 12, MonotonicTime{1000}};
    location.measure(here);
    CHECK_FALSE(location.latest());
    REQUIRE(location.start());
    REQUIRE(location.start());
    location.measure(here);
    location.stop();
    REQUIRE(location.latest());
    CHECK(location.latest()->accuracy == 12);
    location.stop();
    CHECK_FALSE(location.latest());
}
