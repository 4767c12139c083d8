// SPDX-License-Identifier: Apache-2.0
#include "core/ports/absent.hpp"
#include "core/ports/fake_camera.hpp"
#include "core/ports/fake_live_camera.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace daohu;

TEMPLATE_TEST_CASE("Camera: begin agrees with is_available, and cancel leaves nothing to poll", "[ports]", FakeCamera,
                   FakeLiveCamera, AbsentCamera) {
    TestType camera;
    camera.cancel();
    CHECK_FALSE(camera.poll());
    const auto begun = camera.begin();
    CHECK(begun.has_value() == camera.is_available());
    if (!camera.is_available()) {
        CHECK(begun.error().code == ErrorCode::port_absent);
        return;
    }
    CHECK(camera.begin().error().code == ErrorCode::port_busy);
    camera.cancel();
    CHECK_FALSE(camera.poll());
    CHECK(camera.begin());
}

TEST_CASE("Camera: delivers a picture exactly once", "[ports]") {
    FakeCamera camera;
    REQUIRE(camera.begin());
    CHECK_FALSE(camera.poll());
    camera.deliver(Picture{Bytes{0xFF, 0xD8}});
    const auto outcome = camera.poll();
    REQUIRE(outcome);
    REQUIRE(*outcome);
    CHECK((*outcome)->jpeg.size() == 2);
    CHECK_FALSE(camera.poll());
}

TEST_CASE("Camera: hands on why there is no picture", "[ports]") {
    FakeCamera camera;
    REQUIRE(camera.begin());
    camera.deliver(fail(ErrorCode::io_failed, "sensor"));
    const auto outcome = camera.poll();
    REQUIRE(outcome);
    CHECK(outcome->error().code == ErrorCode::io_failed);
}

TEST_CASE("Camera: one that is aimed shows what it sees, takes that, and is closed then", "[ports]") {
    FakeLiveCamera camera{Bytes{0xFF, 0xD8}};
    camera.shoot();
    CHECK_FALSE(camera.poll());
    REQUIRE(camera.begin());
    CHECK(camera.view() == nullptr);
    camera.show(Pixels{.width = 2, .height = 1, .dots = {1, 2}});
    REQUIRE(camera.view() != nullptr);
    CHECK_FALSE(camera.poll());
    camera.shoot();
    const auto outcome = camera.poll();
    REQUIRE(outcome);
    REQUIRE(*outcome);
    CHECK((*outcome)->jpeg.size() == 2);
    CHECK_FALSE(camera.is_open());
    CHECK(camera.view() == nullptr);
    CHECK_FALSE(camera.poll());
}

TEST_CASE("Camera: only one that can be aimed is taken for one", "[ports]") {
    FakeLiveCamera live;
    FakeCamera folder;
    CHECK(aimed(&live) == &live);
    CHECK(aimed(&folder) == nullptr);
    CHECK(aimed(nullptr) == nullptr);
}
