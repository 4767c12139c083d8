// SPDX-License-Identifier: Apache-2.0
//
// Clocks that are wrong: whose time is believed, and that somebody is told.

#include "tests/client/stick.hpp"

using namespace daohu;
using namespace daohu::client;
using namespace daohu::client::test;

namespace {

constexpr std::chrono::days kYear{365};

WallTime time_of(const entry::SignedEntry& entry) { return entry.header().hlc.time(); }

}  // namespace

TEST_CASE("Clock: a tablet that is behind follows the times that the county vouches for, and none from next year",
          "[sync]") {
    TestCounty county;
    const WallTime now = SystemClock{}.wall_now();
    TestTablet sound{county, 1};
    TestTablet fast{county, 2};
    TestTablet behind{county, 3};  // its clock stands at a day of the past
    sound.set_clock(now);
    fast.set_clock(now + kYear);
    const WallTime of_sound = time_of(sound.save());
    const WallTime of_fast = time_of(fast.save());
    REQUIRE(sound.sync());
    REQUIRE(fast.sync());

    const WallTime alone = time_of(behind.save());
    CHECK(alone < of_sound);
    SECTION("by a talk") { REQUIRE(behind.sync()); }
    SECTION("by a stick") {
        OfficeDesk office{county};
        Remote stick{behind};
        const Bytes answer = office.take(stick.pack().front()).value().answer;
        REQUIRE(stick.carrier.accept(answer));
    }
    CHECK(behind.stream().size() == 3);
    const WallTime after = time_of(behind.save());
    CHECK(after >= of_sound);  // in one millisecond the counter decides
    CHECK(after < of_fast);
}

TEST_CASE("Clock: without the county's word nobody's time is believed", "[sync]") {
    // The control of the test above: what is received is kept, and the own clock stays.
    TestCounty county;
    TestTablet sound{county, 1};
    sound.set_clock(SystemClock{}.wall_now());
    const auto saved = sound.save();
    REQUIRE(sound.sync());
    TestTablet behind{county, 3};
    REQUIRE(behind.store().apply(behind.stream_id(), {{.position = 1, .own_sequence = 0, .entry = saved}}));
    CHECK(behind.stream().size() == 1);
    CHECK(time_of(behind.save()) < time_of(saved));
}

TEST_CASE("Clock: how far a tablet's clock is off is said after every greeting", "[sync]") {
    TestCounty county;
    TestTablet tablet{county, 1};
    CHECK_FALSE(tablet.status().clock_ahead);
    REQUIRE(tablet.sync());
    REQUIRE(tablet.status().clock_ahead);
    CHECK(std::chrono::abs(*tablet.status().clock_ahead) < std::chrono::hours{1});
    county.days_pass(std::chrono::days{9});
    REQUIRE(tablet.sync());
    CHECK(*tablet.status().clock_ahead < -std::chrono::days{8});
    CHECK(*tablet.status().clock_ahead > -std::chrono::days{10});
}
